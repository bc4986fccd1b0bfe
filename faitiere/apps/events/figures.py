"""What came of the events of a period: figures for those who steer and those who fund."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, Q, Sum
from django.db.models.functions import Coalesce

from faitiere.lib.secrecy import SECRECY_FLOOR

from .enums import Attendance, EventStatus, Standing

COLUMNS = ("Événement", "Nature", "Date", "Organisateur", "Commune", "Inscrits", "Venus", "Dossiers ouverts")


@dataclass(frozen=True)
class Row:
    """An event or a total; None: fewer than five people, not shown."""

    event: object
    registered: int | None
    present: int | None
    cases: int | None


def with_figures(events):
    """Each event with its people registered and come, its registrations waiting, its cases opened."""

    def people(**conditions):
        return Coalesce(Sum("registrations__seats", filter=Q(**conditions)), 0, output_field=IntegerField())

    return events.annotate(
        registered=people(registrations__standing=Standing.REGISTERED),
        present=people(registrations__attendance=Attendance.PRESENT),
        waiting=Count("registrations", filter=Q(registrations__standing=Standing.WAITING)),
        cases=Count("registrations", filter=Q(registrations__case_opened=True, registrations__case__isnull=False)),
    )


def _shown(value: int, names: bool) -> int | None:
    """A small count is shown to those who know the registrants only."""
    return value if names or value == 0 or value >= SECRECY_FLOOR else None


def report(events, *, names: bool) -> dict:
    """Rows of the events of a period and their total. names: the reader may know who they are."""
    held = list(with_figures(events.exclude(status=EventStatus.DRAFT)).select_related("organisation", "commune"))
    kept = [one for one in held if one.status == EventStatus.PUBLISHED]
    rows = [
        Row(one, *(_shown(getattr(one, name), names) for name in ("registered", "present", "cases"))) for one in kept
    ]
    sums = [sum(getattr(one, name) for one in kept) for name in ("registered", "present", "cases")]
    # A total would give away the only line that is hidden.
    hidden = [sum(getattr(row, name) is None for row in rows) for name in ("registered", "present", "cases")]
    total = Row(None, *(None if many == 1 else _shown(value, names) for value, many in zip(sums, hidden, strict=True)))
    return {"rows": rows, "total": total, "held": len(kept), "cancelled": len(held) - len(kept)}


def cells(row: Row) -> tuple:
    """A row as the table that leaves."""
    told = ["moins de 5" if value is None else value for value in (row.registered, row.present, row.cases)]
    one = row.event
    town = one.commune.name if one.commune else ""
    return (one.title, one.get_kind_display(), one.starts_at.date().isoformat(), str(one.organisation), town, *told)
