"""Saved filters as tabs: the usual ones, mine, those of my organisations; each with its address and its counter."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from ..models import SavedFilter
from . import conditions, filters
from .paging import SORTS


@dataclass(frozen=True)
class Tab:
    """`saved` is the id of a kept filter, None for a usual one; `count` is None until it is asked for."""

    label: str
    query: str
    current: bool = False
    saved: object | None = None
    mine: bool = False
    count: int | None = None


USUAL = (
    ("Tous", ""),
    ("Mes dossiers", "conseiller=moi"),
    ("À prendre", "conseiller=aucun"),
    ("En retard", "suite=retard"),
    ("Sans suite", "suite=sans"),
)


def saved_for(actor) -> QuerySet:
    """Filters an actor may use: its own, and those shared with one of its organisations."""
    return SavedFilter.objects.filter(Q(owner_id=actor.user_id) | Q(organisation_id__in=actor.organisation_ids))


def tabs_of(actor, query: str) -> list[Tab]:
    """Every tab; the one whose filter is on screen (`query`: see `filters.meaning_of`) is current."""
    usual = [Tab(label, one, current=one == query) for label, one in USUAL]
    mine = [
        Tab(one.name, one.query, current=one.query == query, saved=one.pk, mine=one.owner_id == actor.user_id)
        for one in saved_for(actor)
    ]
    return usual + mine


def counted(tabs: list[Tab], cases: QuerySet, *, actor) -> list[Tab]:
    """The same with their counters: one query for the usual ones, one for each kept filter."""
    usual = cases.live().aggregate(
        tous=Count("pk"),
        miens=Count("pk", filter=Q(advisor_id=actor.user_id)),
        a_prendre=Count("pk", filter=Q(advisor__isnull=True)),
        retard=Count("pk", filter=conditions.is_late()),
        sans=Count("pk", filter=conditions.is_without()),
    )
    counts = dict(zip((query for _, query in USUAL), usual.values(), strict=True))
    return [
        Tab(tab.label, tab.query, tab.current, tab.saved, tab.mine, _count(tab, counts, cases, actor)) for tab in tabs
    ]


def _count(tab: Tab, usual: dict, cases: QuerySet, actor) -> int:
    if tab.saved is None:
        return usual[tab.query]
    asked = filters.read(QueryDict(tab.query), sorts=SORTS)
    return filters.matching(cases, asked, actor=actor).count()
