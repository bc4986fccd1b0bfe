"""Writers of the events themselves."""

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record

from .. import letters
from ..clock import zone_of
from ..enums import EventStatus, Standing
from ..models import Event
from ..rules import Refused
from .registrations import hold, promote

_ANNOUNCED = ("starts_at", "ends_at", "place", "commune_id", "video_url")


def _write_to_all(event: Event, kind: str, *, territory) -> int:
    """Write to everybody who comes or waits, in the time zone of the territory."""
    awaited = event.registrations.filter(standing__in=[Standing.REGISTERED, Standing.WAITING]).exclude(email="")
    with timezone.override(zone_of(territory)):
        return sum(letters.write(kind, one, territory=territory) for one in awaited.select_related("event__commune"))


@transaction.atomic
def save_event(*, actor, fields: dict, event: Event | None = None) -> Event:
    """Write a new event as a draft, or change one: whoever is registered is told of another date or place."""
    if event is None:
        event = Event(**fields, created_by=actor.user)
        event.save(force_insert=True)
        record(actor=actor, verb="event.created", target=event)
        return event
    event = hold(event)
    if event.status == EventStatus.CANCELLED:
        raise Refused("Cet événement est annulé : il ne change plus.")
    if fields["capacity"] is not None and fields["capacity"] < event.seats_taken:
        raise Refused(
            f"{event.seats_taken} places sont déjà données : le nombre de places ne peut pas être plus petit."
        )
    before = [getattr(event, name) for name in _ANNOUNCED]
    for name, value in fields.items():
        setattr(event, name, value)
    event.save()
    record(actor=actor, verb="event.changed", target=event)
    if event.status == EventStatus.PUBLISHED and before != [getattr(event, name) for name in _ANNOUNCED]:
        _write_to_all(event, "moved", territory=actor.territory)
    promote(actor=actor, event=event)
    return event


@transaction.atomic
def publish_event(*, actor, event: Event) -> bool:
    """Announce a draft on the portal; False when it is announced already."""
    done = Event.objects.filter(pk=event.pk, status=EventStatus.DRAFT).update(
        status=EventStatus.PUBLISHED, changed_at=timezone.now()
    )
    if done:
        record(actor=actor, verb="event.published", target=event)
    return bool(done)


@transaction.atomic
def cancel_event(*, actor, event: Event, reason: str) -> int:
    """Call an event off, and write to everybody who was to come; returns how many mails were written."""
    event = hold(event)
    if event.status == EventStatus.CANCELLED:
        return 0
    event.status, event.cancel_reason = EventStatus.CANCELLED, reason.strip()
    event.save(update_fields=["status", "cancel_reason", "changed_at"])
    told = _write_to_all(event, "cancelled", territory=actor.territory)
    record(actor=actor, verb="event.cancelled", target=event, mails=told)
    return told


@transaction.atomic
def write_outcome(*, actor, event: Event, text: str) -> None:
    """What came out of the event, shown on its page once it is past."""
    event.outcome = text.strip()
    event.save(update_fields=["outcome", "changed_at"])
    record(actor=actor, verb="event.outcome_written", target=event)
