"""What the address asks for. A filter says how a value is read, named, and turned into a condition; apps above add
theirs through `settings.PORTFOLIO_FILTERS`."""

import datetime as dt
import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from faitiere.apps.search.finding import matching as found_by
from faitiere.lib.numbers import NBSP, date_words

from ..actions.finding import FOUND_AS

TEXT, DIGITS, CHOICE, DAY = "text", "digits", "choice", "day"
_LONGEST = 120


@dataclass(frozen=True)
class Filter:
    """`key` in the address. `named` gives the words for a value, None when it means nothing. `condition` takes the
    value and the actor; `choices` what the form offers (the actor given), for a kind "choice"."""

    key: str
    label: str
    condition: Callable[[str, object], Q]
    named: Callable[[str], str | None]
    kind: str = CHOICE
    choices: Callable[[object], list[tuple[str, str]]] | None = None


def listed(choices) -> dict:
    """`named` and `choices` of a filter whose values are known beforehand."""
    words = dict(choices)
    return {"named": words.get, "choices": lambda actor: list(words.items())}


def row_named(rows: Callable[[], QuerySet]) -> Callable[[str], str | None]:
    """Name of a row of the territory by its id; None for anything else."""

    def name(value: str) -> str | None:
        try:
            row = rows().filter(pk=uuid.UUID(value)).first()
        except ValueError:
            return None
        return str(row) if row else None

    return name


def read_day(text: str) -> dt.date | None:
    """A day written 2026-11-03 or 03/11/2026; None for anything else, and for the ends of the calendar."""
    for style in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = dt.datetime.strptime(text, style).date()
        except ValueError:
            continue
        # The midnight before or after, in another zone, must exist too.
        return day if dt.MINYEAR < day.year < dt.MAXYEAR else None
    return None


def day_named(text: str) -> str | None:
    day = read_day(text)
    return date_words(day) if day else None


@functools.cache
def all_filters() -> dict[str, Filter]:
    """Filters by key: those of the desk, then those of the apps above."""
    found = [one for path in settings.PORTFOLIO_FILTERS for one in import_string(path)]
    return {one.key: one for one in found}


@dataclass(frozen=True)
class Asked:
    """What the address asks for, once read: values by key with their words, and sentences on what was dropped."""

    text: str = ""
    values: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    sort: str = "suite"
    after: str = ""
    before: str = ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.values)


def _clean(query, key: str) -> str:
    return query.get(key, "").replace("\x00", "").strip()[:_LONGEST]


def read(query, *, sorts) -> Asked:
    """Read a QueryDict; a value that means nothing is left out, and said."""
    values, words, dropped = {}, {}, []
    for key, one in all_filters().items():
        value = _clean(query, key)
        if not value:
            continue
        name = one.named(value)
        if name is None:
            dropped.append(f"Le filtre « {one.label} » de cette adresse ne correspond à rien{NBSP}: il est retiré.")
        else:
            values[key], words[key] = value, name
    sort = _clean(query, "tri")
    if sort and sort.removeprefix("-") not in sorts:
        dropped.append("Le tri demandé n'existe pas : la liste est triée par prochaine étape.")
    return Asked(
        text=_clean(query, "q"),
        values=values,
        words=words,
        dropped=tuple(dropped),
        sort=sort if sort.removeprefix("-") in sorts else "suite",
        after=query.get("page", "").replace("\x00", "")[:300],
        before=query.get("avant", "").replace("\x00", "")[:300],
    )


def matching(cases: QuerySet, asked: Asked, *, actor) -> QuerySet:
    """The cases kept, among those given; live ones only, unless a status is asked for or words are searched."""
    filters = all_filters()
    for key, value in asked.values.items():
        cases = cases.filter(filters[key].condition(value, actor))
    if asked.text:
        return found_by(cases, asked.text, kind=FOUND_AS)
    return cases if "etat" in asked.values else cases.live()


def tags_of(query, asked: Asked) -> list[dict]:
    """Active filters as removable tags: words, and the address without each."""
    filters, named = all_filters(), {"q": asked.text} if asked.text else {}
    tags = []
    for key, words in (named | asked.words).items():
        label = filters[key].label if key in filters else "Recherche"
        tags.append({"label": f"{label}{NBSP}: {words}", "name": label, "url": f"?{_without(query, key)}"})
    return tags


def _without(query, key: str) -> str:
    rest = query.copy()
    for one in (key, "page", "avant"):
        rest.pop(one, None)
    return rest.urlencode()


def meaning_of(query) -> str:
    """The part of an address that says which cases: what a saved filter keeps."""
    kept = query.copy()
    for key in list(kept):
        if key not in {"q", "tri", *all_filters()} or not kept[key]:
            kept.pop(key)
    return kept.urlencode()
