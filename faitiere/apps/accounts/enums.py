from django.db import models


class Role(models.TextChoices):
    """What a membership lets a person do in a territory. A household has no membership: its rights come from cases."""

    ADVISOR = "advisor", "Conseiller"
    LEGAL_ADVISOR = "legal_advisor", "Conseiller juridique"
    MANAGER = "manager", "Responsable de structure"
    TERRITORY_ADMIN = "territory_admin", "Administrateur du territoire"
    FUNDER = "funder", "Financeur"


class Provider(models.TextChoices):
    """Services of the State by which somebody may sign in."""

    FRANCECONNECT = "franceconnect", "FranceConnect"
    PROCONNECT = "proconnect", "ProConnect"
