from django.db import models


class ReviewKind(models.TextChoices):
    """What the cases are computed again with. The watch is the standing one; the others are rehearsals."""

    WATCH = "watch", "Règles du jour"
    DATES = "dates", "Deux dates"
    PARAMETERS = "parameters", "Barèmes préparés"
    LOCAL_AID = "local_aid", "Aide locale"


class ReviewState(models.TextChoices):
    QUEUED = "queued", "En attente"
    RUNNING = "running", "En cours"
    DONE = "done", "Terminée"
    CANCELLED = "cancelled", "Arrêtée"
