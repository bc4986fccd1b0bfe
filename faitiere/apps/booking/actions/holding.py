"""Taking a slot: the database says who was first, never a check before it.

A quarter of an hour of a seat of a calendar is one row of `TakenQuarter`, unique. A slot is taken when all its rows are
written; otherwise nothing is.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from faitiere.apps.cases.rules import Refused

from ..clock import today_in, zone_of
from ..enums import AppointmentStatus
from ..models import Appointment, Opening, TakenQuarter
from ..reading import Wanted, blocked_of, changes_between, find_slots, hours_of, need_of, openings_for
from ..slots import next_quarter, quarters, spans

HOLD = dt.timedelta(minutes=10)


class SlotTaken(Refused):
    """Somebody was faster, or the slot is no longer open."""


@dataclass(frozen=True)
class Chosen:
    """A slot somebody clicked: an opening and a moment."""

    opening_id: object
    start: dt.datetime


def _seat_rows(appointment: Appointment, seat: int, gap_minutes: int) -> list[TakenQuarter]:
    until = appointment.ends_at + dt.timedelta(minutes=gap_minutes)
    return [
        TakenQuarter(appointment=appointment, calendar=appointment.calendar, seat=seat, at=at)
        for at in quarters(appointment.starts_at, until)
    ]


def _forget_stale(calendar, wanted: list[dt.datetime], now: dt.datetime) -> bool:
    """Give back the quarters of holds that are over; the rows are locked, so that one being confirmed stays."""
    stale = Appointment.objects.filter(status=AppointmentStatus.HELD, held_until__lte=now)
    there = TakenQuarter.objects.filter(calendar=calendar, at__in=wanted).values("appointment_id")
    ids = list(stale.filter(pk__in=there).select_for_update().values_list("pk", flat=True))
    TakenQuarter.objects.filter(appointment__in=ids).delete()
    Appointment.objects.filter(pk__in=ids, status=AppointmentStatus.HELD).delete()
    return bool(ids)


def _write_seat(appointment: Appointment, seats: int, gap_minutes: int) -> bool:
    """Write the quarters on the first seat where all of them fit."""
    wanted = quarters(appointment.starts_at, appointment.ends_at + dt.timedelta(minutes=gap_minutes))
    met = TakenQuarter.objects.filter(calendar=appointment.calendar, at__in=wanted)
    full = set(met.exclude(appointment=appointment).values_list("seat", flat=True))
    for seat in (one for one in range(seats) if one not in full):
        try:
            with transaction.atomic():
                TakenQuarter.objects.bulk_create(_seat_rows(appointment, seat, gap_minutes))
        except IntegrityError:
            continue
        return True
    return False


def take_quarters(appointment: Appointment, *, seats: int, gap_minutes: int) -> None:
    """Take the slot of an appointment that is written already, in the transaction of the caller; or `SlotTaken`."""
    if _write_seat(appointment, seats, gap_minutes):
        return
    wanted = quarters(appointment.starts_at, appointment.ends_at + dt.timedelta(minutes=gap_minutes))
    if _forget_stale(appointment.calendar, wanted, timezone.now()) and _write_seat(appointment, seats, gap_minutes):
        return
    raise SlotTaken("Ce créneau vient d’être pris.")


def opening_chosen(chosen: Chosen, wanted: Wanted, day: dt.date) -> Opening:
    found = Opening.objects.filter(pk=chosen.opening_id, organisation=wanted.organisation)
    opening = found.select_related("advisor", "place").prefetch_related(changes_between(day, day)).first()
    if opening is None or wanted.way not in opening.ways:
        raise SlotTaken("Ce créneau n’est plus proposé.")
    return opening


def check_open(opening: Opening, chosen: Chosen, wanted: Wanted, *, territory) -> None:
    """Refuse a moment outside the hours, the notice or the horizon, or during an absence."""
    zone, need = zone_of(territory), need_of(wanted, timezone.now())
    day, end = today_in(zone, chosen.start), chosen.start + dt.timedelta(minutes=need.minutes)
    held = any(span.start <= chosen.start and end <= span.end for span in spans(hours_of(opening), day, day, zone))
    if not held or next_quarter(chosen.start) != chosen.start or not need.not_before <= chosen.start <= need.not_after:
        raise SlotTaken("Ce créneau n’est plus proposé.")
    blocks = blocked_of([opening], chosen.start, end, zone)[opening.calendar]
    if any(since < end and until > chosen.start for since, until in blocks):
        raise SlotTaken("Ce créneau n’est plus proposé.")


def _is_full(opening: Opening, chosen: Chosen, wanted: Wanted) -> bool:
    """Whether every seat meets something: answered before anything is written. The constraint has the last word."""
    asked = quarters(chosen.start, chosen.start + dt.timedelta(minutes=wanted.reason.minutes))
    met = TakenQuarter.objects.filter(calendar=opening.calendar, at__in=asked)
    lasting = met.exclude(appointment__status=AppointmentStatus.HELD, appointment__held_until__lte=timezone.now())
    return len(set(lasting.values_list("seat", flat=True))) >= opening.seats


def _take(chosen: Chosen, wanted: Wanted, *, territory, commune) -> Appointment:
    """The slot of one opening, or `SlotTaken`."""
    opening = opening_chosen(chosen, wanted, today_in(zone_of(territory), chosen.start))
    if _is_full(opening, chosen, wanted):
        raise SlotTaken("Ce créneau vient d’être pris.")
    check_open(opening, chosen, wanted, territory=territory)
    appointment = Appointment(
        reason=wanted.reason,
        organisation=wanted.organisation,
        calendar=opening.calendar,
        advisor=opening.advisor,
        place=opening.place if wanted.way == "place" else None,
        way=wanted.way,
        commune=commune,
        starts_at=chosen.start,
        ends_at=chosen.start + dt.timedelta(minutes=wanted.reason.minutes),
        held_until=timezone.now() + HOLD,
        online=not wanted.desk,
    )
    with transaction.atomic():
        appointment.save(force_insert=True)
        take_quarters(appointment, seats=opening.seats, gap_minutes=wanted.reason.gap_minutes)
    return appointment


def hold(*, actor, chosen: Chosen, wanted: Wanted, commune=None) -> Appointment:
    """Keep a slot for ten minutes; when it has just been taken, another advisor's at the same moment and place.

    Writes no line in the journal: nothing is known of the person yet, and it disappears by itself.
    """
    territory = actor.territory
    try:
        return _take(chosen, wanted, territory=territory, commune=commune)
    except SlotTaken:
        for other in _same_moment(chosen, wanted, territory=territory):
            try:
                return _take(Chosen(other, chosen.start), wanted, territory=territory, commune=commune)
            except SlotTaken:
                continue
        raise


def _same_moment(chosen: Chosen, wanted: Wanted, *, territory) -> list:
    """Other openings, of other calendars, with a free slot at this very moment and at the same place."""
    day = today_in(zone_of(territory), chosen.start)
    openings = {one.pk: one for one in openings_for(wanted, first=day, last=day)}
    first = openings.get(chosen.opening_id)
    if len(openings) < 2 or first is None:
        return []
    slots = find_slots(wanted, territory=territory, first=day, last=day)
    return [
        slot.source.pk
        for slot in slots
        if slot.start == chosen.start
        and slot.calendar != first.calendar
        and (wanted.way != "place" or slot.source.place_id == first.place_id)
    ]


@transaction.atomic
def release(*, appointment: Appointment) -> None:
    """Give back a slot that was only held; a booked one stays."""
    held = Appointment.objects.filter(pk=appointment.pk, status=AppointmentStatus.HELD)
    if ids := list(held.select_for_update().values_list("pk", flat=True)):
        TakenQuarter.objects.filter(appointment__in=ids).delete()
        Appointment.objects.filter(pk__in=ids).delete()


@transaction.atomic
def forget_old_holds() -> int:
    """Remove holds that ended long ago and that nobody stood in the way of."""
    since = timezone.now() - HOLD
    old = Appointment.objects.filter(status=AppointmentStatus.HELD, held_until__lte=since)
    ids = list(old.select_for_update().values_list("pk", flat=True))
    TakenQuarter.objects.filter(appointment__in=ids).delete()
    Appointment.objects.filter(pk__in=ids, status=AppointmentStatus.HELD).delete()
    return len(ids)
