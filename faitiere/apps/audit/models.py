from django.db import models

from faitiere.lib.tenancy import TenantManager, TenantModel, TenantQuerySet


class JournalIsAppendOnly(RuntimeError):
    """A line of the journal was about to be changed or deleted."""


class AuditQuerySet(TenantQuerySet):
    def update(self, **values):
        raise JournalIsAppendOnly

    def delete(self):
        raise JournalIsAppendOnly


class AuditEvent(TenantModel):
    """One line of the journal: who read or wrote what, when. Never changed, never deleted; chained by hash.

    Each territory has its own chain: `number` grows by one, `digest` covers the line and the digest before it.
    """

    number = models.PositiveBigIntegerField("rang")
    at = models.DateTimeField("date")
    # Plain values, not foreign keys: the line outlives the account and the object it speaks of.
    actor_id = models.UUIDField("compte", null=True)
    actor_label = models.CharField("auteur", max_length=200, blank=True)
    verb = models.CharField("action", max_length=60)
    object_type = models.CharField("objet", max_length=60, blank=True)
    object_id = models.CharField("identifiant", max_length=40, blank=True)
    # Case concerned, so that a household can be shown who opened its file.
    case_id = models.UUIDField("dossier", null=True)
    details = models.JSONField("précisions", default=dict)
    previous = models.CharField("empreinte précédente", max_length=64, blank=True)
    digest = models.CharField("empreinte", max_length=64)

    objects = TenantManager.from_queryset(AuditQuerySet)()

    class Meta:
        verbose_name = "ligne du journal"
        verbose_name_plural = "lignes du journal"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["territory", "number"], name="audit_number_once")]
        indexes = [
            models.Index(fields=["territory", "case_id", "-number"], name="audit_by_case"),
            models.Index(fields=["territory", "actor_id", "-number"], name="audit_by_actor"),
        ]

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise JournalIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise JournalIsAppendOnly
