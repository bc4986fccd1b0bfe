from django.conf import settings
from django.db import models
from django.db.models import Q

from faitiere.lib.tenancy import TenantModel

from .enums import Occupancy, Purpose


class Person(TenantModel):
    """A human being known to the territory, with or without an account. One row per person, never one per case."""

    civility = models.CharField("civilité", max_length=10, blank=True)
    first_name = models.CharField("prénom", max_length=100, blank=True)
    last_name = models.CharField("nom", max_length=100)
    email = models.EmailField("adresse e-mail", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True, help_text="Au format international.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
        verbose_name="compte",
    )
    # Keys that make people findable in any writing: see rules.name_key and rules.phone_key.
    name_key = models.CharField("clé du nom", max_length=210, db_index=True, editable=False)
    phone_key = models.CharField("clé du téléphone", max_length=15, db_index=True, blank=True, editable=False)
    email_key = models.CharField("clé de l'e-mail", max_length=254, db_index=True, blank=True, editable=False)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    erased_at = models.DateTimeField("effacée le", null=True, blank=True)

    class Meta:
        verbose_name = "personne"
        ordering = ["last_name", "first_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "user"], condition=Q(user__isnull=False), name="person_one_per_account"
            ),
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper()


class Household(TenantModel):
    """People living together: what the aids ask about. The RFR is kept only while needed."""

    size = models.PositiveSmallIntegerField("nombre de personnes", null=True, blank=True)
    rfr_euros = models.PositiveIntegerField("revenu fiscal de référence", null=True, blank=True)
    rfr_year = models.PositiveSmallIntegerField("année de l'avis d'impôt", null=True, blank=True)
    income_category = models.CharField("catégorie de revenus", max_length=20, blank=True)
    occupancy = models.CharField("statut", max_length=20, choices=Occupancy, blank=True)
    people = models.ManyToManyField(Person, related_name="households", verbose_name="personnes")

    class Meta:
        verbose_name = "ménage"
        constraints = [
            models.CheckConstraint(
                condition=Q(size__isnull=True) | Q(size__gte=1, size__lte=20),
                name="household_size_plausible",
                violation_error_message="Le ménage compte de 1 à 20 personnes.",
            ),
            models.CheckConstraint(
                condition=Q(rfr_euros__isnull=True) | Q(rfr_euros__lte=10_000_000),
                name="household_rfr_plausible",
                violation_error_message="Le revenu fiscal de référence est en euros, 10 000 000 au plus.",
            ),
        ]


class Consent(TenantModel):
    """What a person agreed to: the text shown, when, from where; withdrawn when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents", verbose_name="personne")
    purpose = models.CharField("finalité", max_length=20, choices=Purpose)
    text_shown = models.TextField("texte présenté")
    source = models.CharField("recueilli par", max_length=60)
    given_at = models.DateTimeField("donné le", auto_now_add=True)
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "consentement"
