import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.tenancy import TenantManager, TenantModel, TenantQuerySet

from .correspondence import IncomingAttachment as IncomingAttachment
from .correspondence import IncomingMail as IncomingMail
from .correspondence import MessageTemplate as MessageTemplate
from .enums import (
    CaseOrigin,
    CaseStatus,
    DocumentCategory,
    EntryKind,
    ParticipantRole,
    TaskKind,
    TaskOutcome,
    Visibility,
)

# Models of the portfolio, in a file of their own.
from .models_drafts import Draft as Draft
from .models_portfolio import BulkItem, BulkRun, CaseTag, ChosenColumns, SavedFilter, Tag
from .models_space import PaperLetter, SpaceGuest

__all__ = [
    "BulkItem",
    "BulkRun",
    "Case",
    "CaseNumber",
    "CaseTag",
    "ChosenColumns",
    "Document",
    "Entry",
    "PaperLetter",
    "Participant",
    "PinnedNote",
    "SavedFilter",
    "SpaceGuest",
    "Stage",
    "Tag",
    "Task",
]


class Stage(TenantModel):
    """An ordered step of a project, per kind, set by the territory."""

    project_kind = models.CharField("nature du projet", max_length=12, choices=ProjectKind)
    position = models.PositiveSmallIntegerField("rang")
    name = models.CharField("nom", max_length=60)
    public_text = models.CharField("explication pour le ménage", max_length=300, blank=True)

    class Meta:
        verbose_name = "étape"
        ordering = ["project_kind", "position"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "project_kind", "position"], name="stage_position_once"),
        ]

    def __str__(self):
        return self.name


class CaseQuerySet(TenantQuerySet):
    def live(self):
        return self.exclude(status__in=[CaseStatus.CLOSED, CaseStatus.ARCHIVED])


class Case(TenantModel):
    """The follow-up of a project on a home. It never owns the home nor the people."""

    number = models.CharField("numéro", max_length=20)
    project_kind = models.CharField("nature du projet", max_length=12, choices=ProjectKind, default=ProjectKind.HOUSE)
    title = models.CharField("intitulé", max_length=200)
    # A stored column, not an expression: PostgreSQL reads it from the index under row-level security.
    title_key = models.GeneratedField(
        expression=Lower("title"), output_field=models.CharField(max_length=200), db_persist=True
    )
    # The same for the date of the next step; a case without one comes after all the others.
    due_key = models.GeneratedField(
        expression=Coalesce(F("next_step_on"), Value(dt.date(9999, 1, 1), output_field=models.DateField())),
        output_field=models.DateField(),
        db_persist=True,
    )
    home = models.ForeignKey("buildings.Home", on_delete=models.PROTECT, related_name="cases", verbose_name="logement")
    household = models.ForeignKey(
        "contacts.Household", on_delete=models.PROTECT, related_name="cases", verbose_name="ménage"
    )
    # The organisation in charge; the partners may also open the case.
    organisation = models.ForeignKey(
        "territories.Organisation", on_delete=models.PROTECT, related_name="cases", verbose_name="structure"
    )
    partners = models.ManyToManyField(
        "territories.Organisation",
        blank=True,
        related_name="partner_cases",
        verbose_name="structures associées",
    )
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cases",
        verbose_name="conseiller",
    )
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="cases", verbose_name="étape")
    status = models.CharField("état", max_length=10, choices=CaseStatus, default=CaseStatus.OPEN)
    pause_reason = models.CharField("raison de la pause", max_length=200, blank=True)
    origin = models.CharField("origine", max_length=10, choices=CaseOrigin, default=CaseOrigin.PHONE)
    request = models.TextField("demande", blank=True)
    next_step = models.CharField("prochaine étape", max_length=200, blank=True)
    next_step_on = models.DateField("prévue le", null=True, blank=True)
    missing = models.CharField("ce qui manque", max_length=200, blank=True)
    filing_on = models.DateField("date de dépôt des aides", null=True, blank=True)
    opened_at = models.DateTimeField("ouvert le", default=timezone.now)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True)
    status_before = models.CharField("état avant archivage", max_length=10, choices=CaseStatus, blank=True)
    # Its time was up: names, texts and documents are gone, the row stays for the figures.
    erased_at = models.DateTimeField("effacé le", null=True, blank=True)
    last_contact_at = models.DateTimeField("dernier contact", default=timezone.now)
    # Without an e-mail address: what would be mailed is printed and posted.
    by_post = models.BooleanField("courrier papier", default=False)

    objects = TenantManager.from_queryset(CaseQuerySet)()

    class Meta:
        verbose_name = "dossier"
        ordering = ["-opened_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="case_number_once"),
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.PAUSED) | ~Q(pause_reason=""),
                name="case_paused_with_reason",
                violation_error_message="Dites pourquoi le dossier est en pause.",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "status", "-opened_at"], name="case_by_status"),
            models.Index(fields=["territory", "advisor", "status"], name="case_by_advisor"),
            # One per sort of the portfolio (portfolio.paging.SORTS): a page is read from the index, whatever its rank.
            models.Index(fields=["territory", "due_key", "id"], name="case_by_due_day"),
            models.Index(fields=["territory", "title_key", "id"], name="case_by_title"),
            models.Index(fields=["territory", "opened_at", "id"], name="case_by_opening"),
            models.Index(fields=["territory", "last_contact_at", "id"], name="case_by_contact"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def active_participants(self):
        """People of the case today, main contact first."""
        return self.participants.filter(Participant.active_on(timezone.localdate())).select_related("person")

    def reaches_by_post(self, person) -> bool:
        """In paper mode, who has no address gets letters, unless it asked to be left alone."""
        return self.by_post and not person.email and person.do_not_contact_at is None

    def reaches(self, person) -> bool:
        """Somebody who can be written to, by mail or by post."""
        return person.can_be_written_to or self.reaches_by_post(person)

    def followers(self):
        """Those of them who follow the case in the project space, and are written to."""
        return self.active_participants().filter(can_view_space=True)


class CaseNumber(TenantModel):
    """Last case number given, per year: the counter behind `31-2026-0841`."""

    year = models.PositiveSmallIntegerField("année")
    last = models.PositiveIntegerField("dernier numéro", default=0)

    class Meta:
        verbose_name = "compteur de dossiers"
        constraints = [models.UniqueConstraint(fields=["territory", "year"], name="case_counter_once")]


class Participant(TenantModel):
    """A person in a case: its role, and what it may see in the project space, between two dates."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="participants", verbose_name="dossier")
    person = models.ForeignKey(
        "contacts.Person", on_delete=models.PROTECT, related_name="participations", verbose_name="personne"
    )
    role = models.CharField("rôle", max_length=12, choices=ParticipantRole, default=ParticipantRole.OWNER)
    is_main = models.BooleanField("contact principal", default=False)
    can_view_space = models.BooleanField("voit l'espace projet", default=True)
    valid_from = models.DateField("depuis le", default=timezone.localdate)
    valid_to = models.DateField("jusqu'au", null=True, blank=True)

    class Meta:
        verbose_name = "participant"
        ordering = ["-is_main", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(valid_to__isnull=True), name="participant_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="participant_dates_in_order",
            ),
        ]

    @staticmethod
    def active_on(day) -> Q:
        """Condition: in the case on that day, its first and last days included."""
        return Q(valid_to__isnull=True) | Q(valid_to__gte=day)


class Document(TenantModel):
    """A file of the case: kept under an opaque name, served through a permission check, as an attachment."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents", verbose_name="dossier")
    category = models.CharField("catégorie", max_length=10, choices=DocumentCategory)
    title = models.CharField("titre", max_length=200)
    file_name = models.CharField("nom du fichier", max_length=200)
    vault_name = models.CharField("nom de rangement", max_length=100)
    mime = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("taille en octets")
    sha256 = models.CharField("empreinte", max_length=64)
    version = models.PositiveSmallIntegerField("version", default=1)
    visibility = models.CharField("visibilité", max_length=10, choices=Visibility, default=Visibility.INTERNAL)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="déposé par",
    )
    uploaded_at = models.DateTimeField("déposé le", auto_now_add=True)

    class Meta:
        verbose_name = "document"
        ordering = ["-uploaded_at"]


class Entry(TenantModel):
    """A line of the timeline. What the household sees is exactly the shared ones."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries", verbose_name="dossier")
    at = models.DateTimeField("date", default=timezone.now)
    kind = models.CharField("nature", max_length=10, choices=EntryKind)
    visibility = models.CharField("visibilité", max_length=10, choices=Visibility, default=Visibility.INTERNAL)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="auteur",
    )
    author_label = models.CharField("signature", max_length=200, blank=True)
    # Written by a person of the case from the project space, not by the desk.
    from_household = models.BooleanField("écrit par le ménage", default=False)
    title = models.CharField("titre", max_length=200)
    text = models.TextField("texte", blank=True)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="entries",
        verbose_name="document",
    )
    mail = models.ForeignKey(
        "notifications.OutgoingMail",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="entries",
        verbose_name="courriel",
    )
    incoming = models.ForeignKey(
        IncomingMail,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="entries",
        verbose_name="courriel reçu",
    )
    read_at = models.DateTimeField("vu par le ménage le", null=True, blank=True)

    class Meta:
        verbose_name = "ligne du fil"
        verbose_name_plural = "lignes du fil"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["case", "-at"], name="entry_by_case")]


class PinnedNote(TenantModel):
    """A post-it: stays on top of the case. Never shown to the household, never printed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pinned_notes", verbose_name="dossier")
    title = models.CharField("mot-clé", max_length=40, default="Attention")
    text = models.CharField("texte", max_length=300)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="auteur",
    )
    created_at = models.DateTimeField("écrit le", auto_now_add=True)

    class Meta:
        verbose_name = "post-it"
        ordering = ["-created_at"]


class Task(TenantModel):
    """Something to do by a date. A *relance* is a task that writes to the household when it is sent."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks", verbose_name="dossier")
    kind = models.CharField("nature", max_length=10, choices=TaskKind, default=TaskKind.TASK)
    title = models.CharField("à faire", max_length=200)
    message = models.TextField("message au ménage", blank=True)
    subject = models.CharField("objet du message", max_length=150, blank=True)
    # A relance that leaves by itself on its date when nothing moved meanwhile.
    scheduled_at = models.DateTimeField("départ automatique décidé le", null=True, blank=True)
    outcome = models.CharField("suite donnée", max_length=10, choices=TaskOutcome, blank=True)
    due_on = models.DateField("échéance")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="tasks",
        verbose_name="pour",
    )
    done_at = models.DateTimeField("fait le", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="créée par",
    )
    created_at = models.DateTimeField("créée le", auto_now_add=True)

    class Meta:
        verbose_name = "tâche"
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["territory", "assignee", "done_at", "due_on"], name="task_by_assignee")]


class CaseGuest(TenantModel):
    """An organisation whose legal advisors are asked in to a case, between two dates."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="guests", verbose_name="dossier")
    organisation = models.ForeignKey(
        "territories.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name="structure"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="demandé par"
    )
    valid_from = models.DateField("depuis le", default=timezone.localdate)
    valid_to = models.DateField("jusqu'au", null=True, blank=True)

    class Meta:
        verbose_name = "avis demandé à une structure"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organisation"], condition=Q(valid_to__isnull=True), name="case_guest_once"
            ),
        ]

    @staticmethod
    def active_on(day) -> Q:
        """Condition: may open the case on that day, the last one excluded: access ends at once."""
        return Q(valid_to__isnull=True) | Q(valid_to__gt=day)


class DayLayout(TenantModel):
    """How a person arranged its day: keys of the blocks in order, and those put away."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="day_layouts", verbose_name="compte"
    )
    order = models.JSONField("ordre", default=list)
    hidden = models.JSONField("rangés", default=list)

    class Meta:
        verbose_name = "organisation de la journée"
        constraints = [models.UniqueConstraint(fields=["territory", "user"], name="day_layout_once")]
