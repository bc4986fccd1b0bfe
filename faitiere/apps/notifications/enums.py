from django.db import models


class MailState(models.TextChoices):
    QUEUED = "queued", "En attente"
    HANDED = "handed", "Remis au serveur d'envoi"
    FAILED = "failed", "Échec"
    UNCERTAIN = "uncertain", "Remise incertaine"
    SHOWN = "shown", "Gardé (démonstration)"
