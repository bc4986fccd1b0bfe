from django.db import models


class OrganisationKind(models.TextChoices):
    METROPOLE = "metropole", "Collectivité"
    ASSOCIATION = "association", "Association"
    ADIL = "adil", "ADIL"
    FUNDER = "funder", "Structure porteuse"


class ProjectKind(models.TextChoices):
    HOUSE = "house", "Logement individuel"
    CONDOMINIUM = "condominium", "Copropriété"
