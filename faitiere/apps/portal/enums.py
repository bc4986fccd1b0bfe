"""What a page of the portal is about, and who may read it."""

from django.db import models


class Audience(models.TextChoices):
    EVERYONE = "everyone", "Tout le monde"
    SIGNED_IN = "signed_in", "Les ménages qui ont un espace, et les agents du guichet"
    CONDOMINIUMS = "condominiums", "Les copropriétés accompagnées, et les agents du guichet"
    STAFF = "staff", "Les agents du guichet"


class ResourceKind(models.TextChoices):
    GUIDE = "guide", "Guide"
    DOCUMENT = "document", "Document"
    VIDEO = "video", "Vidéo"


class HomeKind(models.TextChoices):
    ANY = "any", "Maison et copropriété"
    HOUSE = "house", "Maison"
    CONDOMINIUM = "condominium", "Copropriété"


class PathStage(models.TextChoices):
    UNDERSTAND = "understand", "Comprendre mon logement"
    DECIDE = "decide", "Choisir les travaux"
    FUND = "fund", "Trouver les aides"
    BUILD = "build", "Faire les travaux"
    AFTER = "after", "Après les travaux"


class Theme(models.TextChoices):
    INSULATION = "insulation", "Isolation"
    HEATING = "heating", "Chauffage et eau chaude"
    AIR = "air", "Ventilation"
    SUMMER = "summer", "Confort d’été"
    MONEY = "money", "Aides et financement"
    COMPANIES = "companies", "Devis et entreprises"
    RIGHTS = "rights", "Droits et démarches"


class EditorLevel(models.TextChoices):
    WRITES = "writes", "Rédige, un autre publie"
    PUBLISHES = "publishes", "Rédige et publie"


class MenuPlace(models.TextChoices):
    MAIN = "main", "En haut de page"
    FOOTER = "footer", "En pied de page"


class LinkState(models.TextChoices):
    BROKEN = "broken", "Cassé"
    UNSURE = "unsure", "Ne répond pas"
