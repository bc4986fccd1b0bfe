from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from faitiere.lib.tenancy import TenantManager, TenantModel, TenantQuerySet

from .enums import Attendance, Audience, EventKind, EventStatus, Origin, Standing


class EventQuerySet(TenantQuerySet):
    def announced(self):
        """What the public may read: published events, and those called off so that nobody comes for nothing."""
        return self.exclude(status=EventStatus.DRAFT)

    def coming(self, now=None):
        return self.filter(ends_at__gte=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now=None):
        return self.filter(ends_at__lt=now or timezone.now()).order_by("-starts_at", "pk")


class Event(TenantModel):
    """A public meeting, a workshop, a stand: on site, online, or both."""

    read_by_visitors = True
    kind = models.CharField("nature", max_length=10, choices=EventKind, default=EventKind.MEETING)
    title = models.CharField("titre", max_length=150)
    text = models.TextField("présentation", max_length=5000, blank=True)
    audience = models.CharField("public", max_length=12, choices=Audience, default=Audience.ALL)
    organisation = models.ForeignKey(
        "territories.Organisation", on_delete=models.PROTECT, related_name="events", verbose_name="organisateur"
    )
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    place = models.CharField("lieu", max_length=200, blank=True)
    commune = models.ForeignKey(
        "territories.Commune",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="commune",
    )
    video_url = models.URLField("lien de la visioconférence", max_length=300, blank=True)
    with_registration = models.BooleanField("sur inscription", default=True)
    capacity = models.PositiveIntegerField("nombre de places", null=True, blank=True)
    # Places given, kept beside the capacity so that the database itself refuses one too many.
    seats_taken = models.PositiveIntegerField("places prises", default=0, editable=False)
    opens_at = models.DateTimeField("ouverture des inscriptions", null=True, blank=True)
    closes_at = models.DateTimeField("clôture des inscriptions", null=True, blank=True)
    status = models.CharField("état", max_length=10, choices=EventStatus, default=EventStatus.DRAFT)
    cancel_reason = models.CharField("raison de l'annulation", max_length=300, blank=True)
    outcome = models.TextField("ce qui en est sorti", max_length=5000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="créé par"
    )
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    changed_at = models.DateTimeField("modifié le", auto_now=True)

    objects = TenantManager.from_queryset(EventQuerySet)()

    class Meta:
        verbose_name = "événement"
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_dates_in_order",
                violation_error_message="La fin est avant le début.",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(seats_taken__lte=F("capacity")),
                name="event_never_over_capacity",
                violation_error_message="Il y a déjà plus d'inscrits que de places.",
            ),
            models.CheckConstraint(
                condition=~Q(status=EventStatus.CANCELLED) | ~Q(cancel_reason=""),
                name="event_cancelled_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["territory", "status", "starts_at"], name="event_by_date")]

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:event", args=[self.pk])

    @property
    def where(self) -> str:
        """ "Salle des fêtes, Cugnaux", "En ligne"."""
        town = self.commune.name if self.commune else ""
        on_site = ", ".join(part for part in (self.place, town) if part)
        online = "en ligne" if self.video_url else ""
        return " et ".join(part for part in (on_site, online) if part) or "Lieu à préciser"

    @property
    def seats_left(self) -> int | None:
        return None if self.capacity is None else self.capacity - self.seats_taken


class Registration(TenantModel):
    """A sign-up, for one person or a few of the same household: given places, waiting for some, or withdrawn."""

    read_by_visitors = True
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations", verbose_name="événement")
    last_name = models.CharField("nom", max_length=100)
    first_name = models.CharField("prénom", max_length=100, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    town = models.CharField("commune", max_length=100, blank=True)
    seats = models.PositiveSmallIntegerField("nombre de personnes", default=1)
    question = models.CharField("question posée", max_length=500, blank=True)
    standing = models.CharField("état", max_length=10, choices=Standing)
    attendance = models.CharField("présence", max_length=8, choices=Attendance, blank=True)
    origin = models.CharField("origine", max_length=8, choices=Origin, default=Origin.PORTAL)
    consent_text = models.TextField("texte accepté", blank=True)
    created_at = models.DateTimeField("inscrit le", default=timezone.now)
    withdrawn_at = models.DateTimeField("désisté le", null=True, blank=True)
    reminded_at = models.DateTimeField("rappel envoyé le", null=True, blank=True)
    # What came of it.
    case = models.ForeignKey(
        "cases.Case",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="event_registrations",
        verbose_name="dossier",
    )
    case_opened = models.BooleanField("dossier ouvert à cette occasion", default=False)

    class Meta:
        verbose_name = "inscription"
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=~Q(email="") & ~Q(standing=Standing.CANCELLED),
                name="registration_once_per_address",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=6), name="registration_seats_plausible"),
        ]
        indexes = [models.Index(fields=["territory", "email"], name="registration_by_email")]

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip()
