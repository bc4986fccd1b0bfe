import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from faitiere.lib.tenancy import TenantModel

from .enums import ImportState, InvitationState, OrderRule, ProposalKind, ProposalState, Source, Standing
from .trades import trades, unpacked

MOST_PROFESSIONALS = 5


class DirectorySettings(TenantModel):
    """How the territory runs its directory; without a row, the defaults."""

    read_by_visitors = True
    order_rule = models.CharField("ordre des listes", max_length=10, choices=OrderRule, default=OrderRule.DISTANCE)
    hidden_trades = models.JSONField("métiers non montrés", default=list)
    # Départements kept by the import ("31"), none: the whole file.
    departements = models.JSONField("départements importés", default=list)
    registration_open = models.BooleanField("inscription ouverte", default=True)

    class Meta:
        verbose_name = "réglage de l'annuaire"
        verbose_name_plural = "réglages de l'annuaire"
        constraints = [models.UniqueConstraint(fields=["territory"], name="directory_settings_once")]


class Label(TenantModel):
    """A label or a charter of the territory that professionals may hold."""

    read_by_visitors = True
    name = models.CharField("nom", max_length=100)
    description = models.CharField("ce qu'il garantit", max_length=400, blank=True)
    url = models.URLField("page qui l'explique", blank=True)
    retired_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "label ou charte"
        verbose_name_plural = "labels et chartes"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["territory", "name"], name="directory_label_once")]

    def __str__(self):
        return self.name


_SEARCHED = ["territory", "standing", "draw", "trades", "for_houses", "for_condominiums", "rge_until", "name_key"]
_SEARCHED += ["latitude", "longitude", "id"]


class Professional(TenantModel):
    """A company, or one of its establishments: what it does, where, and how to reach it."""

    read_by_visitors = True
    siret = models.CharField("SIRET", max_length=14)
    name = models.CharField("nom", max_length=200)
    name_key = models.CharField("clé de recherche", max_length=200)
    source = models.CharField("origine", max_length=10, choices=Source)
    standing = models.CharField("état", max_length=10, choices=Standing, default=Standing.PUBLISHED)
    standing_reason = models.CharField("raison", max_length=300, blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    town = models.CharField("commune", max_length=100, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    website = models.URLField("site internet", blank=True)
    presentation = models.TextField("présentation", max_length=2000, blank=True)
    # Works done, as the professional tells them.
    works_done = models.TextField("réalisations", max_length=2000, blank=True)
    for_houses = models.BooleanField("maisons", default=True)
    for_condominiums = models.BooleanField("copropriétés", default=False)
    # Kilometres it travels at most; empty: it did not say.
    reach_km = models.PositiveSmallIntegerField("se déplace jusqu'à, en km", null=True, blank=True)
    # Codes of `trades`, "|bois|fenetres|": those it declares, and all with those of its qualifications.
    declared_trades = models.CharField("métiers déclarés", max_length=400, blank=True)
    trades = models.CharField("métiers", max_length=400, blank=True)
    rge_until = models.DateField("RGE jusqu'au", null=True, blank=True)
    # Fields changed here, which the daily import leaves alone.
    kept_fields = models.JSONField("champs tenus par le guichet", default=list)
    # Rank of the import that read it last, and the day it was no longer there.
    seen_run = models.PositiveIntegerField("dernier import", default=0)
    gone_on = models.DateField("absent de la liste RGE depuis le", null=True, blank=True)
    # Place in the draw of lists, drawn once.
    draw = models.PositiveIntegerField("rang tiré")
    checked_at = models.DateTimeField("vérifié le", default=timezone.now)
    warned_at = models.DateTimeField("prévenu le", null=True, blank=True)
    labels = models.ManyToManyField(Label, related_name="professionals", verbose_name="labels", blank=True)

    class Meta:
        verbose_name = "professionnel"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "siret"], name="professional_siret_once"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="professional_on_earth",
                violation_error_message="La position doit être sur la Terre, latitude et longitude ensemble.",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "standing", "latitude", "longitude"], name="professional_by_place"),
            models.Index(fields=["territory", "name_key"], name="professional_by_name"),
            # All that a search of the whole country reads, so that it never opens 60,000 rows.
            models.Index(fields=_SEARCHED, name="professional_searched"),
        ]

    def __str__(self):
        return self.name

    @property
    def trade_names(self) -> list[str]:
        return [trades()[code].name for code in unpacked(self.trades) if code in trades()]

    @property
    def rge_is_valid(self) -> bool:
        return self.rge_until is not None and self.rge_until >= timezone.localdate()

    @property
    def missions(self) -> str:
        """ "maisons et copropriétés"."""
        return " et ".join(
            words for told, words in ((self.for_houses, "maisons"), (self.for_condominiums, "copropriétés")) if told
        )


class Qualification(TenantModel):
    """A line of the RGE file: what a company is qualified for, by whom, and until when."""

    read_by_visitors = True
    professional = models.ForeignKey(
        Professional, on_delete=models.CASCADE, related_name="qualifications", verbose_name="professionnel"
    )
    # What tells two lines of a company apart.
    key = models.CharField("clé", max_length=64)
    code = models.CharField("code", max_length=40)
    name = models.CharField("intitulé", max_length=250)
    url = models.URLField("page du certificat", max_length=500, blank=True)
    certificate = models.CharField("certificat", max_length=100, blank=True)
    domain = models.CharField("domaine", max_length=150)
    family = models.CharField("famille", max_length=100, blank=True)
    trade = models.CharField("métier", max_length=40)
    body = models.CharField("organisme", max_length=100, blank=True)
    for_people = models.BooleanField("travaille pour des particuliers", default=True)
    valid_from = models.DateField("depuis le", null=True, blank=True)
    valid_to = models.DateField("jusqu'au", null=True, blank=True)
    seen_run = models.PositiveIntegerField("dernier import", default=0)
    gone_on = models.DateField("absente de la liste depuis le", null=True, blank=True)

    class Meta:
        verbose_name = "qualification RGE"
        verbose_name_plural = "qualifications RGE"
        ordering = ["domain", "-valid_to"]
        constraints = [models.UniqueConstraint(fields=["professional", "key"], name="qualification_once")]
        indexes = [
            models.Index(
                fields=["territory", "trade", "gone_on", "valid_to", "professional"], name="qualification_by_trade"
            )
        ]

    @property
    def state(self) -> str:
        """ "valid", "soon" (two months left at most), "expired", or "gone" from the file."""
        today = timezone.localdate()
        if self.valid_to and self.valid_to < today:
            return "expired"
        if self.gone_on:
            return "gone"
        return "soon" if self.valid_to and self.valid_to <= today + dt.timedelta(days=60) else "valid"


class ServedArea(TenantModel):
    """A commune where a professional says it works, however far it is."""

    read_by_visitors = True
    professional = models.ForeignKey(
        Professional, on_delete=models.CASCADE, related_name="areas", verbose_name="professionnel"
    )
    commune = models.ForeignKey(
        "territories.Commune", on_delete=models.PROTECT, related_name="+", verbose_name="commune"
    )

    class Meta:
        verbose_name = "commune où intervenir"
        verbose_name_plural = "communes où intervenir"
        constraints = [models.UniqueConstraint(fields=["professional", "commune"], name="served_area_once")]
        indexes = [models.Index(fields=["territory", "commune"], name="served_area_by_commune")]


class RgeImport(TenantModel):
    """A reading of the RGE file: how far it went, what changed, what could not be read."""

    number = models.PositiveIntegerField("rang")
    state = models.CharField("état", max_length=10, choices=ImportState, default=ImportState.WAITING)
    file_name = models.CharField("fichier", max_length=200)
    vault_name = models.CharField("nom dans le coffre", max_length=200, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="lancé par"
    )
    created_at = models.DateTimeField("demandé le", auto_now_add=True)
    finished_at = models.DateTimeField("terminé le", null=True, blank=True)
    # Parts in a thousand of the file already read.
    progress = models.PositiveSmallIntegerField("avancement", default=0)
    lines = models.PositiveIntegerField("lignes lues", default=0)
    elsewhere = models.PositiveIntegerField("lignes hors des départements", default=0)
    created = models.PositiveIntegerField("entreprises ajoutées", default=0)
    updated = models.PositiveIntegerField("entreprises modifiées", default=0)
    kept = models.PositiveIntegerField("entreprises inchangées", default=0)
    gone = models.PositiveIntegerField("entreprises disparues", default=0)
    refused_lines = models.PositiveIntegerField("lignes refusées", default=0)
    # The first ones: [line number, sentence].
    problems = models.JSONField("problèmes", default=list)
    message = models.CharField("bilan", max_length=400, blank=True)

    class Meta:
        verbose_name = "import RGE"
        verbose_name_plural = "imports RGE"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="rge_import_number_once"),
            models.UniqueConstraint(
                fields=["territory"], condition=Q(state=ImportState.RUNNING), name="rge_import_one_at_a_time"
            ),
        ]


class Proposal(TenantModel):
    """What somebody outside asks of the directory: to be in it, to correct it, to leave it, or that it is wrong."""

    kind = models.CharField("nature", max_length=10, choices=ProposalKind)
    state = models.CharField("état", max_length=12, choices=ProposalState)
    professional = models.ForeignKey(
        Professional,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="proposals",
        verbose_name="professionnel",
    )
    siret = models.CharField("SIRET", max_length=14, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    # Cleaned fields of the form, in plain values.
    asked = models.JSONField("contenu", default=dict)
    created_at = models.DateTimeField("reçue le", auto_now_add=True)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    settled_at = models.DateTimeField("traitée le", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="traitée par"
    )
    reason = models.CharField("réponse donnée", max_length=500, blank=True)
    expires_at = models.DateTimeField("effacée après le")

    class Meta:
        verbose_name = "proposition"
        ordering = ["created_at", "id"]
        constraints = [
            # However many times the same form is sent, one proposal waits for its address to be confirmed.
            models.UniqueConstraint(
                fields=["territory", "kind", "siret", "email"],
                condition=Q(state=ProposalState.UNCONFIRMED),
                name="proposal_unconfirmed_once",
            ),
        ]
        indexes = [models.Index(fields=["territory", "state", "created_at"], name="proposal_by_state")]


class QuoteRequest(TenantModel):
    """A household asks professionals for quotes: what it tells them, and with which words it agreed."""

    case = models.ForeignKey(
        "cases.Case", on_delete=models.CASCADE, related_name="quote_requests", verbose_name="dossier"
    )
    works = models.TextField("travaux décrits")
    place = models.CharField("commune", max_length=120)
    home = models.CharField("logement", max_length=200, blank=True)
    note = models.TextField("message", max_length=2000, blank=True)
    consent_text = models.TextField("accord présenté")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="demandée par"
    )
    created_at = models.DateTimeField("demandée le", auto_now_add=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "demande de devis"
        verbose_name_plural = "demandes de devis"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(withdrawn_at__isnull=True), name="quote_request_one_open"
            ),
        ]


class QuoteInvitation(TenantModel):
    """The same, sent to one professional, and its answer."""

    request = models.ForeignKey(
        QuoteRequest, on_delete=models.CASCADE, related_name="invitations", verbose_name="demande"
    )
    professional = models.ForeignKey(
        Professional, on_delete=models.CASCADE, related_name="invitations", verbose_name="professionnel"
    )
    state = models.CharField("état", max_length=10, choices=InvitationState, default=InvitationState.SENT)
    # One of five places: a sixth professional finds none.
    place = models.PositiveSmallIntegerField("rang")
    reason = models.CharField("raison donnée", max_length=300, blank=True)
    sent_at = models.DateTimeField("envoyée le", default=timezone.now)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)

    class Meta:
        verbose_name = "devis demandé à un professionnel"
        verbose_name_plural = "devis demandés à des professionnels"
        ordering = ["sent_at", "place"]
        constraints = [
            models.UniqueConstraint(fields=["request", "professional"], name="quote_invitation_once"),
            models.UniqueConstraint(
                fields=["request", "place"],
                condition=Q(state__in=[InvitationState.SENT, InvitationState.ACCEPTED]),
                name="quote_invitation_place_once",
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=MOST_PROFESSIONALS),
                name="quote_invitation_five_at_most",
                violation_error_message="Cinq professionnels au plus à la fois.",
            ),
        ]

    @property
    def is_live(self) -> bool:
        return self.state in {InvitationState.SENT, InvitationState.ACCEPTED}
