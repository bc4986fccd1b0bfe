from django.db import models


class Occupancy(models.TextChoices):
    """Status of the household in the home (TBS column 8 maps these to its own words)."""

    OWNER_OCCUPIER = "owner_occupier", "Propriétaire occupant"
    LANDLORD = "landlord", "Propriétaire bailleur"
    TENANT = "tenant", "Locataire"
    FREE_OCCUPIER = "free_occupier", "Occupant à titre gratuit"
    BUYER = "buyer", "Futur acquéreur"


class Purpose(models.TextChoices):
    FOLLOW_UP = "follow_up", "Suivi du projet par le guichet"
    NEWSLETTER = "newsletter", "Lettre d'information"
    STATISTICS = "statistics", "Transmission aux financeurs à des fins de statistiques"
