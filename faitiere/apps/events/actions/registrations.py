"""Writers of registrations. Places are given by one conditional UPDATE that a constraint of the database guards: two
people never get the last one. A freed place goes to the first of the waiting list whom it is enough for.
"""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.lib.rates import allowed

from .. import letters
from ..clock import zone_of
from ..enums import Attendance, Origin, Standing
from ..models import Event, Registration
from ..rules import CONSENT, SPOKEN_CONSENT, Refused, why_not, why_not_by_desk

# The same address asking again gets its link again, that many times an hour.
_LINKS_PER_HOUR = 3


@dataclass(frozen=True)
class NewRegistration:
    """Who signs up; `phone` in E.164 form, `town` as typed."""

    last_name: str
    first_name: str = ""
    email: str = ""
    phone: str = ""
    town: str = ""
    seats: int = 1
    question: str = ""


def _take(event: Event, seats: int) -> bool:
    """Take places if there are enough left."""
    enough = Q(capacity__isnull=True) | Q(seats_taken__lte=F("capacity") - seats)
    return bool(Event.objects.filter(enough, pk=event.pk).update(seats_taken=F("seats_taken") + seats))


def _free(event: Event, seats: int) -> None:
    Event.objects.filter(pk=event.pk, seats_taken__gte=seats).update(seats_taken=F("seats_taken") - seats)


def hold(event: Event) -> Event:
    """One writer at a time per event: the row is locked on PostgreSQL; a SQLite transaction that writes is alone."""
    return Event.objects.select_for_update(of=("self",)).select_related("commune").get(pk=event.pk)


def _write(kind: str, registration: Registration, *, territory) -> None:
    with timezone.override(zone_of(territory)):
        letters.write(kind, registration, territory=territory)


@transaction.atomic
def register(*, actor, event: Event, given: NewRegistration, origin: str = Origin.PORTAL) -> Registration:
    """Give places, or a rank on the waiting list, and say so by mail.

    An address that is registered already gets its own mail again and nothing changes. Raises `Refused` when sign-ups
    are not open; the desk may register until the end, and on the spot even beyond the capacity announced: who came is
    written down as present without a place.
    """
    event = hold(event)
    if sentence := _refusal(event, origin, timezone.now().astimezone(zone_of(actor.territory))):
        raise Refused(sentence)
    known = event.registrations.exclude(standing=Standing.CANCELLED).filter(email=given.email.lower())
    if given.email and (again := known.first()):
        return _tell_again(again, territory=actor.territory)
    registration = Registration(event=event, origin=origin, **asdict(given))
    registration.email = given.email.lower()
    registration.consent_text = CONSENT if origin == Origin.PORTAL else SPOKEN_CONSENT
    _place(registration)
    registration.save(force_insert=True)
    record(actor=actor, verb="registration.made", target=registration, standing=str(registration.standing))
    if origin != Origin.ON_THE_SPOT:
        kind = "registered" if registration.standing == Standing.REGISTERED else "waiting"
        _write(kind, registration, territory=actor.territory)
    return registration


def _refusal(event: Event, origin: str, now: dt.datetime) -> str:
    if origin == Origin.PORTAL:
        return why_not(event, now)
    return why_not_by_desk(event, now, on_the_spot=origin == Origin.ON_THE_SPOT)


def _place(registration: Registration) -> None:
    """A place when there is one; else the waiting list, or, for somebody who came, no place but a presence."""
    on_the_spot = registration.origin == Origin.ON_THE_SPOT
    registration.attendance = Attendance.PRESENT if on_the_spot else Attendance.UNKNOWN
    given = _take(registration.event, registration.seats)
    registration.standing = Standing.REGISTERED if given else Standing.WAITING


def _tell_again(registration: Registration, *, territory) -> Registration:
    if allowed("event-link", f"{registration.event_id}:{registration.email}", per_hour=_LINKS_PER_HOUR):
        kind = "registered" if registration.standing == Standing.REGISTERED else "waiting"
        _write(kind, registration, territory=territory)
    return registration


@transaction.atomic
def withdraw(*, actor, registration: Registration) -> bool:
    """Somebody does not come after all: the place goes to the first of the list. False when it was done already."""
    event = hold(registration.event)
    before = Registration.objects.get(pk=registration.pk).standing
    if before == Standing.CANCELLED:
        return False
    Registration.objects.filter(pk=registration.pk).update(
        standing=Standing.CANCELLED, withdrawn_at=timezone.now(), attendance=Attendance.UNKNOWN
    )
    registration.refresh_from_db()
    record(actor=actor, verb="registration.withdrawn", target=registration)
    _write("withdrawn", registration, territory=actor.territory)
    if before == Standing.REGISTERED:
        _free(event, registration.seats)
        promote(actor=actor, event=event)
    return True


@transaction.atomic
def promote(*, actor, event: Event) -> list[Registration]:
    """Give the places that are free to who waits, in order, to each whom they are enough for; each is written to."""
    promoted = []
    if event.starts_at <= timezone.now():
        return promoted
    waiting = Registration.objects.filter(event=event, standing=Standing.WAITING).select_related("event__commune")
    for one in waiting.order_by("created_at", "pk"):
        if _take(event, one.seats):
            one.standing = Standing.REGISTERED
            one.save(update_fields=["standing"])
            record(actor=actor, verb="registration.promoted", target=one)
            _write("promoted", one, territory=actor.territory)
            promoted.append(one)
    return promoted


@transaction.atomic
def settle_places(*, actor, event: Event) -> list[Registration]:
    """Count the places given again (somebody's data may have been erased), and give what is free."""
    event = hold(event)
    given = event.registrations.filter(standing=Standing.REGISTERED).aggregate(total=Sum("seats"))["total"] or 0
    if given != event.seats_taken:
        Event.objects.filter(pk=event.pk).update(seats_taken=given)
    return promote(actor=actor, event=event)


@transaction.atomic
def remind(*, actor, registration: Registration) -> bool:
    """Remind somebody of the event, once: claimed, then written."""
    claimed = Registration.objects.filter(pk=registration.pk, reminded_at=None, standing=Standing.REGISTERED).update(
        reminded_at=timezone.now()
    )
    if claimed:
        _write("reminder", registration, territory=actor.territory)
    return bool(claimed)
