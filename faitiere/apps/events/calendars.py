"""Events as calendar files: one event, or the feed a person subscribes to."""

import datetime as dt

from django.utils import timezone
from icalendar import Calendar
from icalendar import Event as Line

from .enums import EventStatus

CONTENT_TYPE = "text/calendar; charset=utf-8"
_STATES = {EventStatus.PUBLISHED: "CONFIRMED", EventStatus.CANCELLED: "CANCELLED"}


def calendar_of(events, *, territory) -> bytes:
    """RFC 5545. Moments are in UTC, so that no calendar misreads a time zone; the video link stays with registrants."""
    calendar = Calendar()
    calendar.add("prodid", "-//Faitiere//Evenements//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Événements, {territory.name}")
    calendar.add("x-wr-timezone", territory.time_zone)
    for event in events:
        calendar.add_component(_line(event, territory))
    return calendar.to_ical()


def _line(event, territory) -> Line:
    line = Line()
    line.add("uid", f"{event.pk}@evenements.faitiere")
    line.add("dtstamp", event.changed_at.astimezone(dt.UTC))
    line.add("dtstart", event.starts_at.astimezone(dt.UTC))
    line.add("dtend", event.ends_at.astimezone(dt.UTC))
    line.add("summary", event.title)
    line.add("location", event.where)
    line.add("description", event.text)
    line.add("url", territory.absolute(event.get_absolute_url()))
    line.add(
        "organizer", f"mailto:{event.organisation.email or territory.email}", parameters={"CN": str(event.organisation)}
    )
    line.add("status", _STATES[event.status])
    line.add("sequence", int((event.changed_at - event.created_at).total_seconds()))
    return line


def feed_events(announced):
    """What the feed holds: from a month ago on."""
    return announced.filter(ends_at__gte=timezone.now() - dt.timedelta(days=31)).select_related(
        "commune", "organisation"
    )
