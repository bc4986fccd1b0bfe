from django.db import models


class HomeKind(models.TextChoices):
    HOUSE = "house", "Maison"
    FLAT = "flat", "Appartement"


class DescriptionSource(models.TextChoices):
    DPE = "dpe", "Fichier DPE"
    DECLARED = "declared", "Déclaré"
