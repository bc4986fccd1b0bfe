"""Who waits for a free slot without having any appointment."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from faitiere.lib.tenancy import TenantManager, TenantModel, TenantQuerySet

from .enums import Way


class WaitingQuerySet(TenantQuerySet):
    def live(self, now=None):
        """Those that still wait: not over, for a reason that is still offered."""
        return self.filter(ends_at__gt=now or timezone.now(), reason__closed_at=None)

    def of(self, *, email: str, phone: str):
        """Those of somebody, by its address or its phone; none when it has neither."""
        same = Q(email=email, email__gt="") | Q(phone=phone, phone__gt="")
        return self.filter(same)


class WaitingRequest(TenantModel):
    """Somebody wants to be told when a slot of a reason is freed. Deleted when it books, leaves, or at `ends_at`."""

    reason = models.ForeignKey("booking.Reason", on_delete=models.CASCADE, related_name="waiting", verbose_name="motif")
    organisation = models.ForeignKey(
        "territories.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name="structure"
    )
    commune = models.ForeignKey(
        "territories.Commune", on_delete=models.PROTECT, related_name="+", verbose_name="commune"
    )
    way = models.CharField("façon de se rencontrer", max_length=6, choices=Way)
    name = models.CharField("nom", max_length=100)
    # In lower case.
    email = models.EmailField("adresse e-mail", blank=True)
    # In E.164 form.
    phone = models.CharField("téléphone", max_length=20, blank=True)
    consent_text = models.TextField("texte accepté")
    joined_at = models.DateTimeField("inscrit le", default=timezone.now)
    ends_at = models.DateTimeField("attend jusqu'au")
    told_at = models.DateTimeField("prévenu le", null=True, blank=True)

    objects = TenantManager.from_queryset(WaitingQuerySet)()

    class Meta:
        verbose_name = "attente d'un rendez-vous"
        verbose_name_plural = "attentes d'un rendez-vous"
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "reason", "email"], condition=~Q(email=""), name="waiting_once_per_address"
            ),
            models.UniqueConstraint(
                fields=["territory", "reason", "phone"], condition=~Q(phone=""), name="waiting_once_per_phone"
            ),
            models.CheckConstraint(condition=~Q(email="") | ~Q(phone=""), name="waiting_can_be_told"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("joined_at")), name="waiting_lasts"),
        ]

    def __str__(self):
        return self.name
