from django.db import models


class HomeKind(models.TextChoices):
    HOUSE = "house", "Maison"
    FLAT = "flat", "Appartement"


class DescriptionSource(models.TextChoices):
    DPE = "dpe", "Fichier DPE"
    DECLARED = "declared", "Déclaré"


class HeatingEnergy(models.TextChoices):
    """Main heating energy, as people look for homes by it."""

    GAS = "gas", "Gaz de réseau"
    OIL = "oil", "Fioul"
    ELECTRICITY = "electricity", "Électricité"
    WOOD = "wood", "Bois"
    NETWORK = "network", "Réseau de chaleur"
    LPG = "lpg", "Propane, butane"
    COAL = "coal", "Charbon"
    OTHER = "other", "Autre"
