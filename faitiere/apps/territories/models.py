import hashlib
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q

from faitiere.lib.tenancy import TenantModel

from .enums import OrganisationKind, PortalFont, ProjectKind
from .fonts import preloaded
from .mounting import mounted


class Epci(models.Model):
    """Intercommunal body (reference data, INSEE/DGCL)."""

    siren = models.CharField("SIREN", max_length=9, primary_key=True)
    name = models.CharField("nom", max_length=150)
    kind = models.CharField("nature", max_length=10)

    class Meta:
        verbose_name = "intercommunalité"
        verbose_name_plural = "intercommunalités"


class Commune(models.Model):
    """A French commune (reference data: INSEE COG, La Poste, IGN), with its 3CL zone."""

    insee = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=100, db_index=True)
    # Upper case, no accent, hyphens as spaces: what people type.
    search_key = models.CharField("clé de recherche", max_length=100, db_index=True)
    postcodes = models.CharField("codes postaux", max_length=400, help_text="Séparés par |, entourés de |.")
    epci = models.ForeignKey(
        Epci, null=True, on_delete=models.PROTECT, related_name="communes", verbose_name="intercommunalité"
    )
    departement = models.CharField("département", max_length=3, db_index=True)
    region = models.CharField("région", max_length=3)
    population = models.PositiveIntegerField("population municipale", null=True)
    longitude = models.FloatField("longitude", null=True)
    latitude = models.FloatField("latitude", null=True)
    climate_zone = models.CharField("zone climatique 3CL", max_length=3, blank=True)
    altitude_class = models.CharField("classe d'altitude 3CL (indicative)", max_length=10, blank=True)
    contour = models.JSONField("contour simplifié", null=True, blank=True)

    class Meta:
        verbose_name = "commune"
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def first_postcode(self) -> str:
        return self.postcodes.strip("|").split("|")[0]


class Territory(models.Model):
    """A guichet: the tenant. Everything a household says stays inside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField("identifiant", unique=True)
    name = models.CharField("nom", max_length=120)
    case_prefix = models.CharField("préfixe des numéros de dossier", max_length=6)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse de contact", blank=True)
    brand = models.CharField("couleur principale", max_length=7, default="#4b2a7b")
    brand_soft = models.CharField("couleur claire", max_length=7, default="#f0eaf8")
    accent = models.CharField("couleur d'accent", max_length=7, default="#c4502a")
    ground = models.CharField("couleur du fond", max_length=7, default="#f6f4f9")
    font = models.CharField(
        "police des pages publiques", max_length=16, choices=PortalFont, default=PortalFont.ATKINSON
    )
    time_zone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris")
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    class Meta:
        verbose_name = "territoire"
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def look_version(self) -> str:
        """Short digest of the colours and the font: the style sheet has an address of its own for each look."""
        look = f"{self.brand}{self.brand_soft}{self.accent}{self.ground}{self.font}"
        return hashlib.sha256(look.encode()).hexdigest()[:10]

    @property
    def font_file(self) -> str:
        """The font file a public page asks for first; empty when it asks for none."""
        return preloaded(self.font)

    def absolute(self, path: str) -> str:
        """Public address of a page of this territory, for mails: its main host, the scheme and port of PUBLIC_URL."""
        base = urlsplit(settings.PUBLIC_URL)
        main = self.hosts.filter(is_main=True).values_list("name", flat=True).first() or base.hostname
        host, _, folder = main.partition("/")
        port = f":{base.port}" if base.port else ""
        return f"{base.scheme}://{host}{port}{mounted(path, folder)}"


class Host(models.Model):
    """Where a territory answers: a host name, or a folder of one (`renov.exemple.fr/tarn`); the main one is public."""

    name = models.CharField("nom d'hôte", max_length=200, primary_key=True)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="hosts", verbose_name="territoire")
    is_main = models.BooleanField("adresse publique", default=False)

    class Meta:
        verbose_name = "nom d'hôte"
        verbose_name_plural = "noms d'hôte"


class ServedCommune(TenantModel):
    """A commune served by the territory, between two dates."""

    read_by_visitors = True
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+", verbose_name="commune")
    valid_from = models.DateField("depuis le")
    valid_to = models.DateField("jusqu'au", null=True, blank=True)

    class Meta:
        verbose_name = "commune desservie"
        verbose_name_plural = "communes desservies"
        constraints = [
            models.UniqueConstraint(fields=["territory", "commune", "valid_from"], name="served_commune_once"),
        ]


class Organisation(TenantModel):
    """An organisation as it works in one territory: advisors' employer, ADIL, or body that funds."""

    read_by_visitors = True
    name = models.CharField("nom", max_length=120)
    kind = models.CharField("nature", max_length=20, choices=OrganisationKind)
    ademe_id = models.CharField("identifiant ADEME (export TBS)", max_length=100, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse de contact", blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    opening_hours = models.CharField("horaires", max_length=200, blank=True)
    advises = models.BooleanField("reçoit des ménages", default=True)

    class Meta:
        verbose_name = "structure"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "name"], name="organisation_name_once"),
        ]

    def __str__(self):
        return self.name


class Catchment(TenantModel):
    """Which organisation answers for a commune, by kind of project."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="catchments", verbose_name="structure"
    )
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+", verbose_name="commune")
    project_kind = models.CharField("nature du projet", max_length=12, choices=ProjectKind)

    class Meta:
        verbose_name = "secteur"
        constraints = [
            models.UniqueConstraint(fields=["territory", "commune", "project_kind"], name="catchment_one_organisation"),
            models.CheckConstraint(
                condition=Q(project_kind__in=ProjectKind.values), name="catchment_project_kind_known"
            ),
        ]


class RetentionPeriod(TenantModel):
    """How many months the territory keeps something, from a day; without a row, the platform's default."""

    topic = models.CharField("sujet", max_length=20)
    months = models.PositiveSmallIntegerField("mois")
    valid_from = models.DateField("depuis le")

    class Meta:
        verbose_name = "durée de conservation"
        verbose_name_plural = "durées de conservation"
        constraints = [
            models.UniqueConstraint(fields=["territory", "topic", "valid_from"], name="retention_period_once"),
            models.CheckConstraint(condition=Q(months__gte=1), name="retention_period_positive"),
        ]
