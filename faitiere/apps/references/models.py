from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.tenancy import TenantManager, TenantModel, TenantQuerySet

from .enums import ConsentSource, Moment, Period, Precision, SheetStatus

# Pixels of the pictures sent to visitors: a small phone, and everything else.
WEB_WIDTHS = (480, 800)
CLASSES = [(letter, letter) for letter in "ABCDEFG"]


class ReferenceQuerySet(TenantQuerySet):
    def published(self):
        return self.filter(status=SheetStatus.PUBLISHED)


class Reference(TenantModel):
    """A site sheet: works done, before and after, in words without a name.

    Made from a case, its figures are copied from the study once: the sheet may be corrected, the study never changes.
    """

    read_by_visitors = True
    kind = models.CharField("nature", max_length=12, choices=ProjectKind, default=ProjectKind.HOUSE)
    case = models.ForeignKey(
        "cases.Case",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="references",
        verbose_name="dossier",
    )
    organisation = models.ForeignKey(
        "territories.Organisation", on_delete=models.PROTECT, related_name="references", verbose_name="structure"
    )
    # Where the figures were read, in words: a study, a general meeting; empty when typed by hand.
    source = models.CharField("origine des chiffres", max_length=200, blank=True)
    title = models.CharField("titre", max_length=120)
    summary = models.TextField("en quelques phrases", max_length=2000, blank=True)
    commune = models.ForeignKey(
        "territories.Commune", on_delete=models.PROTECT, related_name="+", verbose_name="commune"
    )
    precision = models.CharField("précision du lieu", max_length=8, choices=Precision, default=Precision.COMMUNE)
    # What is published, blurred before it is written: the true place is not kept here.
    longitude = models.FloatField("longitude montrée", null=True, blank=True)
    latitude = models.FloatField("latitude montrée", null=True, blank=True)
    built_year = models.PositiveSmallIntegerField("année de construction", null=True, blank=True)
    period = models.CharField("période de construction", max_length=1, choices=Period, blank=True, editable=False)
    area_m2 = models.PositiveIntegerField("surface en m²", null=True, blank=True)
    dwellings = models.PositiveSmallIntegerField("nombre de logements", null=True, blank=True)
    works = models.TextField("travaux, un par ligne", max_length=3000, blank=True)
    # Families of the catalogue of works: |murs|toiture|
    families = models.CharField("familles de travaux", max_length=120, blank=True)
    # Establishments that did the works, by their SIRET: the directory beside shows this sheet on their pages.
    companies = models.TextField("SIRET des entreprises, un par ligne", max_length=600, blank=True)
    class_before = models.CharField("classe avant", max_length=1, choices=CLASSES, blank=True)
    class_after = models.CharField("classe après", max_length=1, choices=CLASSES, blank=True)
    class_gain = models.SmallIntegerField("classes gagnées", null=True, blank=True, editable=False)
    primary_before = models.PositiveIntegerField("énergie primaire avant, en kWh/m²", null=True, blank=True)
    primary_after = models.PositiveIntegerField("énergie primaire après, en kWh/m²", null=True, blank=True)
    cost_cents = models.PositiveBigIntegerField("coût des travaux, taxes comprises", null=True, blank=True)
    aids_cents = models.PositiveBigIntegerField("aides reçues", null=True, blank=True)
    aids = models.TextField("aides, une par ligne", max_length=2000, blank=True)
    months = models.PositiveSmallIntegerField(
        "durée du chantier, en mois", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    finished_on = models.DateField("travaux terminés en", null=True, blank=True)
    testimony = models.TextField("témoignage", max_length=2000, blank=True)
    testimony_by = models.CharField("qui témoigne, sans nom", max_length=80, blank=True)
    measured = models.TextField("résultats mesurés après les travaux", max_length=1000, blank=True)
    measured_before_kwh = models.PositiveIntegerField(
        "consommation mesurée avant, en kWh par an", null=True, blank=True
    )
    measured_after_kwh = models.PositiveIntegerField("consommation mesurée après, en kWh par an", null=True, blank=True)
    status = models.CharField("état", max_length=10, choices=SheetStatus, default=SheetStatus.DRAFT)
    remark = models.CharField("remarque de qui vérifie", max_length=500, blank=True)
    # The proof of the agreement: what was agreed to, by whom, how, until when.
    consent_text = models.TextField("texte de l'accord", blank=True)
    consent_by = models.CharField("qui a donné l'accord", max_length=120, blank=True)
    consent_source = models.CharField("comment l'accord a été donné", max_length=10, choices=ConsentSource, blank=True)
    consent_on = models.DateField("accord donné le", null=True, blank=True)
    consent_withdrawn_at = models.DateTimeField("accord retiré le", null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="écrite par"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="vérifiée par",
    )
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    changed_at = models.DateTimeField("modifiée le", auto_now=True)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    objects = TenantManager.from_queryset(ReferenceQuerySet)()

    class Meta:
        verbose_name = "fiche de site"
        verbose_name_plural = "fiches de site"
        ordering = ["-finished_on", "-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=SheetStatus.PUBLISHED)
                | (Q(consent_on__isnull=False) & Q(consent_withdrawn_at__isnull=True)),
                name="reference_published_with_consent",
                violation_error_message="Une fiche ne se publie pas sans accord.",
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(case__isnull=False), name="reference_once_per_case"),
        ]
        indexes = [
            models.Index(fields=["territory", "status", "-finished_on", "id"], name="reference_by_end"),
            models.Index(fields=["territory", "status", "longitude", "latitude"], name="reference_by_place"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("references:sheet", args=[self.pk])

    @property
    def has_consent(self) -> bool:
        return self.consent_on is not None and self.consent_withdrawn_at is None

    @property
    def remaining_cents(self) -> int | None:
        known = self.cost_cents is not None and self.aids_cents is not None
        return max(self.cost_cents - self.aids_cents, 0) if known else None

    @property
    def class_note(self) -> str:
        """What the classes are: computed by the engine when they were read in a study, said by the desk otherwise."""
        read = self.source.startswith("Étude")
        return "classes estimées par le calcul, ce n'est pas un DPE" if read else "classes données par le guichet"

    @property
    def work_lines(self) -> list[str]:
        return [line.strip() for line in self.works.splitlines() if line.strip()]

    @property
    def aid_lines(self) -> list[str]:
        return [line.strip() for line in self.aids.splitlines() if line.strip()]


class Picture(TenantModel):
    """A picture of a site: drawn again without what the camera wrote, with its alternative text and its credit."""

    read_by_visitors = True
    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="pictures", verbose_name="fiche")
    moment = models.CharField("moment", max_length=6, choices=Moment, default=Moment.AFTER)
    alternative = models.CharField("texte de remplacement", max_length=200)
    credit = models.CharField("crédit", max_length=100)
    vault_name = models.CharField("nom de rangement", max_length=100)
    width = models.PositiveSmallIntegerField("largeur")
    height = models.PositiveSmallIntegerField("hauteur")
    size = models.PositiveIntegerField("taille en octets")
    added_at = models.DateTimeField("ajoutée le", auto_now_add=True)

    @property
    def widths(self) -> list[int]:
        """Widths at which the site shows it, the smallest first: those of `WEB_WIDTHS` it fills, at least one."""
        narrow, wide = WEB_WIDTHS
        return [narrow, wide] if self.width > narrow else [narrow]

    class Meta:
        verbose_name = "photo d'une fiche"
        verbose_name_plural = "photos des fiches"
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(alternative=""), name="picture_has_alternative_text"),
            models.CheckConstraint(condition=~Q(credit=""), name="picture_has_credit"),
        ]
