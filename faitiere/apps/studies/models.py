from django.conf import settings
from django.db import models
from django.db.models import Q

from faitiere.lib.tenancy import TenantModel

from .enums import StudyStatus


class WorkPrice(TenantModel):
    """The territory's own price range for a work of the catalogue, from a date. Absent: the catalogue's range."""

    work_code = models.CharField("travaux", max_length=40)
    low_cents = models.PositiveIntegerField("prix bas HT, en centimes par unité")
    likely_cents = models.PositiveIntegerField("prix courant HT, en centimes par unité")
    high_cents = models.PositiveIntegerField("prix haut HT, en centimes par unité")
    valid_from = models.DateField("à partir du")
    source = models.CharField("source", max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="saisi par",
    )

    class Meta:
        verbose_name = "prix du territoire"
        verbose_name_plural = "prix du territoire"
        ordering = ["work_code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "work_code", "valid_from"], name="work_price_once"),
            models.CheckConstraint(
                condition=Q(low_cents__lte=models.F("likely_cents"), likely_cents__lte=models.F("high_cents")),
                name="work_price_in_order",
                violation_error_message="Le prix bas, le prix courant et le prix haut vont en croissant.",
            ),
        ]


class Study(TenantModel):
    """A saved comparison of scenarios on one version of a home's description. Never changes after it is printed."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="studies", verbose_name="dossier")
    description = models.ForeignKey(
        "buildings.EnergyDescription",
        on_delete=models.PROTECT,
        related_name="studies",
        verbose_name="description",
    )
    number = models.PositiveSmallIntegerField("rang")
    status = models.CharField("état", max_length=10, choices=StudyStatus, default=StudyStatus.DRAFT)
    # Two dates, never one: the aids are those of the filing date, computed on the computation date.
    filing_on = models.DateField("date de dépôt des aides")
    computed_at = models.DateTimeField("calculée le", null=True, blank=True)
    engine_version = models.CharField("version du moteur", max_length=40, blank=True)
    # Household facts used (size, category, occupancy…), frozen with the results.
    inputs = models.JSONField("données prises en compte", default=dict)
    advice = models.TextField("ce que nous nous sommes dit", blank=True)
    steps = models.JSONField("suites prévues", default=list)
    report = models.ForeignKey(
        "cases.Document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="studies",
        verbose_name="compte-rendu",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="écrite par",
    )
    created_at = models.DateTimeField("créée le", auto_now_add=True)

    class Meta:
        verbose_name = "étude"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="study_number_once")]


class Scenario(TenantModel):
    """Works chosen on a home: their cost, the engine's result, the aids and the financing plan that follow."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="scenarios", verbose_name="étude")
    letter = models.CharField("lettre", max_length=1)
    name = models.CharField("nom", max_length=80)
    # [{"code", "parameters", "quantity", "price_cents"}…]: empty quantity or price = the computed one.
    works = models.JSONField("travaux", default=list)
    result = models.JSONField("résultats du calcul", default=dict)
    aids = models.JSONField("aides", default=list)
    # One plan or two: see `plan_choices`.
    plan_choices = models.JSONField("choix de financement", default=dict)
    plan = models.JSONField("plan de financement", default=dict)
    is_chosen = models.BooleanField("retenu", default=False)

    class Meta:
        verbose_name = "scénario de travaux"
        verbose_name_plural = "scénarios de travaux"
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["study", "letter"], name="scenario_letter_once"),
            models.UniqueConstraint(fields=["study"], condition=Q(is_chosen=True), name="scenario_one_chosen"),
        ]
