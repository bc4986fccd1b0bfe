from django.db import models


class OrganisationKind(models.TextChoices):
    METROPOLE = "metropole", "Collectivité"
    ASSOCIATION = "association", "Association"
    ADIL = "adil", "ADIL"
    FUNDER = "funder", "Structure porteuse"
    # Known as contacts: they never open a case.
    SYNDIC = "syndic", "Syndic"
    AGENCY = "agency", "Agence immobilière"
    COMPANY = "company", "Entreprise"
    OTHER = "other", "Autre organisme"


# Organisations whose people may work on a case.
WORKING_KINDS = (OrganisationKind.METROPOLE, OrganisationKind.ASSOCIATION, OrganisationKind.ADIL)


class ProjectKind(models.TextChoices):
    HOUSE = "house", "Logement individuel"
    CONDOMINIUM = "condominium", "Copropriété"
