"""Pages by key, both ways: the last page costs what the first does."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ..models import Case
from .filters import Asked

PAGE_SIZE = 50
END = "fin"


def _moment(text: str) -> dt.datetime:
    """An aware moment; ValueError for anything else, OverflowError for one that no calendar holds."""
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment with its time zone is expected")
    return moment.astimezone(dt.UTC)


@dataclass(frozen=True)
class Sort:
    """A sortable column: what the database orders by (from an index of Case), how a value of it is read back."""

    column: str
    read: Callable[[str], object]


SORTS = {
    "suite": Sort("due_key", dt.date.fromisoformat),
    "nom": Sort("title_key", str),
    "ouvert": Sort("opened_at", _moment),
    "contact": Sort("last_contact_at", _moment),
}


@dataclass(frozen=True)
class Page:
    """Rows of a page and the marks of its neighbours ("" at either end)."""

    rows: list[dict]
    previous_mark: str
    next_mark: str


def page_of(cases: QuerySet, asked: Asked, fields: list[str]) -> Page:
    """The page after a mark, before one, the last (`avant=fin`) or the first, also for a mark that means nothing."""
    sort, descending = SORTS[asked.sort.removeprefix("-")], asked.sort.startswith("-")
    mark = _read_mark(asked.before or asked.after, sort)
    backwards = bool(asked.before) and (mark is not None or asked.before == END)
    rows = _rows(cases, sort, mark, downwards=descending != backwards, fields=fields)
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    if backwards:
        rows.reverse()
        return Page(rows, _mark(rows[0]) if more else "", _mark(rows[-1]) if rows and mark else "")
    return Page(rows, _mark(rows[0]) if rows and mark else "", _mark(rows[-1]) if more else "")


def _rows(cases: QuerySet, sort: Sort, mark, *, downwards: bool, fields: list[str]) -> list[dict]:
    """A page and one row more. The first comparison lets the database start at the mark; the second is exact.

    The page is picked first, from the cases alone; what is shown of homes, advisors and stages is read for it only.
    """
    way = "lt" if downwards else "gt"
    key = sort.column
    if mark:
        value, last = mark
        cases = cases.filter(Q(**{f"{key}__{way}e": value}), Q(**{f"{key}__{way}": value}) | Q(**{f"pk__{way}": last}))
    order = [f"-{key}", "-pk"] if downwards else [key, "pk"]
    picked = cases.order_by(*order).values("pk")[: PAGE_SIZE + 1]
    rows = list(Case.objects.filter(pk__in=picked).order_by(*order).values(*dict.fromkeys([*fields, key])))
    for row in rows:
        row["sort_key"] = row[key]
    return rows


def _mark(row: dict) -> str:
    key = row["sort_key"]
    return f"{key if isinstance(key, str) else key.isoformat()}~{row['id']}"


def _read_mark(mark: str, sort: Sort):
    value, separator, last = mark.rpartition("~")
    try:
        return (sort.read(value), uuid.UUID(last)) if separator else None
    except (ValueError, OverflowError):
        return None
