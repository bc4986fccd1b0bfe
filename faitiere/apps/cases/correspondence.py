"""Models of the letters of a case: templates set by the territory, mails received and what came with them."""

from django.db import models
from django.utils import timezone

from faitiere.lib.tenancy import TenantModel

from .enums import MailFate, TemplateKind


class MessageTemplate(TenantModel):
    """A message the territory writes often; `{prenom}` and the like are filled from the case."""

    name = models.CharField("nom", max_length=80)
    kind = models.CharField("usage", max_length=10, choices=TemplateKind, default=TemplateKind.MESSAGE)
    subject = models.CharField("objet", max_length=150)
    text = models.TextField("message")

    class Meta:
        verbose_name = "modèle de message"
        verbose_name_plural = "modèles de messages"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["territory", "name"], name="message_template_once")]

    def __str__(self):
        return self.name


class IncomingMail(TenantModel):
    """A mail received at the address of a case: filed when its origin is proven, else kept apart."""

    case = models.ForeignKey(
        "cases.Case",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="incoming_mails",
        verbose_name="dossier",
    )
    sender = models.EmailField("expéditeur", max_length=254)
    sender_name = models.CharField("nom affiché", max_length=200, blank=True)
    subject = models.CharField("objet", max_length=200, blank=True)
    text = models.TextField("texte")
    # Message-ID of the sender, or a fingerprint of the mail: the same mail fetched twice is kept once.
    origin_id = models.CharField("identifiant d'origine", max_length=300)
    fate = models.CharField("sort", max_length=12, choices=MailFate, default=MailFate.QUARANTINE)
    reason = models.CharField("raison", max_length=300, blank=True)
    received_at = models.DateTimeField("reçu le", default=timezone.now)

    class Meta:
        verbose_name = "courriel reçu"
        verbose_name_plural = "courriels reçus"
        ordering = ["-received_at"]
        constraints = [models.UniqueConstraint(fields=["territory", "origin_id"], name="incoming_mail_once")]
        indexes = [models.Index(fields=["territory", "fate", "-received_at"], name="incoming_by_fate")]

    def __str__(self):
        return self.subject or "Sans objet"


class IncomingAttachment(TenantModel):
    """A file that came with a mail; `problem` says in a sentence why it was not kept."""

    mail = models.ForeignKey(
        IncomingMail, on_delete=models.CASCADE, related_name="attachments", verbose_name="courriel"
    )
    file_name = models.CharField("nom du fichier", max_length=200)
    vault_name = models.CharField("nom de rangement", max_length=100, blank=True)
    mime = models.CharField("type", max_length=100, blank=True)
    size = models.PositiveIntegerField("taille en octets", default=0)
    problem = models.CharField("ce qui n'allait pas", max_length=300, blank=True)

    class Meta:
        verbose_name = "pièce jointe reçue"
        verbose_name_plural = "pièces jointes reçues"
        ordering = ["file_name"]
