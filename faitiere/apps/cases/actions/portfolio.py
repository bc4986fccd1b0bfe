"""Writers of what a person keeps of the portfolio: its filters and its columns."""

from django.db import transaction

from faitiere.apps.audit.actions import record

from ..models import ChosenColumns, SavedFilter


@transaction.atomic
def save_filter(*, actor, name: str, query: str, organisation=None) -> SavedFilter:
    """Keep a filter under a name, shared with an organisation or for oneself; the same name replaces it."""
    kept, _ = SavedFilter.objects.update_or_create(
        owner=actor.user, name=name, defaults={"query": query, "organisation": organisation}
    )
    record(actor=actor, verb="filter.saved", target=kept, shared=organisation is not None)
    return kept


@transaction.atomic
def forget_filter(*, actor, kept: SavedFilter) -> None:
    """Remove a kept filter; the cases are untouched."""
    record(actor=actor, verb="filter.removed", target=kept)
    kept.delete()


@transaction.atomic
def choose_columns(*, actor, keys: list[str]) -> None:
    """The columns a person wants in its lists."""
    ChosenColumns.objects.update_or_create(user=actor.user, defaults={"keys": keys})
    record(actor=actor, verb="columns.chosen")
