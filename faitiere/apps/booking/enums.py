from django.db import models


class Way(models.TextChoices):
    """How people meet."""

    PLACE = "place", "Sur place"
    PHONE = "phone", "Par téléphone"
    VIDEO = "video", "En visio"
    HOME = "home", "À domicile"


class AppointmentStatus(models.TextChoices):
    HELD = "held", "Réservé un instant"
    BOOKED = "booked", "Prévu"
    HONOURED = "honoured", "Honoré"
    MISSED = "missed", "Pas venu"
    CANCELLED = "cancelled", "Annulé"


class Audience(models.TextChoices):
    """Whom a reason is for."""

    ALL = "all", "Tous les projets"
    HOUSE = "house", "Un logement individuel"
    CONDOMINIUM = "condominium", "Une copropriété"


class QuestionKind(models.TextChoices):
    TEXT = "text", "Un texte"
    YES_NO = "yes_no", "Oui ou non"
    CHOICE = "choice", "Un choix dans une liste"


class HolidayZone(models.TextChoices):
    METROPOLE = "metropole", "Métropole"
    ALSACE_MOSELLE = "alsace_moselle", "Alsace et Moselle"
    GUADELOUPE = "guadeloupe", "Guadeloupe"
    GUYANE = "guyane", "Guyane"
    MARTINIQUE = "martinique", "Martinique"
    MAYOTTE = "mayotte", "Mayotte"
    REUNION = "reunion", "La Réunion"
    SAINT_BARTHELEMY = "saint_barthelemy", "Saint-Barthélemy"
    SAINT_MARTIN = "saint_martin", "Saint-Martin"


class TextState(models.TextChoices):
    QUEUED = "queued", "En attente"
    SENT = "sent", "Remis à la passerelle"
    FAILED = "failed", "Échec"


# Status of an appointment that takes its quarter-hours.
TAKING = (AppointmentStatus.HELD, AppointmentStatus.BOOKED, AppointmentStatus.HONOURED, AppointmentStatus.MISSED)
# Status of an appointment people count on, or that took place.
KEPT = (AppointmentStatus.BOOKED, AppointmentStatus.HONOURED, AppointmentStatus.MISSED)
ICONS = {Way.PLACE: "map-pin", Way.PHONE: "phone", Way.VIDEO: "video", Way.HOME: "house"}
