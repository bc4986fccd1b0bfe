from django.db import models


class StatementState(models.TextChoices):
    """What became of something the household said of its home."""

    APPLIED = "applied", "Dans la fiche"
    WAITING = "waiting", "À vérifier"
    TAKEN = "taken", "Prise en compte"
    DECLINED = "declined", "Non retenue"
    REPLACED = "replaced", "Remplacée"


class CopyState(models.TextChoices):
    """Where the copy of somebody's data is."""

    WAITING = "waiting", "En préparation"
    READY = "ready", "Prête"
    FAILED = "failed", "Échouée"
