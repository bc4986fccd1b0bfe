"""The attendance sheet of an event, given to the PDF engine."""

from django.utils import timezone

from faitiere.lib.numbers import hour_words, moment_words
from faitiere.lib.reports import AttendanceSheet

from .enums import Standing

_BLANK_LINES = 8


def sheet_of(event, *, territory) -> AttendanceSheet:
    """Who is awaited, in alphabetical order, and blank lines for those who come without having signed up."""
    awaited = event.registrations.filter(standing=Standing.REGISTERED).order_by("last_name", "first_name", "pk")
    starts, ends = (timezone.localtime(one) for one in (event.starts_at, event.ends_at))
    return AttendanceSheet(
        brand=(territory.brand, territory.brand_soft, territory.accent),
        territory=territory.name,
        organisation=str(event.organisation),
        title=event.title,
        when=f"{moment_words(starts)}, jusqu'à {hour_words(ends)}".capitalize(),
        where=event.where,
        printed_on=timezone.localdate(),
        lines=tuple((f"{one.last_name} {one.first_name}".strip(), one.town, str(one.seats)) for one in awaited),
        blank_lines=_BLANK_LINES,
    )
