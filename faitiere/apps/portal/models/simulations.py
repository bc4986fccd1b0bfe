"""What visitors leave: simulations kept or sent, and the sites that show the simulator."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from faitiere.lib.tenancy import TenantManager, TenantModel


class SavedSimulationQuerySet(models.QuerySet):
    def in_force(self):
        """Those whose code still works."""
        return self.filter(expires_at__gt=timezone.now())


class SavedSimulation(TenantModel):
    """Answers of a simulation kept for its author under a code; only a digest of the code is known here."""

    code_key = models.CharField("empreinte du code", max_length=64)
    answers = models.JSONField("réponses", default=dict)
    email = models.EmailField("adresse e-mail", blank=True)
    created_at = models.DateTimeField("enregistrée le", auto_now_add=True)
    last_contact_at = models.DateTimeField("dernier contact", default=timezone.now)
    expires_at = models.DateTimeField("effacée après le")

    objects = TenantManager.from_queryset(SavedSimulationQuerySet)()

    class Meta:
        verbose_name = "simulation enregistrée"
        verbose_name_plural = "simulations enregistrées"
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["territory", "code_key"], name="simulation_code_once")]


class SentSimulation(TenantModel):
    """A simulation that its author sent to the advisor: part of the case, read with the rules of its day."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="simulations", verbose_name="dossier")
    answers = models.JSONField("réponses", default=dict)
    made_on = models.DateField("règles du")
    sent_at = models.DateTimeField("envoyée le", auto_now_add=True)

    class Meta:
        verbose_name = "simulation envoyée"
        verbose_name_plural = "simulations envoyées"
        ordering = ["-sent_at"]


class EmbeddingSite(TenantModel):
    """A site of somebody else that may show the simulator of the territory."""

    origin = models.CharField("adresse du site", max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="ajouté par",
    )
    added_at = models.DateTimeField("ajouté le", auto_now_add=True)

    class Meta:
        verbose_name = "site qui montre le simulateur"
        verbose_name_plural = "sites qui montrent le simulateur"
        ordering = ["origin"]
        constraints = [models.UniqueConstraint(fields=["territory", "origin"], name="embedding_site_once")]
