"""The rows of an export, read piece by piece inside the scope of the territory."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from faitiere.lib.tenancy import current_territory_id, territory_scope

from .columns import Column, Seen, fields_of, with_tags

_PIECE = 1000


def exported(cases: QuerySet, shown: list[Column]) -> Iterator[list[str]]:
    """Number and texts of the columns, by number. The answer is sent after the request's scope is closed: each piece
    is read in the same scope again."""
    territory_id = current_territory_id()
    with territory_scope(territory_id):
        rows = cases.order_by("number", "pk").values(*fields_of(shown))
    last, seen = "", Seen(timezone.localdate())
    while True:
        with territory_scope(territory_id):
            # Numbers are unique in a territory: the next piece starts after the last one written.
            piece = with_tags(list(rows.filter(number__gt=last)[:_PIECE]), shown)
        for row in piece:
            yield [row["number"], *(column.text(row, seen) for column in shown)]
        if len(piece) < _PIECE:
            return
        last = piece[-1]["number"]
