"""Events of the demonstration: announced, full or over, with what came of them."""

import datetime as dt

from django.utils import timezone

from faitiere.apps.events.actions import (
    NewRegistration,
    link_case,
    mark_attendance,
    open_case_of,
    publish_event,
    register,
    save_event,
    write_outcome,
)
from faitiere.apps.events.enums import Attendance, Origin
from faitiere.apps.events.matching import known_cases
from faitiere.apps.events.models import Event, Registration

from .setting import Setting

_KEPT = ("kind", "title", "audience", "place", "text")
_ANNOUNCED_DAYS = 25


def announce_events(setting: Setting, told: dict) -> None:
    """Each event of the story, published, with who signed up."""
    for one in told["event"]:
        event = _event(setting, one)
        for person in one["people"]:
            _sign_up(setting, event, person)
        if one["in"] < 0:
            _held(setting.actor(one["by"]), event, one)


def _event(setting: Setting, told: dict) -> Event:
    today = timezone.localtime()
    hour, minute = map(int, told["at"].split(":"))
    start = today.replace(hour=hour, minute=minute, second=0, microsecond=0) + dt.timedelta(days=told["in"])
    fields = {name: told[name] for name in _KEPT} | {
        "organisation": setting.organisations[told["organisation"]],
        "commune_id": told["insee"],
        "starts_at": start,
        "ends_at": start + dt.timedelta(minutes=told["minutes"]),
        "with_registration": told["kind"] != "stand",
        "capacity": told.get("capacity"),
    }
    actor = setting.actor(told["by"])
    event = save_event(actor=actor, fields=fields)
    publish_event(actor=actor, event=event)
    event.refresh_from_db()
    return event


def _sign_up(setting: Setting, event: Event, person: list) -> None:
    """From the portal; for an event that is over, as somebody who signed up then, without writing to it today."""
    first, last, email, town, seats, question = person
    given = NewRegistration(last, first, email, town=town, seats=seats, question=question)
    over = event.ends_at < timezone.now()
    origin = Origin.ON_THE_SPOT if over else Origin.PORTAL
    made = register(actor=setting.platform, event=event, given=given, origin=origin)
    if over:
        signed_up = event.starts_at - dt.timedelta(days=_ANNOUNCED_DAYS)
        Registration.objects.filter(pk=made.pk).update(created_at=signed_up, origin=Origin.PORTAL)


def _held(actor, event: Event, told: dict) -> None:
    """Who did not come, whose case was opened, and what is written of it."""
    lines = {one.last_name: one for one in event.registrations.all()}
    seen = {str(lines[name].pk): Attendance.ABSENT for name in told["absent"]}
    mark_attendance(actor=actor, event=event, seen=seen)
    for name in told["opened"]:
        open_case_of(actor=actor, registration=lines[name])
    for name in told["known"]:
        case = known_cases(actor, [lines[name]], of=event)[lines[name].pk]
        link_case(actor=actor, registration=lines[name], case=case)
    write_outcome(actor=actor, event=event, text=told["outcome"])
