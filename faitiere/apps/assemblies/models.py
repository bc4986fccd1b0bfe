from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from faitiere.lib.tenancy import TenantModel

from .enums import Answer, Attending, Coming, IncomeBracket, LoanChoice, LoanKind, Majority, Motion, OwnerStay, Sharing


class GeneralMeeting(TenantModel):
    """A general meeting of a condominium, prepared, simulated, held."""

    condominium = models.ForeignKey(
        "buildings.Condominium", on_delete=models.CASCADE, related_name="meetings", verbose_name="copropriété"
    )
    held_on = models.DateField("date")
    starts_at = models.TimeField("heure", null=True, blank=True)
    place = models.CharField("lieu", max_length=200, blank=True)
    # When the by-laws ask for a longer notice than the law.
    notice_days = models.PositiveSmallIntegerField(
        "délai de convocation du règlement", null=True, blank=True, validators=[MaxValueValidator(90)]
    )
    minutes_notified_on = models.DateField("procès-verbal notifié le", null=True, blank=True)
    # What is expected of an owner of whom nothing is known.
    expected_presence = models.PositiveSmallIntegerField("présence attendue", default=60)
    expected_for = models.PositiveSmallIntegerField("favorables parmi les votants", default=50)
    expected_against = models.PositiveSmallIntegerField("opposés parmi les votants", default=30)

    # The collective loan that is offered, and what the works fund pays.
    loan_months = models.PositiveSmallIntegerField("durée du prêt collectif, en mois", default=180)
    loan_rate = models.DecimalField("taux du prêt collectif", max_digits=5, decimal_places=2, default=0)
    fund_cents = models.PositiveBigIntegerField("part du fonds de travaux utilisée", default=0)
    loan_kind = models.CharField("prêt proposé", max_length=8, choices=LoanKind, default=LoanKind.OPT_IN)
    # What the works would save on the charges of the whole building, and the key they are shared by.
    savings_cents = models.PositiveBigIntegerField("économie de charges par an", default=0)
    savings_key = models.ForeignKey(
        "buildings.ShareKey",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="clé de l'économie",
    )

    class Meta:
        verbose_name = "assemblée générale"
        verbose_name_plural = "assemblées générales"
        ordering = ["-held_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["condominium", "held_on"], name="meeting_once_a_day"),
            models.CheckConstraint(
                condition=Q(expected_presence__lte=100) & Q(expected_for__lte=100 - F("expected_against")),
                name="meeting_expectations_are_percentages",
                violation_error_message="Favorables et opposés ne dépassent pas 100 % des votants.",
            ),
        ]


class Resolution(TenantModel):
    """A line of the agenda that is voted. `second_of`: the vote it follows at once (articles 25-1 and 26-1)."""

    meeting = models.ForeignKey(
        GeneralMeeting, on_delete=models.CASCADE, related_name="resolutions", verbose_name="assemblée"
    )
    position = models.PositiveSmallIntegerField("numéro")
    title = models.CharField("intitulé", max_length=200)
    # What it asks; the law gives a majority to each.
    motion = models.CharField("nature", max_length=20, choices=Motion, blank=True)
    majority = models.CharField("majorité", max_length=10, choices=Majority)
    energy = models.BooleanField("travaux d'économie d'énergie (article 25 f)", default=False)
    # The owners who vote, and how the cost is shared.
    key = models.ForeignKey(
        "buildings.ShareKey", on_delete=models.PROTECT, related_name="resolutions", verbose_name="clé de répartition"
    )
    cost_cents = models.PositiveBigIntegerField("coût, taxes comprises", default=0)
    aid_cents = models.PositiveBigIntegerField("aides collectives attendues", default=0)
    # It opens the individual premium of each owner.
    mpr = models.BooleanField("aides avec MaPrimeRénov' Copropriété", default=False)
    # Works of the building's scenario that it votes (their codes): cost, aids and key then come from it, never typed.
    works = models.JSONField("travaux du scénario", default=list, blank=True)
    amended = models.BooleanField("modifiée en séance", default=False)
    second_of = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="second",
        verbose_name="second vote de",
    )
    # The same project, refused with less than a third of the voices by an earlier meeting (article 25-1).
    again_of = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="again",
        verbose_name="nouveau vote de",
    )

    class Meta:
        verbose_name = "résolution"
        ordering = ["position", F("second_of").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"], condition=Q(second_of__isnull=True), name="resolution_position_once"
            ),
            models.CheckConstraint(
                condition=Q(aid_cents__lte=F("cost_cents")),
                name="resolution_aids_within_cost",
                violation_error_message="Les aides ne dépassent pas le coût.",
            ),
        ]

    def __str__(self):
        return f"{self.position}. {self.title}"


class Attendance(TenantModel):
    """How an owner takes part; no row: absent."""

    meeting = models.ForeignKey(
        GeneralMeeting, on_delete=models.CASCADE, related_name="attendances", verbose_name="assemblée"
    )
    owner = models.ForeignKey(
        "buildings.CoOwner", on_delete=models.CASCADE, related_name="attendances", verbose_name="copropriétaire"
    )
    mode = models.CharField("participation", max_length=12, choices=Coming)
    proxy = models.ForeignKey(
        "buildings.CoOwner",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proxies",
        verbose_name="représenté par",
    )
    # Somebody who is no co-owner: spouse, tenant, relative.
    proxy_name = models.CharField("représenté par une autre personne", max_length=200, blank=True)

    class Meta:
        verbose_name = "présence"
        ordering = ["meeting", "owner"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "owner"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(proxy__isnull=True) | Q(mode=Coming.REPRESENTED),
                name="attendance_proxy_only_when_represented",
            ),
            models.CheckConstraint(
                condition=Q(proxy_name="") | Q(mode=Coming.REPRESENTED, proxy__isnull=True),
                name="attendance_one_proxy_holder",
            ),
            models.CheckConstraint(condition=~Q(proxy=F("owner")), name="attendance_no_proxy_to_oneself"),
        ]


class Vote(TenantModel):
    """What an owner answered to a resolution."""

    resolution = models.ForeignKey(
        Resolution, on_delete=models.CASCADE, related_name="votes", verbose_name="résolution"
    )
    owner = models.ForeignKey(
        "buildings.CoOwner", on_delete=models.CASCADE, related_name="votes", verbose_name="copropriétaire"
    )
    choice = models.CharField("vote", max_length=8, choices=Answer)

    class Meta:
        verbose_name = "vote"
        ordering = ["resolution", "owner"]
        constraints = [models.UniqueConstraint(fields=["resolution", "owner"], name="vote_once")]


class Intention(TenantModel):
    """What an owner lets the council expect before the meeting: whether it comes, and how it leans."""

    meeting = models.ForeignKey(
        GeneralMeeting, on_delete=models.CASCADE, related_name="intentions", verbose_name="assemblée"
    )
    owner = models.ForeignKey(
        "buildings.CoOwner", on_delete=models.CASCADE, related_name="intentions", verbose_name="copropriétaire"
    )
    presence = models.PositiveSmallIntegerField("chances de voter")
    leaning = models.CharField("penche", max_length=8, choices=[*Answer.choices, ("unknown", "Indécis")])

    class Meta:
        verbose_name = "intention de vote"
        verbose_name_plural = "intentions de vote"
        ordering = ["meeting", "owner"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "owner"], name="intention_once"),
            models.CheckConstraint(condition=Q(presence__lte=100), name="intention_presence_a_percentage"),
        ]


class OwnerFacts(TenantModel):
    """What an owner declares privately for its plan. Never shown to the council, the syndic or another owner."""

    owner = models.OneToOneField(
        "buildings.CoOwner", on_delete=models.CASCADE, related_name="facts", verbose_name="copropriétaire"
    )
    income_bracket = models.CharField("catégorie de revenus", max_length=14, choices=IncomeBracket, blank=True)
    stay = models.CharField("occupation", max_length=10, choices=OwnerStay, blank=True)
    household_size = models.PositiveSmallIntegerField("personnes dans le ménage", null=True, blank=True)
    rfr_euros = models.PositiveIntegerField("revenu fiscal de référence", null=True, blank=True)
    rfr_year = models.PositiveSmallIntegerField("année de l'avis d'impôt", null=True, blank=True)
    loan = models.CharField("prêt", max_length=8, choices=LoanChoice, default=LoanChoice.NONE)
    declared_by_owner = models.BooleanField("déclaré par le copropriétaire", default=False)
    updated_at = models.DateTimeField("mis à jour le", auto_now=True)

    class Meta:
        verbose_name = "déclaration d'un copropriétaire"
        verbose_name_plural = "déclarations des copropriétaires"


class OwnerIntention(TenantModel):
    """What an owner wrote in its own space before the meeting: secret unless it says who may see it."""

    meeting = models.ForeignKey(
        GeneralMeeting, on_delete=models.CASCADE, related_name="owner_intentions", verbose_name="assemblée"
    )
    owner = models.ForeignKey(
        "buildings.CoOwner", on_delete=models.CASCADE, related_name="own_intentions", verbose_name="copropriétaire"
    )
    attending = models.CharField("participation prévue", max_length=12, choices=Attending, default=Attending.UNKNOWN)
    sharing = models.CharField("vu par", max_length=8, choices=Sharing, default=Sharing.NOBODY)
    updated_at = models.DateTimeField("mise à jour le", auto_now=True)

    class Meta:
        verbose_name = "intention d'un copropriétaire"
        verbose_name_plural = "intentions des copropriétaires"
        ordering = ["meeting", "owner"]
        constraints = [models.UniqueConstraint(fields=["meeting", "owner"], name="owner_intention_once")]


class OwnerLeaning(TenantModel):
    """How an owner leans on one resolution; `kept_secret`: for itself only, whatever it shares of the rest."""

    intention = models.ForeignKey(
        OwnerIntention, on_delete=models.CASCADE, related_name="leanings", verbose_name="intention"
    )
    resolution = models.ForeignKey(
        Resolution, on_delete=models.CASCADE, related_name="owner_leanings", verbose_name="résolution"
    )
    leaning = models.CharField("penche", max_length=8, choices=[*Answer.choices, ("unknown", "Indécis")])
    kept_secret = models.BooleanField("gardé secret", default=False)

    class Meta:
        verbose_name = "avis d'un copropriétaire sur une résolution"
        verbose_name_plural = "avis des copropriétaires"
        ordering = ["intention", "resolution"]
        constraints = [models.UniqueConstraint(fields=["intention", "resolution"], name="owner_leaning_once")]
