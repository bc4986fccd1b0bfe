from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from faitiere.lib.tenancy import TenantModel

from ..enums import CoOwnerKind, DiagnosisKind, HeatingSystem, LotKind, LotUse, ShareKeyKind
from .homes import Home


class Condominium(TenantModel):
    """A condominium: what it is in law (RNIC, lots, keys of shares). Its building, with its energy, is its `home`."""

    home = models.OneToOneField(Home, on_delete=models.PROTECT, related_name="condominium", verbose_name="immeuble")
    name = models.CharField("nom", max_length=200)
    rnic = models.CharField("numéro au registre (RNIC)", max_length=9, blank=True)
    rnic_updated_on = models.DateField("registre mis à jour le", null=True, blank=True)
    accounts_approved_on = models.DateField("comptes approuvés le", null=True, blank=True)
    permit_year = models.PositiveSmallIntegerField("année du permis de construire", null=True, blank=True)
    # Today's, for the lists and the search; who it was before, and its manager, are in `mandates`.
    syndic = models.CharField("syndic", max_length=200, blank=True)
    buildings = models.CharField("bâtiments et autres adresses", max_length=300, blank=True)
    equipment = models.CharField("équipements communs", max_length=300, blank=True)
    works_done = models.TextField("travaux déjà faits", max_length=1000, blank=True)
    heating = models.CharField("chauffage", max_length=12, choices=HeatingSystem, blank=True)
    hot_water = models.CharField("eau chaude", max_length=12, choices=HeatingSystem, blank=True)
    heated_area_m2 = models.DecimalField(
        "surface chauffée en m²",
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    works_fund_cents = models.PositiveBigIntegerField("fonds de travaux", null=True, blank=True)

    class Meta:
        verbose_name = "copropriété"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "rnic"], condition=~Q(rnic=""), name="condominium_rnic_once"),
        ]

    def __str__(self):
        return self.name


class SyndicMandate(TenantModel):
    """Who is the syndic, and the manager who follows the building there, between two dates."""

    condominium = models.ForeignKey(
        Condominium, on_delete=models.CASCADE, related_name="mandates", verbose_name="copropriété"
    )
    name = models.CharField("syndic", max_length=200)
    manager = models.CharField("gestionnaire", max_length=200, blank=True)
    valid_from = models.DateField("depuis le", null=True, blank=True)
    valid_to = models.DateField("jusqu'au", null=True, blank=True)

    class Meta:
        verbose_name = "mandat de syndic"
        verbose_name_plural = "mandats de syndic"
        ordering = [models.F("valid_to").desc(nulls_first=True), "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["condominium"], condition=Q(valid_to__isnull=True), name="condominium_one_syndic_today"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="syndic_mandate_dates_in_order",
            ),
        ]

    def __str__(self):
        return self.name


class ShareKey(TenantModel):
    """A key of shares (clé de répartition): general charges, one building, the lifts, the heating…"""

    condominium = models.ForeignKey(
        Condominium, on_delete=models.CASCADE, related_name="keys", verbose_name="copropriété"
    )
    name = models.CharField("nom", max_length=80)
    kind = models.CharField("nature", max_length=10, choices=ShareKeyKind, default=ShareKeyKind.GENERAL)
    # What the by-laws announce; the shares of the lots must add up to it.
    total = models.PositiveIntegerField("total annoncé", null=True, blank=True)
    position = models.PositiveSmallIntegerField("rang")

    class Meta:
        verbose_name = "clé de répartition"
        verbose_name_plural = "clés de répartition"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["condominium", "name"], name="share_key_once")]

    def __str__(self):
        return self.name


class CoOwner(TenantModel):
    """An owner as the law counts heads: a person, a couple or heirs in indivision, a company. May have no e-mail."""

    condominium = models.ForeignKey(
        Condominium, on_delete=models.CASCADE, related_name="owners", verbose_name="copropriété"
    )
    kind = models.CharField("nature", max_length=10, choices=CoOwnerKind, default=CoOwnerKind.PERSON)
    name = models.CharField("nom", max_length=200)
    # The person who speaks for it, when the guichet knows it: the same row as in any other case.
    person = models.ForeignKey(
        "contacts.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="co_ownerships",
        verbose_name="personne",
    )
    # The rest of a couple, of heirs, of a company's partners: each opens the share of the owner too.
    others = models.ManyToManyField(
        "contacts.Person", blank=True, related_name="joint_ownerships", verbose_name="autres personnes"
    )
    email = models.EmailField("adresse e-mail", blank=True)
    postal_address = models.CharField("adresse postale", max_length=300, blank=True)

    class Meta:
        verbose_name = "copropriétaire"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["condominium", "name"], condition=~Q(name=""), name="co_owner_once")
        ]

    def __str__(self):
        return self.name


class Lot(TenantModel):
    """A lot of the by-laws: a flat, a shop, a cellar, a parking space."""

    condominium = models.ForeignKey(
        Condominium, on_delete=models.CASCADE, related_name="lots", verbose_name="copropriété"
    )
    number = models.CharField("numéro", max_length=20)
    rank = models.PositiveIntegerField("rang", help_text="Ordre du règlement de copropriété.")
    kind = models.CharField("nature", max_length=10, choices=LotKind, default=LotKind.DWELLING)
    building = models.CharField("bâtiment", max_length=40, blank=True)
    floor = models.CharField("étage", max_length=20, blank=True)
    area_m2 = models.DecimalField("surface en m²", max_digits=8, decimal_places=2, null=True, blank=True)
    use = models.CharField("occupation", max_length=10, choices=LotUse, blank=True)
    dpe_label = models.CharField("classe du DPE", max_length=1, blank=True)
    # Merged or renumbered after a vote: it counts no more, and past meetings keep it.
    removed_on = models.DateField("supprimé le", null=True, blank=True)

    STANDING = Q(removed_on__isnull=True)

    class Meta:
        verbose_name = "lot"
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["condominium", "number"], name="lot_number_once"),
            models.CheckConstraint(condition=Q(area_m2__isnull=True) | Q(area_m2__gt=0), name="lot_area_positive"),
        ]

    def __str__(self):
        return self.number


class Share(TenantModel):
    """Tantièmes of a lot in a key: integers, so that sums are exact."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="shares", verbose_name="lot")
    key = models.ForeignKey(ShareKey, on_delete=models.CASCADE, related_name="shares", verbose_name="clé")
    tantiemes = models.PositiveIntegerField("tantièmes")

    # Of the keys of a condominium, what its lots of today hold: to be summed over `shares__tantiemes`.
    OF_STANDING = Q(shares__lot__removed_on__isnull=True)

    class Meta:
        verbose_name = "quote-part"
        ordering = ["key", "lot"]
        constraints = [models.UniqueConstraint(fields=["lot", "key"], name="share_once")]


class Ownership(TenantModel):
    """Who owns a lot, between two dates. One owner at a time: co-owners of a lot are one owner in indivision."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="ownerships", verbose_name="lot")
    owner = models.ForeignKey(
        CoOwner, on_delete=models.CASCADE, related_name="ownerships", verbose_name="copropriétaire"
    )
    valid_from = models.DateField("depuis le", null=True, blank=True)
    valid_to = models.DateField("jusqu'au", null=True, blank=True)

    class Meta:
        verbose_name = "propriété d'un lot"
        verbose_name_plural = "propriétés des lots"
        ordering = ["lot", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["lot"], condition=Q(valid_to__isnull=True), name="lot_one_owner_today"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="ownership_dates_in_order",
            ),
        ]


class Diagnosis(TenantModel):
    """A study of the building that the law or the project asks for, and when it was made."""

    condominium = models.ForeignKey(
        Condominium, on_delete=models.CASCADE, related_name="diagnoses", verbose_name="copropriété"
    )
    kind = models.CharField("nature", max_length=10, choices=DiagnosisKind)
    done_on = models.DateField("établi le")
    label = models.CharField("classe", max_length=1, blank=True)
    # A DTG that shows no need of works within ten years exempts from the draft plan.
    no_works_needed = models.BooleanField("aucun besoin de travaux dans les dix ans", default=False)
    note = models.CharField("remarque", max_length=200, blank=True)

    class Meta:
        verbose_name = "diagnostic de l'immeuble"
        verbose_name_plural = "diagnostics de l'immeuble"
        ordering = ["-done_on", "id"]
