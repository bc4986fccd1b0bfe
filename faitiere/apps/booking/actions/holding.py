"""Taking a slot: the database says who was first, never a check before it.

A quarter of an hour of a seat of a calendar is one row of `TakenQuarter`, unique. A slot is taken when all its rows are
written; otherwise nothing is.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from faitiere.apps.cases.rules import Refused

from ..clock import today_in, zone_of
from ..enums import AppointmentStatus, Way
from ..models import Appointment, Opening, TakenQuarter
from ..reading import Wanted, blocked_of, changes_between, desks_of_day, everywhere, hours_of, need_of, seats_taken
from ..slots import next_quarter, quarters, spans

HOLD = dt.timedelta(minutes=10)


class SlotTaken(Refused):
    """Somebody was faster, or the slot is no longer open."""


@dataclass(frozen=True)
class Chosen:
    """A slot somebody clicked: an opening and a moment."""

    opening_id: uuid.UUID
    start: dt.datetime


def _seat_rows(appointment: Appointment, seat: int, gap_minutes: int) -> list[TakenQuarter]:
    until = appointment.ends_at + dt.timedelta(minutes=gap_minutes)
    return [
        TakenQuarter(appointment=appointment, calendar=appointment.calendar, seat=seat, at=at)
        for at in quarters(appointment.starts_at, until)
    ]


def _forget_stale(calendar, wanted: list[dt.datetime], now: dt.datetime) -> bool:
    """Give back the quarters of holds that are over; the rows are locked, so that one being confirmed stays."""
    with everywhere():
        stale = Appointment.objects.filter(status=AppointmentStatus.HELD, held_until__lte=now)
        there = TakenQuarter.objects.filter(calendar=calendar, at__in=wanted).values("appointment_id")
        ids = list(stale.filter(pk__in=there).select_for_update().values_list("pk", flat=True))
        TakenQuarter.objects.filter(appointment__in=ids).delete()
        Appointment.objects.filter(pk__in=ids, status=AppointmentStatus.HELD).delete()
    return bool(ids)


def _write_seat(appointment: Appointment, seats: int, gap_minutes: int) -> bool:
    """Write the quarters on the first seat where all of them fit."""
    wanted = quarters(appointment.starts_at, appointment.ends_at + dt.timedelta(minutes=gap_minutes))
    full = set()
    if seats > 1:
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


def _candidates(chosen: Chosen, wanted: Wanted, *, day: dt.date) -> list[uuid.UUID]:
    """Openings with a seat left at that moment: the one chosen, then the others of the same place."""
    desks = desks_of_day(wanted, day)
    first = next((one for one in desks if one.opening_id == chosen.opening_id), None)
    if first is None:
        desks = desks_of_day(wanted, day, again=True)
        first = next((one for one in desks if one.opening_id == chosen.opening_id), None)
    if first is None:
        raise SlotTaken("Ce créneau n’est plus proposé.")
    full = seats_taken(desks, quarters(chosen.start, chosen.start + dt.timedelta(minutes=wanted.reason.minutes)))
    free = [
        one
        for one in [first, *(desk for desk in desks if desk is not first)]
        if len(full.get(one.calendar, ())) < one.seats and (wanted.way != Way.PLACE or one.place_id == first.place_id)
    ]
    return [one.opening_id for one in free]


def _write(opening: Opening, chosen: Chosen, wanted: Wanted, *, commune) -> Appointment:
    """The slot of one opening, or `SlotTaken`."""
    appointment = Appointment(
        reason=wanted.reason,
        organisation=wanted.organisation,
        calendar=opening.calendar,
        advisor=opening.advisor,
        place=opening.place if wanted.way == Way.PLACE else None,
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
    territory, refused = actor.territory, None
    day = today_in(zone_of(territory), chosen.start)
    for opening_id in _candidates(chosen, wanted, day=day):
        try:
            opening = opening_chosen(Chosen(opening_id, chosen.start), wanted, day)
            check_open(opening, chosen, wanted, territory=territory)
            return _write(opening, chosen, wanted, commune=commune)
        except SlotTaken as taken:
            refused = refused or taken
    raise refused or SlotTaken("Ce créneau vient d’être pris.")


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
