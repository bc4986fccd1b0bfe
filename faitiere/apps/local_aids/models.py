import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from faitiere.lib.tenancy import TenantManager, TenantModel, TenantQuerySet

from .enums import AidState


class LocalAidQuerySet(TenantQuerySet):
    def published(self):
        return self.filter(state=AidState.PUBLISHED)

    def in_force(self, on):
        """Published and open on a day, both ends included."""
        open_then = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        return self.published().filter(open_then, valid_from__lte=on)


class LocalAid(TenantModel):
    """One version of an aid of the territory. Published, only its last day may still be set: past cases keep theirs."""

    aid_key = models.UUIDField("aide, toutes versions", default=uuid.uuid4)
    version = models.PositiveSmallIntegerField("version", default=1)
    state = models.CharField("état", max_length=10, choices=AidState, default=AidState.DRAFT)
    name = models.CharField("nom de l'aide", max_length=120)
    body = models.CharField("collectivité qui la verse", max_length=120)
    valid_from = models.DateField("premier jour")
    valid_to = models.DateField("dernier jour", null=True, blank=True)
    deliberation = models.CharField("numéro de la délibération", max_length=80, blank=True)
    deliberated_on = models.DateField("date de la délibération", null=True, blank=True)
    url = models.URLField("adresse du texte", max_length=300, blank=True)
    # Not confirmed: the aid is announced in cases, and counted for nothing.
    confirmed = models.BooleanField("règlement relu", default=False)
    # Who, where, which works, how much, with what: see `forms.aid` for the words, `describing` for the engine.
    terms = models.JSONField("règles", default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="décrite par"
    )
    created_at = models.DateTimeField("décrite le", auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="publiée par"
    )
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    objects = TenantManager.from_queryset(LocalAidQuerySet)()

    class Meta:
        verbose_name = "aide locale"
        verbose_name_plural = "aides locales"
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "aid_key", "version"], name="local_aid_version_once"),
            models.UniqueConstraint(
                fields=["territory", "aid_key"], condition=Q(state=AidState.DRAFT), name="local_aid_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="local_aid_dates_in_order",
                violation_error_message="Le dernier jour de l'aide précède son premier jour.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.state == AidState.DRAFT


class AidNote(TenantModel):
    """What the territory says beside a national aid: shown with it, without changing anything of it."""

    aid_code = models.CharField("aide", max_length=40)
    text = models.CharField("note", max_length=400)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="écrite par"
    )
    written_at = models.DateTimeField("écrite le")

    class Meta:
        verbose_name = "note sur une aide nationale"
        verbose_name_plural = "notes sur les aides nationales"
        ordering = ["aid_code"]
        constraints = [models.UniqueConstraint(fields=["territory", "aid_code"], name="aid_note_once")]
