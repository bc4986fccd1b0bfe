from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from faitiere.lib.tenancy import TenantManager, TenantModel, TenantQuerySet

from .enums import LinkKind, ListKind, Occupancy, PairReason, PairState, PointKind, Purpose


class Tag(TenantModel):
    """A word put on people, to find them again together."""

    name = models.CharField("nom", max_length=40)
    key = models.CharField("clé", max_length=40, editable=False)

    class Meta:
        verbose_name = "étiquette"
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["territory", "key"], name="tag_once")]

    def __str__(self):
        return self.name


class PersonQuerySet(TenantQuerySet):
    def current(self):
        """People neither erased nor merged into somebody else."""
        return self.filter(erased_at__isnull=True, merged_into__isnull=True)


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
    # Who may know of somebody who is in no case yet.
    organisation = models.ForeignKey(
        "territories.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="structure",
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="people", verbose_name="étiquettes")
    do_not_contact_at = models.DateTimeField("ne plus contacter depuis le", null=True, blank=True)
    do_not_contact_reason = models.CharField("raison de ne plus contacter", max_length=200, blank=True)
    # The row of somebody written twice stays, empty, and leads to the one that was kept.
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="merged_people",
        verbose_name="réunie avec",
    )
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    erased_at = models.DateTimeField("effacée le", null=True, blank=True)

    objects = TenantManager.from_queryset(PersonQuerySet)()

    class Meta:
        verbose_name = "personne"
        ordering = ["last_name", "first_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "user"], condition=Q(user__isnull=False), name="person_one_per_account"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")), name="person_not_merged_into_itself"
            ),
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper()

    @property
    def can_be_written_to(self) -> bool:
        """Has an address, and did not ask to be left alone."""
        return bool(self.email) and self.do_not_contact_at is None

    def all_emails(self) -> list[str]:
        """Every address known: the main one first."""
        others = self.points.filter(kind=PointKind.EMAIL).values_list("value", flat=True)
        return [one for one in dict.fromkeys([self.email, *others]) if one]

    def accounts(self) -> list:
        """The account of the person, and those of the rows merged into it."""
        merged = [one.user for one in self.merged_people.select_related("user") if one.user]
        return [one for one in [self.user, *merged] if one]


class ContactPoint(TenantModel):
    """Another phone number or e-mail address of a person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="points", verbose_name="personne")
    kind = models.CharField("nature", max_length=10, choices=PointKind)
    value = models.CharField("coordonnée", max_length=254)
    key = models.CharField("clé", max_length=254, db_index=True, editable=False)

    class Meta:
        verbose_name = "autre coordonnée"
        verbose_name_plural = "autres coordonnées"
        ordering = ["kind", "value"]
        constraints = [models.UniqueConstraint(fields=["person", "kind", "key"], name="contact_point_once")]


class PersonLink(TenantModel):
    """How two people are linked: "Claire is a child of Yvette"."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links", verbose_name="personne")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links_to", verbose_name="lien avec")
    kind = models.CharField("lien", max_length=12, choices=LinkKind)

    class Meta:
        verbose_name = "lien entre personnes"
        verbose_name_plural = "liens entre personnes"
        constraints = [
            models.UniqueConstraint(fields=["person", "other", "kind"], name="person_link_once"),
            models.CheckConstraint(condition=~Q(person=F("other")), name="person_link_with_somebody_else"),
        ]


class Affiliation(TenantModel):
    """A person in an organisation: its function, between two dates."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations", verbose_name="personne")
    organisation = models.ForeignKey(
        "territories.Organisation", on_delete=models.PROTECT, related_name="affiliations", verbose_name="structure"
    )
    title = models.CharField("fonction", max_length=100, blank=True)
    valid_from = models.DateField("depuis le", default=timezone.localdate)
    valid_to = models.DateField("jusqu'au", null=True, blank=True)

    class Meta:
        verbose_name = "fonction dans une structure"
        verbose_name_plural = "fonctions dans des structures"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(valid_to__isnull=True), name="affiliation_once"
            ),
        ]


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
    withdrawn_source = models.CharField("retrait reçu par", max_length=60, blank=True)

    class Meta:
        verbose_name = "consentement"


class ContactList(TenantModel):
    """A list of people: chosen by hand or found by criteria, with the lists it includes. Belongs to an organisation."""

    name = models.CharField("nom", max_length=80)
    purpose = models.CharField("à quoi elle sert", max_length=200, blank=True)
    kind = models.CharField("nature", max_length=10, choices=ListKind, default=ListKind.BY_HAND)
    criteria = models.JSONField("critères", default=dict, blank=True)
    organisation = models.ForeignKey(
        "territories.Organisation",
        null=True,
        on_delete=models.CASCADE,
        related_name="contact_lists",
        verbose_name="structure",
    )
    people = models.ManyToManyField(Person, through="ListMember", related_name="lists", verbose_name="personnes")
    includes = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="included_in", verbose_name="listes incluses"
    )
    created_at = models.DateTimeField("créée le", auto_now_add=True)

    class Meta:
        verbose_name = "liste de contacts"
        verbose_name_plural = "listes de contacts"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["territory", "organisation", "name"], name="contact_list_once")]

    def __str__(self):
        return self.name


class ListMember(TenantModel):
    """A person put in a list by hand."""

    contact_list = models.ForeignKey(
        ContactList, on_delete=models.CASCADE, related_name="members", verbose_name="liste"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="list_memberships", verbose_name="personne"
    )
    added_at = models.DateTimeField("ajoutée le", auto_now_add=True)

    class Meta:
        verbose_name = "membre d'une liste"
        verbose_name_plural = "membres d'une liste"
        constraints = [models.UniqueConstraint(fields=["contact_list", "person"], name="list_member_once")]


class DuplicatePair(TenantModel):
    """Two people who could be the same one, found by the nightly job; a pair set aside stays so."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="première personne")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="seconde personne")
    reason = models.CharField("raison", max_length=12, choices=PairReason)
    state = models.CharField("état", max_length=10, choices=PairState, default=PairState.TO_CHECK)
    found_at = models.DateTimeField("trouvée le", auto_now_add=True)

    class Meta:
        verbose_name = "doublon possible"
        verbose_name_plural = "doublons possibles"
        ordering = ["reason", "-found_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once")]


class PersonMerge(TenantModel):
    """Two rows of one person made one: everything that moved, so that it can be put back."""

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="personne gardée")
    dropped = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="personne réunie")
    merged_at = models.DateTimeField("réunies le", default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="par",
    )
    steps = models.JSONField("ce qui a bougé", default=list)
    undone_at = models.DateTimeField("annulée le", null=True, blank=True)

    class Meta:
        verbose_name = "réunion de deux fiches"
        verbose_name_plural = "réunions de fiches"
        ordering = ["-merged_at"]
