"""What somebody was writing and has not sent yet. Loaded by `models`."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from faitiere.lib.tenancy import TenantModel


class Draft(TenantModel):
    """Fields of a form as they were last typed, for their author alone; gone once sent. Its id is drawn by the page."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="rédigé par"
    )
    case = models.ForeignKey(
        "cases.Case", null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name="dossier"
    )
    # Which form of which page: "fil:<case>", "relance:<task>", "appel"…
    place = models.CharField("formulaire", max_length=80)
    fields = models.JSONField("champs", default=dict)
    begun_at = models.DateTimeField("commencé le", default=timezone.now)
    saved_at = models.DateTimeField("gardé le")

    class Meta:
        verbose_name = "brouillon"
        ordering = ["-saved_at", "id"]
        indexes = [
            models.Index(fields=["territory", "author", "place"], name="draft_by_author"),
            models.Index(fields=["case", "author"], name="draft_by_case"),
        ]
