from django.db import models


class AidState(models.TextChoices):
    DRAFT = "draft", "En préparation"
    PUBLISHED = "published", "Publiée"


class TierKind(models.TextChoices):
    """How a tier counts: its value is in cents, in percent, or in cents per m² of works."""

    FLAT = "flat", "Somme fixe, en euros"
    RATE = "rate", "Part du coût hors taxes, en %"
    PER_M2 = "per_m2", "Euros par m² de travaux"


class Audience(models.TextChoices):
    """Codes of the engine's occupancies."""

    OCCUPANT = "occupant", "Propriétaires occupants"
    BAILLEUR = "bailleur", "Propriétaires bailleurs"
    ACQUEREUR = "acquereur", "Acquéreurs"
    LOCATAIRE = "locataire", "Locataires"
    COPROPRIETE = "copropriete", "Syndicats de copropriété"
