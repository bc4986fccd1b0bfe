from django.db import models


class SheetStatus(models.TextChoices):
    DRAFT = "draft", "Brouillon"
    SUBMITTED = "submitted", "À vérifier"
    PUBLISHED = "published", "Publiée"
    WITHDRAWN = "withdrawn", "Retirée"


class Precision(models.TextChoices):
    """How precisely the place is shown; a house is somewhere in its commune unless somebody chose otherwise."""

    COMMUNE = "commune", "La commune seulement"
    DISTRICT = "district", "Le quartier, à 500 m près"
    EXACT = "exact", "L'adresse exacte"


class Moment(models.TextChoices):
    BEFORE = "before", "Avant"
    DURING = "during", "Pendant"
    AFTER = "after", "Après"


class Period(models.TextChoices):
    """When it was built: the classes of the catalogue's filter."""

    BEFORE_1949 = "1", "Avant 1949"
    TO_1974 = "2", "De 1949 à 1974"
    TO_1988 = "3", "De 1975 à 1988"
    TO_2000 = "4", "De 1989 à 2000"
    LATER = "5", "Depuis 2001"


class ConsentSource(models.TextChoices):
    SPACE = "space", "Dans l'espace projet"
    SIGNED = "signed", "Papier signé"
    MAIL = "mail", "Courriel"
    MINUTES = "minutes", "Procès-verbal ou décision du conseil syndical"
    PHONE = "phone", "Téléphone"
