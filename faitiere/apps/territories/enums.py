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


class PortalFont(models.TextChoices):
    """Fonts we serve ourselves, and those of the visitor's device."""

    ATKINSON = "atkinson", "Atkinson Hyperlegible, faite pour être lue sans effort"
    SOURCE_SANS = "source-sans", "Source Sans, plus sobre"
    LORA = "lora", "Lora, à empattements"
    SYSTEM = "system", "Celle de l’appareil, rien à télécharger"


class ProjectKind(models.TextChoices):
    HOUSE = "house", "Logement individuel"
    CONDOMINIUM = "condominium", "Copropriété"
