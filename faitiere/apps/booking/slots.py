"""Openings minus busy: what can still be booked. No framework inside; moments are aware, counted in UTC.

Hours are written on the clock of the territory. They become moments day by day, so that the night the clock changes
gives an hour less or an hour more, never a slot that does not exist nor one offered twice.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo

QUARTER = dt.timedelta(minutes=15)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# A day of weekly hours that is not like the others: its own hours, or None when it is closed.
DayHours = tuple[dt.time, dt.time] | None


@dataclass(frozen=True)
class Hours:
    """Hours that come back every `every_weeks` weeks on the weekday of `starts_on`, or on that day only."""

    calendar: UUID
    starts_on: dt.date
    ends_on: dt.date | None
    start: dt.time
    end: dt.time
    every_weeks: int = 1
    seats: int = 1
    changes: Mapping[dt.date, DayHours] = field(default_factory=dict)
    # Whatever the caller wants to find again beside a slot.
    source: object = None


@dataclass(frozen=True)
class Span:
    """Open without a break from `start` to `end`, `seats` at once."""

    calendar: UUID
    start: dt.datetime
    end: dt.datetime
    seats: int = 1
    source: object = None


@dataclass(frozen=True)
class Busy:
    """taken: quarters of an hour by calendar, as (seat, moment); blocked: by calendar, when nobody is received."""

    taken: Mapping[UUID, frozenset[tuple[int, dt.datetime]]] = field(default_factory=dict)
    blocked: Mapping[UUID, tuple[tuple[dt.datetime, dt.datetime], ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Need:
    """What is looked for: minutes of meeting, minutes kept free after it, and between which moments it may start."""

    minutes: int
    gap_minutes: int
    not_before: dt.datetime
    not_after: dt.datetime


@dataclass(frozen=True)
class Slot:
    calendar: UUID
    start: dt.datetime
    end: dt.datetime
    seats: int = 1
    source: object = None


def quarters(start: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
    """Every quarter of an hour touched from `start` to `end`, in UTC: what an appointment takes."""
    first = _EPOCH + (start - _EPOCH) // QUARTER * QUARTER
    return [first + rank * QUARTER for rank in range(-((first - end) // QUARTER))]


def next_quarter(moment: dt.datetime) -> dt.datetime:
    """The moment itself when it is a quarter of an hour, else the one after it."""
    return _EPOCH + -((_EPOCH - moment) // QUARTER) * QUARTER


def days_of(hours: Hours, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Days of the hours between two dates, both included."""
    step = dt.timedelta(weeks=hours.every_weeks)
    end = min(last, hours.ends_on or last)
    skipped = max(0, -((hours.starts_on - first) // step))
    day = hours.starts_on + skipped * step
    while day <= end:
        yield day
        day += step


def spans(hours: Hours, first: dt.date, last: dt.date, zone: ZoneInfo) -> Iterator[Span]:
    """The hours as moments, between two dates read on the clock of `zone`; closed days left out."""
    for day in days_of(hours, first, last):
        told = hours.changes.get(day, (hours.start, hours.end))
        if told is None:
            continue
        start, end = (dt.datetime.combine(day, one, zone).astimezone(dt.UTC) for one in told)
        if start < end:
            yield Span(hours.calendar, start, end, hours.seats, hours.source)


def _in_the_way(start: dt.datetime, end: dt.datetime, blocked) -> dt.datetime | None:
    """When the latest of the blocks met by [start, end) ends; None when the way is free."""
    return max((until for since, until in blocked if since < end and until > start), default=None)


def _has_seat(wanted: list[dt.datetime], seats: int, taken: frozenset) -> bool:
    return any(all((seat, one) not in taken for one in wanted) for seat in range(seats))


def free_in(span: Span, busy: Busy, need: Need) -> Iterator[Slot]:
    """Slots of one span, one after the other; what is taken or blocked is stepped over."""
    length, gap = dt.timedelta(minutes=need.minutes), dt.timedelta(minutes=need.gap_minutes)
    taken, blocked = busy.taken.get(span.calendar, frozenset()), busy.blocked.get(span.calendar, ())
    at = span.start
    while at + length <= span.end and at <= need.not_after:
        until = _in_the_way(at, at + length, blocked)
        if until is not None:
            at = next_quarter(until)
        elif not _has_seat(quarters(at, at + length + gap), span.seats, taken):
            at += QUARTER
        else:
            if at >= need.not_before:
                yield Slot(span.calendar, at, at + length, span.seats, span.source)
            at += length + gap


def free_slots(open_spans: Iterable[Span], busy: Busy, need: Need) -> list[Slot]:
    """Every slot that can still be booked, soonest first."""
    found = [slot for span in open_spans for slot in free_in(span, busy, need)]
    return sorted(found, key=lambda slot: (slot.start, str(slot.calendar)))


def nearest(slots: Iterable[Slot], wanted: dt.datetime, *, count: int = 3) -> list[Slot]:
    """The slots closest to a moment, one for each moment, soonest first."""
    by_start = {slot.start: slot for slot in slots}
    close = sorted(by_start.values(), key=lambda slot: (abs(slot.start - wanted), slot.start))[:count]
    return sorted(close, key=lambda slot: slot.start)


def overlapping(one: Hours, other: Hours, zone: ZoneInfo, *, weeks: int = 53) -> dt.date | None:
    """First day where two series of hours of the same calendar meet, within `weeks` of the later start."""
    first = max(one.starts_on, other.starts_on)
    last = first + dt.timedelta(weeks=weeks)
    theirs = list(spans(other, first, last, zone))
    for mine in spans(one, first, last, zone):
        if any(mine.start < span.end and span.start < mine.end for span in theirs):
            return mine.start.astimezone(zone).date()
    return None
