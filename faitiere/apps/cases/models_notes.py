"""What stays under the eyes of who works on a case. Loaded by `models`."""

from django.conf import settings
from django.db import models

from faitiere.lib.tenancy import TenantModel


class PinnedNote(TenantModel):
    """A post-it: stays on top of the case. Never shown to the household, never printed."""

    case = models.ForeignKey(
        "cases.Case", on_delete=models.CASCADE, related_name="pinned_notes", verbose_name="dossier"
    )
    title = models.CharField("mot-clé", max_length=40, default="Attention")
    text = models.CharField("texte", max_length=300)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="auteur",
    )
    created_at = models.DateTimeField("écrit le", auto_now_add=True)

    class Meta:
        verbose_name = "post-it"
        ordering = ["-created_at"]
