from django.conf import settings
from django.db import models
from django.db.models import Q

from faitiere.engines.bills import Energy, Use
from faitiere.lib.tenancy import TenantModel

from ..bills_rules import season_label
from ..enums import BillEnergy, BillUse, SplitKind
from .homes import Home


class BillYear(TenantModel):
    """A calendar year or a heating season of a building's bills, and what corrects and splits them."""

    home = models.ForeignKey(Home, on_delete=models.CASCADE, related_name="bill_years", verbose_name="logement")
    starts_on = models.DateField("commence le")
    split = models.CharField("partage du chauffage et de l'eau chaude", max_length=8, choices=SplitKind, blank=True)
    # The split of the accounts, when one boiler makes both: one price for both (split "bills").
    heat_cents = models.PositiveBigIntegerField("montant du chauffage", null=True, blank=True)
    water_cents = models.PositiveBigIntegerField("montant de l'eau chaude", null=True, blank=True)
    hot_water_m3 = models.DecimalField(
        "eau chaude mesurée en m³", max_digits=9, decimal_places=1, null=True, blank=True
    )
    # Typed by hand for a year that the shipped table does not hold.
    degree_days = models.DecimalField("degrés-jours", max_digits=7, decimal_places=1, null=True, blank=True)
    degree_days_source = models.CharField("source des degrés-jours", max_length=120, blank=True)
    # A year of works is neither before nor after: it is compared with nothing.
    during_works = models.BooleanField("pendant les travaux", default=False)
    after_works = models.BooleanField("après les travaux", default=False)

    class Meta:
        verbose_name = "année de factures"
        verbose_name_plural = "années de factures"
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["home", "starts_on"], name="bill_year_once"),
            models.CheckConstraint(
                condition=Q(during_works=False) | Q(after_works=False),
                name="bill_year_during_or_after",
                violation_error_message="Une année est pendant les travaux, ou après.",
            ),
        ]

    @property
    def label(self) -> str:
        """ "2019" for a calendar year, "2018-2019" for a season."""
        return season_label(self.starts_on)


class DegreeDaysMonth(models.Model):
    """Degree-days base 18 of a month in a département, read from the source of the platform (reference data)."""

    departement = models.CharField("département", max_length=3)
    month = models.DateField("premier jour du mois")
    value = models.DecimalField("degrés-jours", max_digits=6, decimal_places=1)
    read_on = models.DateField("lu le")

    class Meta:
        verbose_name = "degrés-jours d'un mois"
        verbose_name_plural = "degrés-jours par mois"
        constraints = [models.UniqueConstraint(fields=["departement", "month"], name="degree_days_month_once")]


class EnergyBill(TenantModel):
    """What was billed in a year for one use and one energy."""

    year = models.ForeignKey(BillYear, on_delete=models.CASCADE, related_name="bills", verbose_name="année")
    use = models.CharField("usage", max_length=14, choices=BillUse, default=Use.HEAT)
    energy = models.CharField("énergie", max_length=11, choices=BillEnergy, default=Energy.GAS)
    quantity = models.DecimalField("quantité", max_digits=12, decimal_places=2)
    unit = models.CharField("unité", max_length=8)
    cents = models.PositiveBigIntegerField("montant en centimes")
    source = models.CharField("d'où vient la valeur", max_length=120, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="saisie par"
    )
    entered_at = models.DateTimeField("saisie le", auto_now_add=True)

    class Meta:
        verbose_name = "facture d'énergie"
        verbose_name_plural = "factures d'énergie"
        ordering = ["year", "use", "energy"]
        constraints = [models.UniqueConstraint(fields=["year", "use", "energy"], name="bill_once_per_year")]
