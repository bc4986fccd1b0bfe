"""What the portfolio keeps: tags, saved filters, chosen columns, bulk actions. Loaded by `models`."""

from django.conf import settings
from django.db import models

from faitiere.lib.tenancy import TenantModel

from .enums import BulkState, BulkVerb, ItemState


class Tag(TenantModel):
    """A word of the territory put on cases to find them together."""

    name = models.CharField("nom", max_length=40)

    class Meta:
        verbose_name = "étiquette"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["territory", "name"], name="tag_name_once")]

    def __str__(self):
        return self.name


class CaseTag(TenantModel):
    """A tag on a case."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="tag_links", verbose_name="dossier")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="links", verbose_name="étiquette")

    class Meta:
        verbose_name = "étiquette d'un dossier"
        verbose_name_plural = "étiquettes des dossiers"
        constraints = [models.UniqueConstraint(fields=["case", "tag"], name="case_tag_once")]


class SavedFilter(TenantModel):
    """A filter of the portfolio kept as a tab: the address after `?`, without the page."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="enregistré par"
    )
    # Shared with the colleagues of this organisation; nobody else sees it when empty.
    organisation = models.ForeignKey(
        "territories.Organisation",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="partagé avec la structure",
    )
    name = models.CharField("nom", max_length=40)
    query = models.CharField("filtre", max_length=1000, blank=True)
    created_at = models.DateTimeField("enregistré le", auto_now_add=True)

    class Meta:
        verbose_name = "filtre enregistré"
        verbose_name_plural = "filtres enregistrés"
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["territory", "owner", "name"], name="saved_filter_once")]


class ChosenColumns(TenantModel):
    """Columns of the portfolio a person chose, in order."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="personne"
    )
    keys = models.JSONField("colonnes", default=list)

    class Meta:
        verbose_name = "choix de colonnes"
        verbose_name_plural = "choix de colonnes"
        constraints = [models.UniqueConstraint(fields=["territory", "user"], name="columns_one_choice")]


class BulkRun(TenantModel):
    """The same thing done to many cases: prepared, looked at, done row by row, perhaps taken back."""

    verb = models.CharField("action", max_length=10, choices=BulkVerb)
    details = models.JSONField("précisions", default=dict)
    state = models.CharField("état", max_length=10, choices=BulkState, default=BulkState.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="demandé par"
    )
    created_at = models.DateTimeField("préparé le", auto_now_add=True)
    finished_at = models.DateTimeField("terminé le", null=True, blank=True)

    class Meta:
        verbose_name = "action groupée"
        verbose_name_plural = "actions groupées"


class BulkItem(TenantModel):
    """A case of a bulk action: what became of it, and what it was before."""

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="items", verbose_name="action groupée")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+", verbose_name="dossier")
    state = models.CharField("état", max_length=10, choices=ItemState, default=ItemState.WAITING)
    reason = models.CharField("pourquoi", max_length=200, blank=True)
    before = models.JSONField("avant", default=dict)
    after = models.JSONField("après", default=dict)

    class Meta:
        verbose_name = "dossier d'une action groupée"
        verbose_name_plural = "dossiers des actions groupées"
        constraints = [models.UniqueConstraint(fields=["run", "case"], name="bulk_case_once")]
        indexes = [models.Index(fields=["run", "state"], name="bulk_by_state")]
