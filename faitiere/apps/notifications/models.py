from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from faitiere.lib.tenancy import TenantModel

from .enums import Delivery, MailState


class OutgoingMail(TenantModel):
    """One mail to one recipient. Written before any sending; handed over at most once."""

    recipient = models.EmailField("destinataire")
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte")
    html = models.TextField("version HTML", blank=True)
    # Where the answer goes: the address of a case, signed (see cases.addressing).
    reply_to = models.EmailField("répondre à", max_length=254, blank=True)
    # An iCalendar file attached to the mail.
    calendar = models.TextField("fichier d'agenda", blank=True)
    kind = models.CharField("notification", max_length=60, blank=True)
    # The case it speaks of, by its id: cases are above. Who may not open it does not read the mail in a person's page.
    case_id = models.UUIDField("dossier", null=True, blank=True)
    state = models.CharField("état", max_length=12, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    error = models.CharField("dernière erreur", max_length=300, blank=True)
    created_at = models.DateTimeField("écrit le", auto_now_add=True)
    handed_at = models.DateTimeField("remis le", null=True, blank=True)

    class Meta:
        verbose_name = "courriel"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["territory", "-created_at"], name="mail_recent")]

    def __str__(self):
        return self.subject


class PeriodicRun(models.Model):
    """When a periodic job last ran: claimed by compare-and-set, so that one worker runs it. Belongs to no territory."""

    name = models.CharField("tâche", max_length=60, primary_key=True)
    last_run_at = models.DateTimeField("dernier passage")

    class Meta:
        verbose_name = "passage d'une tâche périodique"
        verbose_name_plural = "passages des tâches périodiques"


class Notice(TenantModel):
    """One notification as one person got it. Points at a case by its id: cases are above."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name="pour"
    )
    kind = models.CharField("notification", max_length=30)
    case_id = models.UUIDField("dossier", null=True, blank=True)
    case_number = models.CharField("numéro du dossier", max_length=20, blank=True)
    author_label = models.CharField("de", max_length=200, blank=True)
    text = models.CharField("texte", max_length=300, blank=True)
    path = models.CharField("page ouverte", max_length=300, blank=True)
    once = models.CharField("clé", max_length=120, blank=True)
    delivery = models.CharField("envoi", max_length=8, choices=Delivery)
    created_at = models.DateTimeField("écrite le", default=timezone.now)
    read_at = models.DateTimeField("lue le", null=True, blank=True)
    mailed_at = models.DateTimeField("envoyée le", null=True, blank=True)

    class Meta:
        verbose_name = "nouveauté"
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "user", "once"], condition=~Q(once=""), name="notice_told_once"
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "user", "-created_at"], name="notice_recent"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(
                fields=["territory", "user", "created_at"],
                condition=Q(delivery="digest", mailed_at__isnull=True),
                name="notice_for_digest",
            ),
        ]


class NoticeChoice(TenantModel):
    """When a person wants to be told of one kind; without a row, the default of the kind."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices", verbose_name="compte"
    )
    kind = models.CharField("notification", max_length=30)
    delivery = models.CharField("envoi", max_length=8, choices=Delivery)

    class Meta:
        verbose_name = "choix de notification"
        constraints = [models.UniqueConstraint(fields=["territory", "user", "kind"], name="notice_choice_once")]
