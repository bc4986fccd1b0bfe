from django.db import models

from faitiere.lib.tenancy import TenantModel

from .enums import MailState


class OutgoingMail(TenantModel):
    """One mail to one recipient. Written before any sending; handed over at most once."""

    recipient = models.EmailField("destinataire")
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte")
    html = models.TextField("version HTML", blank=True)
    # Where the answer goes: the address of a case, signed (see cases.addressing).
    reply_to = models.EmailField("répondre à", max_length=254, blank=True)
    kind = models.CharField("notification", max_length=60, blank=True)
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
