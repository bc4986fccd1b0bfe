"""Free slots as the territory set them: its hours, absences, holidays and what is already taken."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.cache import caches
from django.db.models import Prefetch, Q
from django.utils import timezone

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.permissions import holders_of
from faitiere.apps.territories.models import Organisation
from faitiere.lib.tenancy import across_territories

from .clock import midnight, today_in, zone_of
from .enums import AppointmentStatus, Way
from .holidays import holiday_name
from .models import Absence, Appointment, BookingRules, Opening, OpeningChange, Reason, TakenQuarter
from .slots import Busy, Hours, Need, Slot, free_slots, spans

# Beyond this many days ahead nothing is ever shown at once.
DAYS_SHOWN = 14
_DESKS_REMEMBERED_SECONDS = 5


@dataclass(frozen=True)
class Wanted:
    """What is looked for. `desk`: an advisor books for somebody, minimum notice and horizon do not hold."""

    reason: Reason
    organisation: Organisation
    way: str
    advisor_id: UUID | None = None
    desk: bool = False


def rules_of_territory() -> BookingRules:
    """The rules of the territory in scope, or the defaults."""
    return BookingRules.objects.first() or BookingRules()


def offered_reasons(organisation, *, project_kinds=("all", "house", "condominium"), online: bool = True):
    """Reasons an organisation offers, in the order of their names."""
    reasons = Reason.objects.filter(closed_at=None, audience__in=project_kinds)
    if online:
        reasons = reasons.filter(online=True)
    return reasons.filter(Q(organisations=None) | Q(organisations=organisation)).distinct()


def changes_between(first: dt.date, last: dt.date) -> Prefetch:
    return Prefetch("changes", OpeningChange.objects.filter(day__gte=first, day__lte=last), to_attr="changes_read")


def _openings(wanted: Wanted, *, first: dt.date, last: dt.date):
    """Openings where what is wanted may take place between two days, whatever the way to meet."""
    reason = wanted.reason
    working = holders_of(*DESK_ROLES, organisations=[wanted.organisation.pk])
    found = Opening.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=first),
        Q(advisor=None) | Q(advisor__in=working),
        Q(reasons=None) | Q(reasons=reason),
        organisation=wanted.organisation,
        starts_on__lte=last,
    )
    if takers := list(reason.advisors.values_list("pk", flat=True)):
        found = found.filter(advisor__in=takers)
    if wanted.advisor_id:
        found = found.filter(advisor=wanted.advisor_id)
    if wanted.way == Way.PLACE:
        found = found.filter(place__isnull=False)
    return found.distinct().select_related("advisor", "place").prefetch_related(changes_between(first, last))


def openings_for(wanted: Wanted, *, first: dt.date, last: dt.date) -> list[Opening]:
    """Openings where what is wanted may take place between two days."""
    return [one for one in _openings(wanted, first=first, last=last).order_by("pk") if wanted.way in one.ways]


@dataclass(frozen=True)
class Desk:
    """Where somebody may be received on a day: an opening without its hours."""

    opening_id: UUID
    calendar: UUID
    seats: int
    place_id: UUID | None


def desks_of_day(wanted: Wanted, day: dt.date, *, again: bool = False) -> list[Desk]:
    """Openings of the weekday, remembered for a few seconds by this process unless `again`.

    Enough to refuse the many clicks of a storm at the price of one query; whoever is given a seat has the opening read
    again, hours and absences included.
    """
    memory, key = caches["process"], f"booking.desks:{wanted.reason.pk}:{wanted.organisation.pk}:{wanted.way}"
    key += f":{wanted.advisor_id}:{day.isoformat()}"
    found = None if again else memory.get(key)
    if found is None:
        rows = _openings(wanted, first=day, last=day).filter(starts_on__iso_week_day=day.isoweekday())
        found = [Desk(one.pk, one.calendar, one.seats, one.place_id) for one in rows if wanted.way in one.ways]
        memory.set(key, found, _DESKS_REMEMBERED_SECONDS)
    return found


def seats_taken(desks: list[Desk], asked: list[dt.datetime]) -> dict[UUID, set[int]]:
    """Calendar → seats that meet something in these quarters of an hour; holds that are over left out."""
    rows = TakenQuarter.objects.filter(calendar__in={one.calendar for one in desks}, at__in=asked).exclude(
        appointment__status=AppointmentStatus.HELD, appointment__held_until__lte=timezone.now()
    )
    found = defaultdict(set)
    for calendar, seat in rows.values_list("calendar", "seat"):
        found[calendar].add(seat)
    return found


def hours_of(opening: Opening) -> Hours:
    """An opening as the slots engine reads it; its changes prefetched as `changes_read`."""
    changes = {one.day: (one.start, one.end) if one.start else None for one in opening.changes_read}
    return Hours(
        calendar=opening.calendar,
        starts_on=opening.starts_on,
        ends_on=opening.ends_on,
        start=opening.start,
        end=opening.end,
        every_weeks=opening.every_weeks,
        seats=opening.seats,
        changes=changes,
        source=opening,
    )


def blocked_of(openings: list[Opening], since: dt.datetime, until: dt.datetime, zone: ZoneInfo) -> dict:
    """Calendar → when nobody is received on it: absences, closed organisation, public holidays."""
    organisations = {one.organisation_id for one in openings}
    advisors = {one.advisor_id for one in openings if one.advisor_id}
    absences = Absence.objects.filter(
        Q(advisor__in=advisors) | Q(organisation__in=organisations), starts_at__lt=until, ends_at__gt=since
    ).values_list("advisor_id", "organisation_id", "starts_at", "ends_at")
    off = _holidays(since, until, zone)
    found: dict[UUID, list] = {one.calendar: list(off) for one in openings}
    for advisor_id, organisation_id, start, end in absences:
        for opening in openings:
            if advisor_id == opening.advisor_id or (advisor_id is None and organisation_id == opening.organisation_id):
                found[opening.calendar].append((start, end))
    return {calendar: tuple(blocks) for calendar, blocks in found.items()}


def with_met(absences: list[Absence], appointments) -> list[Absence]:
    """Absences, each with `met`: the appointments to come of its advisor, or of its organisation, that it meets."""
    if not absences:
        return []
    since, until = min(one.starts_at for one in absences), max(one.ends_at for one in absences)
    rows = appointments.upcoming().filter(starts_at__lt=until, ends_at__gt=since).in_full().order_by("starts_at", "pk")
    found = list(rows)
    for one in absences:
        one.met = [
            row for row in found if _concerns(one, row) and row.starts_at < one.ends_at and row.ends_at > one.starts_at
        ]
    return absences


def _concerns(absence: Absence, row: Appointment) -> bool:
    if absence.advisor_id:
        return row.advisor_id == absence.advisor_id
    return row.organisation_id == absence.organisation_id


def _holidays(since: dt.datetime, until: dt.datetime, zone: ZoneInfo) -> list[tuple[dt.datetime, dt.datetime]]:
    region, day, found = rules_of_territory().holiday_zone, today_in(zone, since), []
    while midnight(day, zone) < until:
        if holiday_name(day, region):
            found.append((midnight(day, zone), midnight(day + dt.timedelta(days=1), zone)))
        day += dt.timedelta(days=1)
    return found


def everywhere():
    """Scope of the questions on an advisor's hours: never more than whether a quarter of an hour is taken."""
    return across_territories(reason="an advisor who works in two territories is in one place")


def taken_of(calendars, since: dt.datetime, until: dt.datetime, now: dt.datetime) -> dict:
    """Calendar → quarters taken, in whatever territory; those of a hold that is over are free."""
    found = defaultdict(set)
    with everywhere():
        rows = TakenQuarter.objects.filter(calendar__in=calendars, at__gte=since, at__lt=until).exclude(
            appointment__status=AppointmentStatus.HELD, appointment__held_until__lte=now
        )
        for calendar, seat, at in rows.values_list("calendar", "seat", "at"):
            found[calendar].add((seat, at))
    return {calendar: frozenset(quarters) for calendar, quarters in found.items()}


def need_of(wanted: Wanted, now: dt.datetime) -> Need:
    """How long, and between which moments it may start."""
    reason = wanted.reason
    notice = dt.timedelta(0) if wanted.desk else dt.timedelta(hours=reason.notice_hours)
    horizon = dt.timedelta(days=365 if wanted.desk else reason.horizon_days)
    return Need(reason.minutes, reason.gap_minutes, now + notice, now + horizon)


def find_slots(wanted: Wanted, *, territory, first: dt.date, last: dt.date) -> list[Slot]:
    """Every free slot of these days, soonest first; `source` is its opening."""
    now, zone = timezone.now(), zone_of(territory)
    need = need_of(wanted, now)
    first, last = max(first, today_in(zone, need.not_before)), min(last, today_in(zone, need.not_after))
    if first > last:
        return []
    openings = openings_for(wanted, first=first, last=last)
    since, until = midnight(first, zone), midnight(last + dt.timedelta(days=1), zone)
    calendars = {one.calendar for one in openings}
    busy = Busy(taken_of(calendars, since, until, now), blocked_of(openings, since, until, zone))
    open_spans = (span for one in openings for span in spans(hours_of(one), first, last, zone))
    return free_slots(open_spans, busy, need)


def first_days(wanted: Wanted, *, territory, after: dt.date | None = None) -> tuple[list[Slot], dt.date | None]:
    """Slots of the first two weeks that have some, from a day; and the day to go on from, None at the end."""
    now, zone = timezone.now(), zone_of(territory)
    need = need_of(wanted, now)
    first = max(after or today_in(zone, need.not_before), today_in(zone, need.not_before))
    end, step = today_in(zone, need.not_after), dt.timedelta(days=DAYS_SHOWN)
    while first <= end:
        last = first + step - dt.timedelta(days=1)
        if found := find_slots(wanted, territory=territory, first=first, last=last):
            return found, last + dt.timedelta(days=1) if last < end else None
        first += step
    return [], None


def once_each(slots: list[Slot]) -> list[Slot]:
    """One slot for each moment and place: the calendar with the fewest before it in the list."""
    seen: dict = {}
    load: dict = defaultdict(int)
    for slot in slots:
        key = (slot.start, slot.source.place_id)
        load[slot.calendar] += 1
        if key not in seen or load[slot.calendar] < load[seen[key].calendar]:
            seen[key] = slot
    return list(seen.values())
