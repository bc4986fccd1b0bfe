"""Appointments as iCalendar: the file of a mail, the feed of an advisor. Nothing private but what its reader needs."""

import datetime as dt
import uuid

from django.utils import timezone
from icalendar import Calendar, Event

from .enums import AppointmentStatus, Way
from .models import Appointment

_PRODUCT = "-//Faitiere//Rendez-vous//FR"


def own_suffix(territory_id: uuid.UUID) -> str:
    """By which a territory recognises its events in a calendar it also reads; its id is drawn, no other site has it."""
    return f"@{territory_id.hex}.rendez-vous.faitiere"


def uid_of(appointment: Appointment) -> str:
    return f"{appointment.pk}{own_suffix(appointment.territory_id)}"


def _calendar(name: str, *, method: str = "PUBLISH") -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("x-wr-calname", name)
    return calendar


def _event(appointment: Appointment, *, summary: str, description: str, where: str = "") -> Event:
    event = Event()
    event.add("uid", uid_of(appointment))
    event.add("dtstamp", timezone.now().astimezone(dt.UTC))
    event.add("dtstart", appointment.starts_at.astimezone(dt.UTC))
    event.add("dtend", appointment.ends_at.astimezone(dt.UTC))
    event.add("sequence", appointment.number)
    event.add("summary", summary)
    event.add("description", description)
    if where:
        event.add("location", where)
    cancelled = appointment.status == AppointmentStatus.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return event


def for_household(appointment: Appointment) -> str:
    """The file attached to the confirmation, and downloaded from the last screen."""
    cancelled = appointment.status == AppointmentStatus.CANCELLED
    calendar = _calendar(appointment.organisation.name, method="CANCEL" if cancelled else "PUBLISH")
    where = appointment.where if appointment.way != Way.PHONE else ""
    said = f"{appointment.reason.name}, {appointment.get_way_display().lower()}. {appointment.organisation.name}"
    summary = f"Rendez-vous, {appointment.organisation.name}"
    calendar.add_component(_event(appointment, summary=summary, description=said, where=where))
    return calendar.to_ical().decode()


def _for_advisor(appointment: Appointment, *, link: str) -> Event:
    """Reason, way and number of the case: no name, no phone, no address of a household."""
    summary = f"{appointment.reason.name}, {appointment.get_way_display().lower()}"
    number = f"Dossier {appointment.case.number}. " if appointment.case else ""
    where = appointment.place.name if appointment.place else ""
    return _event(appointment, summary=summary, description=f"{number}{link}", where=where)


def feed(appointments, *, link_of) -> str:
    """The agenda of an advisor; `link_of(appointment)` is its page at the desk."""
    calendar = _calendar("Rendez-vous du guichet")
    for one in appointments:
        calendar.add_component(_for_advisor(one, link=link_of(one)))
    return calendar.to_ical().decode()


def alone(appointment: Appointment, *, link: str) -> str:
    """One appointment as it is written in the advisor's own calendar."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(_for_advisor(appointment, link=link))
    return calendar.to_ical().decode()
