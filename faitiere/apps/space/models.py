from django.conf import settings
from django.db import models
from django.utils import timezone

from faitiere.lib.tenancy import TenantModel

from .enums import CopyState, StatementState


class HomeStatement(TenantModel):
    """A value of the home as its household says it, beside what the sheet said then and where that came from."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="statements", verbose_name="dossier")
    # Name of a question of `space.sheet`; `value` is None for "je ne sais pas".
    key = models.CharField("question", max_length=30)
    label = models.CharField("intitulé", max_length=100)
    value = models.JSONField("valeur", null=True, blank=True)
    shown = models.CharField("valeur dite", max_length=300)
    before = models.CharField("valeur d'avant", max_length=300, blank=True)
    before_source = models.CharField("source d'avant", max_length=200, blank=True)
    state = models.CharField("état", max_length=10, choices=StatementState, default=StatementState.WAITING)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="dit par"
    )
    said_by_label = models.CharField("déclaré par", max_length=200)
    said_at = models.DateTimeField("dit le", default=timezone.now)
    decided_by_label = models.CharField("décidé par", max_length=200, blank=True)
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)

    class Meta:
        verbose_name = "déclaration du ménage"
        verbose_name_plural = "déclarations du ménage"
        ordering = ["-said_at", "-id"]
        indexes = [models.Index(fields=["case", "key", "-said_at"], name="statement_by_question")]


class DataCopy(TenantModel):
    """A copy of everything held on a person, made by a job, kept a few days."""

    person = models.ForeignKey(
        "contacts.Person", on_delete=models.CASCADE, related_name="data_copies", verbose_name="personne"
    )
    state = models.CharField("état", max_length=10, choices=CopyState, default=CopyState.WAITING)
    progress = models.PositiveSmallIntegerField("avancement en %", default=0)
    vault_name = models.CharField("nom de rangement", max_length=100, blank=True)
    size = models.PositiveIntegerField("taille en octets", default=0)
    asked_at = models.DateTimeField("demandée le", default=timezone.now)
    expires_at = models.DateTimeField("effacée après le")

    class Meta:
        verbose_name = "copie des données d'une personne"
        verbose_name_plural = "copies des données de personnes"
        ordering = ["-asked_at"]
