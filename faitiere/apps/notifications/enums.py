from django.db import models


class MailState(models.TextChoices):
    QUEUED = "queued", "En attente"
    HANDED = "handed", "Remis au serveur d'envoi"
    FAILED = "failed", "Échec"
    UNCERTAIN = "uncertain", "Remise incertaine"
    SHOWN = "shown", "Gardé (démonstration)"


class Delivery(models.TextChoices):
    """When a person is told of one kind of notification."""

    NOW = "now", "Tout de suite, par courriel"
    DIGEST = "digest", "Dans les résumés de 8 h et 14 h"
    PAGE = "page", "Ici seulement, sans courriel"
    NEVER = "never", "Jamais"
