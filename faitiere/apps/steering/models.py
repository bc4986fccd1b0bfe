from django.conf import settings
from django.db import models
from django.db.models import F, Q

from faitiere.lib.tenancy import TenantModel

from .enums import ActStatus, Indicator


class Programme(TenantModel):
    """A dated funding frame (SARE, Pacte territorial) as adopted by the territory."""

    code = models.CharField("code", max_length=20)
    name = models.CharField("nom", max_length=120)
    valid_from = models.DateField("depuis le")
    valid_to = models.DateField("jusqu'au", null=True, blank=True)

    class Meta:
        verbose_name = "programme"
        ordering = ["-valid_from"]
        constraints = [models.UniqueConstraint(fields=["territory", "code"], name="programme_code_once")]

    def __str__(self):
        return self.name


class ActType(TenantModel):
    """A kind of act of a programme: target, unit value, and the data it asks for. Dated data of the territory."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="act_types", verbose_name="programme"
    )
    code = models.CharField("code", max_length=10)
    export_code = models.CharField("code d'export", max_length=10, blank=True)
    name = models.CharField("nom", max_length=120)
    target = models.CharField("cible", max_length=20)
    part = models.CharField("volet", max_length=80, blank=True)
    repeatable = models.BooleanField("plusieurs fois par dossier", default=True)
    unit_value_cents = models.PositiveIntegerField("valeur unitaire, en centimes", null=True, blank=True)
    # [{"key", "label", "kind": "choice|choices|text|date|bool", "choices": […], "mandatory": true}…]
    fields = models.JSONField("données demandées", default=list)
    source = models.CharField("source", max_length=200, blank=True)
    verified = models.BooleanField("vérifié", default=False)

    class Meta:
        verbose_name = "type d'acte"
        verbose_name_plural = "types d'acte"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="act_type_code_once")]

    def __str__(self):
        return f"{self.code} {self.name}"


class Act(TenantModel):
    """What was done for a household, typed by programme; kept once a person confirmed or dismissed the proposal."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="acts", verbose_name="dossier")
    act_type = models.ForeignKey(ActType, on_delete=models.PROTECT, related_name="acts", verbose_name="type d'acte")
    organisation = models.ForeignKey(
        "territories.Organisation", on_delete=models.PROTECT, related_name="acts", verbose_name="structure"
    )
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="acts",
        verbose_name="conseiller",
    )
    study = models.ForeignKey(
        "studies.Study",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="acts",
        verbose_name="étude",
    )
    status = models.CharField("état", max_length=10, choices=ActStatus)
    done_on = models.DateField("fait le")
    minutes = models.PositiveSmallIntegerField("durée en minutes", null=True, blank=True)
    answers = models.JSONField("données", default=dict)
    because = models.CharField("proposé parce que", max_length=200, blank=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)

    class Meta:
        verbose_name = "acte"
        ordering = ["-done_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=ActStatus.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="act_confirmed_has_date",
            ),
            models.UniqueConstraint(
                fields=["study", "act_type"], condition=Q(study__isnull=False), name="act_once_per_study"
            ),
        ]
        indexes = [models.Index(fields=["territory", "status", "done_on"], name="act_by_month")]


class Objective(TenantModel):
    """What the bodies that fund expect over a period, for an indicator (and an act type when it is about acts)."""

    indicator = models.CharField("indicateur", max_length=10, choices=Indicator)
    act_type = models.ForeignKey(
        ActType,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="objectives",
        verbose_name="type d'acte",
    )
    period_start = models.DateField("du")
    period_end = models.DateField("au")
    value = models.PositiveIntegerField("valeur attendue")

    class Meta:
        verbose_name = "objectif"
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="objective_dates_in_order",
                violation_error_message="La fin de la période est avant son début.",
            ),
        ]
