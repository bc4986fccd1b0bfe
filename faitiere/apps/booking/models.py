import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from faitiere.lib.numbers import day_words, moment_words
from faitiere.lib.tenancy import TenantManager, TenantModel, TenantQuerySet

from .connections import CalendarFeed as CalendarFeed
from .connections import CalendarPeer as CalendarPeer
from .connections import TextMessage as TextMessage
from .enums import AppointmentStatus, Audience, HolidayZone, QuestionKind, Way
from .waiting import WaitingRequest as WaitingRequest


class BookingRules(TenantModel):
    """What holds for every appointment of the territory; without a row, the defaults below."""

    read_by_visitors = True
    holiday_zone = models.CharField(
        "jours fériés de", max_length=20, choices=HolidayZone, default=HolidayZone.METROPOLE
    )
    video_address = models.CharField("adresse des visios", max_length=200, blank=True)
    online = models.BooleanField("réservation en ligne ouverte", default=True)

    class Meta:
        verbose_name = "règles des rendez-vous"
        constraints = [models.UniqueConstraint(fields=["territory"], name="booking_rules_once")]


class Reason(TenantModel):
    """Why people come (motif): how long, what is asked and brought, how they meet, who may take it."""

    read_by_visitors = True
    name = models.CharField("motif", max_length=80)
    minutes = models.PositiveSmallIntegerField("durée en minutes", default=45)
    public_text = models.CharField("explication pour le public", max_length=300, blank=True)
    bring = models.TextField("documents à apporter", blank=True)
    audience = models.CharField("pour", max_length=12, choices=Audience, default=Audience.ALL)
    # Values of `Way`.
    ways = models.JSONField("façons de se rencontrer", default=list)
    organisations = models.ManyToManyField(
        "territories.Organisation", blank=True, related_name="+", verbose_name="structures"
    )
    advisors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name="conseillers"
    )
    notice_hours = models.PositiveSmallIntegerField("délai minimal en heures", default=24)
    horizon_days = models.PositiveSmallIntegerField("ouvert combien de jours à l'avance", default=60)
    gap_minutes = models.PositiveSmallIntegerField("battement après, en minutes", default=0)
    online = models.BooleanField("proposé en ligne", default=True)
    closed_at = models.DateTimeField("supprimé le", null=True, blank=True)

    class Meta:
        verbose_name = "motif de rendez-vous"
        verbose_name_plural = "motifs de rendez-vous"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=15), name="reason_lasts"),
            models.UniqueConstraint(
                fields=["territory", "name"], condition=Q(closed_at__isnull=True), name="reason_name_once"
            ),
        ]

    def __str__(self):
        return self.name


class Question(TenantModel):
    """Something asked when one books, so that the advisor has it before the meeting."""

    reason = models.ForeignKey(Reason, on_delete=models.CASCADE, related_name="questions", verbose_name="motif")
    label = models.CharField("question", max_length=150)
    kind = models.CharField("réponse", max_length=8, choices=QuestionKind, default=QuestionKind.TEXT)
    choices = models.JSONField("choix", default=list, blank=True)
    required = models.BooleanField("réponse demandée", default=False)
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "question d'un motif"
        verbose_name_plural = "questions des motifs"
        ordering = ["position", "id"]


class Place(TenantModel):
    """Where an organisation receives."""

    organisation = models.ForeignKey(
        "territories.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name="structure"
    )
    name = models.CharField("lieu", max_length=80)
    address = models.CharField("adresse", max_length=200)
    access = models.CharField("accès", max_length=300, blank=True)
    closed_at = models.DateTimeField("fermé le", null=True, blank=True)

    class Meta:
        verbose_name = "lieu de rendez-vous"
        verbose_name_plural = "lieux de rendez-vous"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Opening(TenantModel):
    """Weekly hours of an advisor, or of a desk where several are received at once. Times are local."""

    # What is never taken twice: the advisor's own calendar, or that of a shared desk. Kept when hours change.
    calendar = models.UUIDField("agenda", default=uuid.uuid4)
    organisation = models.ForeignKey(
        "territories.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name="structure"
    )
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="openings",
        verbose_name="conseiller",
    )
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="openings", verbose_name="lieu"
    )
    reasons = models.ManyToManyField(Reason, blank=True, related_name="openings", verbose_name="motifs")
    ways = models.JSONField("façons de se rencontrer", default=list)
    starts_on = models.DateField("à partir du", default=timezone.localdate)
    ends_on = models.DateField("jusqu'au", null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField("toutes les N semaines", default=1)
    start = models.TimeField("de")
    end = models.TimeField("à")
    seats = models.PositiveSmallIntegerField("personnes reçues en même temps", default=1)

    class Meta:
        verbose_name = "plage d'ouverture"
        verbose_name_plural = "plages d'ouverture"
        ordering = ["starts_on", "start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="opening_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=50), name="opening_receives_somebody"),
            models.CheckConstraint(
                condition=Q(advisor__isnull=True) | Q(seats=1), name="opening_of_an_advisor_one_seat"
            ),
            models.CheckConstraint(condition=Q(every_weeks__gte=1), name="opening_comes_back"),
        ]
        indexes = [models.Index(fields=["territory", "organisation", "starts_on"], name="opening_by_organisation")]


class OpeningChange(TenantModel):
    """One day of weekly hours that is not like the others: closed, or at other hours."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="changes", verbose_name="plage")
    day = models.DateField("jour")
    # Both empty: closed that day.
    start = models.TimeField("de", null=True, blank=True)
    end = models.TimeField("à", null=True, blank=True)

    class Meta:
        verbose_name = "exception d'une plage"
        verbose_name_plural = "exceptions des plages"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["opening", "day"], name="opening_change_once")]


class Absence(TenantModel):
    """When an advisor, or a whole organisation, receives nobody. Private: the reason is never shown to the public."""

    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="absences",
        verbose_name="conseiller",
    )
    organisation = models.ForeignKey(
        "territories.Organisation",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="structure",
    )
    starts_at = models.DateTimeField("du")
    ends_at = models.DateTimeField("au")
    label = models.CharField("motif interne", max_length=80, blank=True)
    # Read from the advisor's own calendar: only that it is busy, never why.
    external_id = models.CharField("repère externe", max_length=64, blank=True)

    class Meta:
        verbose_name = "absence"
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["territory", "advisor", "starts_at"], name="absence_by_advisor")]

    @property
    def words(self) -> str:
        """ "du vendredi 4 décembre 2026 au samedi 5 décembre 2026" for whole days, with the hours otherwise."""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        if start.time() == end.time() == dt.time():
            first, last = start.date(), end.date() - dt.timedelta(days=1)
            return f"le {day_words(first)}" if first == last else f"du {day_words(first)} au {day_words(last)}"
        return f"du {moment_words(start)} au {moment_words(end)}"


class AppointmentQuerySet(TenantQuerySet):
    def upcoming(self, now=None):
        return self.filter(status=AppointmentStatus.BOOKED, ends_at__gt=now or timezone.now())

    def in_full(self):
        """With what every page shows of an appointment."""
        return self.select_related("reason", "case", "person", "advisor", "organisation", "place")


class Appointment(TenantModel):
    """A meeting, from the moment its slot is held. Its quarter-hours are rows of `TakenQuarter`."""

    reason = models.ForeignKey(Reason, on_delete=models.PROTECT, related_name="appointments", verbose_name="motif")
    organisation = models.ForeignKey(
        "territories.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name="structure"
    )
    calendar = models.UUIDField("agenda")
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="appointments",
        verbose_name="conseiller",
    )
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="lieu"
    )
    case = models.ForeignKey(
        "cases.Case", null=True, on_delete=models.CASCADE, related_name="appointments", verbose_name="dossier"
    )
    person = models.ForeignKey(
        "contacts.Person", null=True, on_delete=models.SET_NULL, related_name="appointments", verbose_name="personne"
    )
    commune = models.ForeignKey(
        "territories.Commune", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="commune"
    )
    way = models.CharField("façon de se rencontrer", max_length=6, choices=Way)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    status = models.CharField("état", max_length=10, choices=AppointmentStatus, default=AppointmentStatus.HELD)
    held_until = models.DateTimeField("gardé jusqu'à", null=True, blank=True)
    # [{"question", "answer"}…], as they were asked.
    answers = models.JSONField("réponses", default=list, blank=True)
    where = models.CharField("adresse ou lien", max_length=300, blank=True)
    wants_earlier = models.BooleanField("souhaite plus tôt", default=False)
    # Raised each time it is moved or cancelled: the links sent before are then worth nothing.
    number = models.PositiveIntegerField("numéro de version", default=0)
    online = models.BooleanField("pris en ligne", default=False)
    created_at = models.DateTimeField("pris le", default=timezone.now)
    reminded_at = models.DateTimeField("rappelé le", null=True, blank=True)
    pushed_number = models.IntegerField("version envoyée à l'agenda personnel", default=-1)

    objects = TenantManager.from_queryset(AppointmentQuerySet)()

    class Meta:
        verbose_name = "rendez-vous"
        verbose_name_plural = "rendez-vous"
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_lasts"),
            models.CheckConstraint(
                condition=Q(status__in=[AppointmentStatus.HELD, AppointmentStatus.CANCELLED]) | Q(case__isnull=False),
                name="appointment_has_a_case",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "advisor", "starts_at"], name="appointment_by_advisor"),
            models.Index(fields=["territory", "starts_at"], name="appointment_by_start"),
        ]

    def __str__(self):
        return f"{self.reason}, {self.get_way_display().lower()}"


class TakenQuarter(TenantModel):
    """A quarter of an hour of one seat of a calendar, taken by one appointment: the database refuses a second one.

    Whatever the territory: an advisor's calendar is the advisor, who has one seat and is in one place.
    """

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="quarters", verbose_name="rendez-vous"
    )
    calendar = models.UUIDField("agenda")
    seat = models.PositiveSmallIntegerField("place", default=0)
    at = models.DateTimeField("quart d'heure")

    class Meta:
        verbose_name = "quart d'heure pris"
        verbose_name_plural = "quarts d'heure pris"
        constraints = [
            models.UniqueConstraint(fields=["calendar", "seat", "at"], name="never_two_on_a_slot"),
        ]
