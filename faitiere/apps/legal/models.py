from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from faitiere.lib.tenancy import TenantModel

from .enums import Channel, Public, QuestionStatus


class LegalTheme(TenantModel):
    """A theme (no parent) or one of its subjects. Set by the territory; retired rather than deleted."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="subjects", verbose_name="thème"
    )
    name = models.CharField("nom", max_length=100)
    position = models.PositiveSmallIntegerField("rang", default=0)
    retired_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "thème juridique"
        verbose_name_plural = "thèmes juridiques"
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "parent", "name"], name="legal_subject_once"),
            models.UniqueConstraint(
                fields=["territory", "name"], condition=Q(parent__isnull=True), name="legal_theme_once"
            ),
        ]

    def __str__(self):
        return self.name


class LegalQuestion(TenantModel):
    """A question of law and its answer. Alone, it holds nobody's name; on a case, it follows the case."""

    case = models.ForeignKey(
        "cases.Case",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="legal_questions",
        verbose_name="dossier",
    )
    organisation = models.ForeignKey(
        "territories.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name="structure"
    )
    subject = models.ForeignKey(LegalTheme, on_delete=models.PROTECT, related_name="questions", verbose_name="sujet")
    status = models.CharField("état", max_length=10, choices=QuestionStatus, default=QuestionStatus.ASKED)
    channel = models.CharField("canal", max_length=10, choices=Channel)
    public = models.CharField("public", max_length=15, choices=Public)
    minutes = models.PositiveSmallIntegerField("durée en minutes", null=True, blank=True)
    question = models.TextField("question")
    answer = models.TextField("réponse", blank=True)
    documents_given = models.TextField("documents remis", blank=True)
    redirected_to = models.JSONField("orienté vers", default=list)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="demandé par"
    )
    asked_on = models.DateField("posée le", default=timezone.localdate)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="répondu par"
    )
    answered_on = models.DateField("répondue le", null=True, blank=True)

    class Meta:
        verbose_name = "question juridique"
        verbose_name_plural = "questions juridiques"
        ordering = ["-asked_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=QuestionStatus.ANSWERED) | Q(answered_on__isnull=False) & ~Q(answer=""),
                name="legal_answered_has_answer",
                violation_error_message="Une question répondue a une réponse et une date.",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "organisation", "status", "-asked_on"], name="legal_by_status"),
            models.Index(fields=["territory", "asked_on"], name="legal_by_day"),
        ]

    @property
    def is_answered(self) -> bool:
        return self.status == QuestionStatus.ANSWERED
