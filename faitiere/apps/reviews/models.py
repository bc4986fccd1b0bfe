import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from faitiere.lib.tenancy import TenantModel

from .enums import ReviewKind, ReviewState

# A run that has not moved for that long is taken for dead: it may be asked again.
STALLED = dt.timedelta(minutes=10)


class ChangeThreshold(TenantModel):
    """From a day, the difference of aids above which a case is shown and its advisor told."""

    cents = models.PositiveIntegerField("seuil, en centimes")
    valid_from = models.DateField("à partir du")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="réglé par"
    )

    class Meta:
        verbose_name = "seuil d'alerte"
        verbose_name_plural = "seuils d'alerte"
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "valid_from"], name="change_threshold_once_a_day"),
        ]


class ParameterDraft(TenantModel):
    """Candidate lines of the national tables, kept to be rehearsed. Never in force."""

    name = models.CharField("nom", max_length=120)
    text = models.TextField("lignes, en CSV")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="préparé par"
    )
    changed_at = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "barème préparé"
        verbose_name_plural = "barèmes préparés"
        ordering = ["-changed_at"]

    def __str__(self):
        return self.name


class Review(TenantModel):
    """Every open case computed again in the background. One standing watch a territory; rehearsals beside it."""

    kind = models.CharField("nature", max_length=12, choices=ReviewKind)
    state = models.CharField("état", max_length=10, choices=ReviewState, default=ReviewState.QUEUED)
    before_on = models.DateField("règles d'avant, au", null=True, blank=True)
    after_on = models.DateField("règles d'après, au", null=True, blank=True)
    draft = models.ForeignKey(
        ParameterDraft, null=True, blank=True, on_delete=models.CASCADE, related_name="reviews", verbose_name="barème"
    )
    local_aid = models.ForeignKey(
        "local_aids.LocalAid",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reviews",
        verbose_name="aide locale",
    )
    total = models.PositiveIntegerField("dossiers à calculer", default=0)
    done = models.PositiveIntegerField("dossiers calculés", default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="demandée par"
    )
    asked_at = models.DateTimeField("demandée le", default=timezone.now)
    progress_at = models.DateTimeField("dernier pas", null=True, blank=True)
    finished_at = models.DateTimeField("finie le", null=True, blank=True)

    class Meta:
        verbose_name = "recalcul des dossiers"
        verbose_name_plural = "recalculs des dossiers"
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["territory"], condition=Q(kind=ReviewKind.WATCH), name="review_one_watch"),
        ]

    @property
    def is_active(self) -> bool:
        """Waiting or running, and moving."""
        moved = max(self.asked_at, self.progress_at or self.asked_at)
        return self.state in {ReviewState.QUEUED, ReviewState.RUNNING} and moved > timezone.now() - STALLED

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


class CaseChange(TenantModel):
    """What other rules change in one case, with the reason; or why the case could not be computed."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="changes", verbose_name="recalcul")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+", verbose_name="dossier")
    before_cents = models.IntegerField("aides avant, en centimes", default=0)
    after_cents = models.IntegerField("aides après, en centimes", default=0)
    # What the household gains: aids more, tax less. Negative when it loses.
    gain_cents = models.IntegerField("écart, en centimes", default=0)
    # [{"name", "before_cents", "after_cents", "before", "after", "reason", "source"}…]
    details = models.JSONField("aides qui changent", default=list)
    problem = models.CharField("pourquoi rien n'est calculé", max_length=300, blank=True)
    found_at = models.DateTimeField("trouvé le")
    told_at = models.DateTimeField("conseiller prévenu le", null=True, blank=True)
    written_at = models.DateTimeField("ménage prévenu le", null=True, blank=True)

    class Meta:
        verbose_name = "dossier qui change"
        verbose_name_plural = "dossiers qui changent"
        ordering = ["gain_cents", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "case"], name="case_change_once")]
