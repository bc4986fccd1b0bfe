from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from faitiere.lib.tenancy import TenantManager, TenantModel, TenantQuerySet

from ..addresses import street_key
from ..enums import DescriptionSource, HeatingEnergy, HomeKind


class HomeQuerySet(TenantQuerySet):
    def current(self):
        """Homes not made one with another."""
        return self.filter(merged_into__isnull=True)

    def at(self, address: str, commune):
        """Homes at this street number of a commune, whatever the writing; none without an address."""
        key = street_key(address)
        return self.current().filter(street_key=key, commune=commune) if key and commune else self.none()


class Home(TenantModel):
    """A house, a flat or a building: its address and what identifies it. Its energy lives in dated descriptions.

    One row a home, whatever the number of cases about it.
    """

    kind = models.CharField("nature", max_length=10, choices=HomeKind, default=HomeKind.HOUSE)
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    commune = models.ForeignKey(
        "territories.Commune",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="commune",
    )
    # Of the latest description, kept here so that lists filter on them; empty when nothing is described.
    energy_class = models.CharField("classe estimée", max_length=1, blank=True, editable=False)
    heating_energy = models.CharField(
        "énergie de chauffage", max_length=12, choices=HeatingEnergy, blank=True, editable=False
    )
    # Number and street in any writing, to find the home again: see `addresses.street_key`.
    street_key = models.CharField("clé de la rue", max_length=200, blank=True, editable=False)
    # The building a flat is in, when the guichet knows it.
    building = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="flats", verbose_name="immeuble"
    )
    # The row of a home written twice stays, empty, and leads to the one that was kept.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="merged_homes", verbose_name="réuni avec"
    )
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    objects = TenantManager.from_queryset(HomeQuerySet)()

    class Meta:
        verbose_name = "logement"
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")), name="home_not_merged_into_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "commune", "street_key"], name="home_by_street"),
            models.Index(fields=["territory", "postcode"], name="home_by_postcode"),
            models.Index(fields=["territory", "energy_class", "heating_energy"], name="home_by_energy"),
        ]

    def __str__(self):
        return self.address_line or "Adresse à compléter"

    @property
    def address_line(self) -> str:
        town = f"{self.postcode} {self.commune.name if self.commune else ''}".strip()
        return ", ".join(part for part in (self.address, town) if part)


class DpeRecord(TenantModel):
    """An ADEME DPE file, kept as received, with the faults found in it."""

    home = models.ForeignKey(Home, on_delete=models.CASCADE, related_name="dpes", verbose_name="logement")
    file_name = models.CharField("nom du fichier", max_length=200)
    vault_name = models.CharField("nom de rangement", max_length=100)
    sha256 = models.CharField("empreinte", max_length=64)
    number = models.CharField("numéro de DPE", max_length=40, blank=True)
    issued_on = models.DateField("établi le", null=True, blank=True)
    schema_version = models.CharField("version du format", max_length=10, blank=True)
    software = models.CharField("logiciel", max_length=100, blank=True)
    recorded = models.JSONField("résultats inscrits dans le DPE", default=dict)
    faults = models.JSONField("anomalies relevées", default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="déposé par",
    )
    uploaded_at = models.DateTimeField("déposé le", auto_now_add=True)

    class Meta:
        verbose_name = "DPE"
        verbose_name_plural = "DPE"
        ordering = ["-uploaded_at"]
        constraints = [models.UniqueConstraint(fields=["home", "sha256"], name="dpe_file_once_per_home")]


class EnergyDescription(TenantModel):
    """One version of what is known of a home's energy: a DPE file or plain answers, plus corrections by hand.

    Never changed once saved: a correction makes a new version. `facts` keeps each value in plain words with its source
    as shown to the advisor that day; `result` the engine's summary of it.
    """

    home = models.ForeignKey(Home, on_delete=models.CASCADE, related_name="descriptions", verbose_name="logement")
    version = models.PositiveIntegerField("version")
    source = models.CharField("origine", max_length=10, choices=DescriptionSource)
    dpe = models.ForeignKey(
        DpeRecord,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="descriptions",
        verbose_name="DPE",
    )
    answers = models.JSONField("réponses", default=dict)
    corrections = models.JSONField("corrections", default=dict)
    facts = models.JSONField("fiche d'identité", default=list)
    result = models.JSONField("résultats du calcul", default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="écrite par",
    )
    created_at = models.DateTimeField("écrite le", auto_now_add=True)

    class Meta:
        verbose_name = "description énergétique"
        verbose_name_plural = "descriptions énergétiques"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["home", "version"], name="description_version_once"),
            models.CheckConstraint(
                condition=Q(source=DescriptionSource.DECLARED) | Q(dpe__isnull=False),
                name="description_from_dpe_has_dpe",
            ),
        ]


class HomeMerge(TenantModel):
    """Two rows of one home made one: everything that moved, so that it can be put back."""

    kept = models.ForeignKey(Home, on_delete=models.CASCADE, related_name="+", verbose_name="logement gardé")
    dropped = models.ForeignKey(Home, on_delete=models.CASCADE, related_name="+", verbose_name="logement réuni")
    merged_at = models.DateTimeField("réunis le", default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="par"
    )
    steps = models.JSONField("ce qui a bougé", default=list)
    undone_at = models.DateTimeField("annulée le", null=True, blank=True)

    class Meta:
        verbose_name = "réunion de deux logements"
        verbose_name_plural = "réunions de logements"
        ordering = ["-merged_at"]
