"""Who the household lets in to its project space, and what leaves by post. Loaded by `models`."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from faitiere.lib.tenancy import TenantModel

from .enums import GuestRole, LetterKind


class SpaceGuest(TenantModel):
    """Somebody the household lets in to its project space: what it may open there, until a day.

    Never a participant: the desk does not write to it, and the case is no part of its own data.
    """

    case = models.ForeignKey(
        "cases.Case", on_delete=models.CASCADE, related_name="space_guests", verbose_name="dossier"
    )
    person = models.ForeignKey(
        "contacts.Person", on_delete=models.PROTECT, related_name="invitations_to_spaces", verbose_name="personne"
    )
    # As the household wrote it: what the guichet knows of the address is not told.
    name = models.CharField("nom donné par le ménage", max_length=200)
    role = models.CharField("qualité", max_length=12, choices=GuestRole)
    # Values of `enums.GuestRight`.
    rights = models.JSONField("droits", default=list)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="invité par"
    )
    valid_from = models.DateField("depuis le", default=timezone.localdate)
    valid_to = models.DateField("jusqu'au")
    ended_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "invité de l'espace projet"
        verbose_name_plural = "invités de l'espace projet"
        ordering = ["valid_to", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(ended_at__isnull=True), name="space_guest_once"
            ),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="space_guest_dates_in_order"),
        ]

    @staticmethod
    def active_on(day) -> Q:
        """Condition: may open the space on that day, its last day included; withdrawn, it ends at once."""
        return Q(ended_at__isnull=True, valid_from__lte=day, valid_to__gte=day)

    def may(self, right: str) -> bool:
        """Whether the household opened this; "" is what every guest sees: where the project stands."""
        return not right or right in self.rights


class PaperLetter(TenantModel):
    """What a mail would have said, to somebody without an address: printed, put in the post, and marked so."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="letters", verbose_name="dossier")
    person = models.ForeignKey(
        "contacts.Person", on_delete=models.PROTECT, related_name="letters", verbose_name="destinataire"
    )
    kind = models.CharField("nature", max_length=12, choices=LetterKind, default=LetterKind.MESSAGE)
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte")
    # Printed after the letter when it is a PDF: the report, for example.
    document = models.ForeignKey(
        "cases.Document", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="joint"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="écrite par"
    )
    signature = models.CharField("signature", max_length=200)
    created_at = models.DateTimeField("écrite le", default=timezone.now)
    posted_on = models.DateField("postée le", null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="postée par"
    )

    class Meta:
        verbose_name = "courrier papier"
        verbose_name_plural = "courriers papier"
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["territory", "posted_on", "created_at"], name="letter_to_post")]

    @property
    def recipient(self) -> str:
        """Who it goes to, as what was sent is said: beside the addresses of the mails."""
        return f"{self.person} par la poste (courrier à imprimer)"
