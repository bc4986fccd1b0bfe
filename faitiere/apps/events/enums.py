from django.db import models


class EventKind(models.TextChoices):
    MEETING = "meeting", "Réunion publique"
    WORKSHOP = "workshop", "Atelier"
    STAND = "stand", "Stand"
    VISIT = "visit", "Visite de site"


class Audience(models.TextChoices):
    ALL = "all", "Tout public"
    HOUSES = "houses", "Propriétaires de maison"
    CONDOMINIUMS = "condominiums", "Copropriétaires"
    PROFESSIONALS = "pros", "Professionnels"


class EventStatus(models.TextChoices):
    DRAFT = "draft", "Brouillon"
    PUBLISHED = "published", "Publié"
    CANCELLED = "cancelled", "Annulé"


class Standing(models.TextChoices):
    """Where a registration stands."""

    REGISTERED = "registered", "Inscrit"
    WAITING = "waiting", "En attente"
    CANCELLED = "cancelled", "Désisté"


class Attendance(models.TextChoices):
    UNKNOWN = "", "Non pointé"
    PRESENT = "present", "Présent"
    ABSENT = "absent", "Absent"


class Origin(models.TextChoices):
    PORTAL = "portal", "Portail"
    DESK = "desk", "Guichet"
    ON_THE_SPOT = "spot", "Sur place"
