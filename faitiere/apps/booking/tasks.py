import uuid

from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from . import actions
from .models import Appointment, CalendarPeer, TextMessage


@job(attempts=5, first_delay=60)
def hand_over_text(territory_id: str, message_id: str) -> None:
    """Hand one text message to the gateway."""
    with territory_scope(uuid.UUID(territory_id)):
        actions.hand_over(TextMessage.objects.get(pk=message_id))


@job()
def remind_everywhere() -> None:
    """Remind of the appointments of the two days to come that were taken before; what was reminded never is again."""
    for territory in Territory.objects.all():
        with territory_scope(territory):
            actor, now = system_actor(territory), timezone.now()
            due = Appointment.objects.upcoming(now).filter(
                reminded_at=None, starts_at__gt=now, starts_at__lte=now + actions.REMIND_BEFORE
            )
            for appointment in due.in_full():
                if appointment.created_at <= appointment.starts_at - actions.REMIND_BEFORE:
                    actions.remind(actor=actor, appointment=appointment)
            actions.forget_old_holds()


@job()
def sync_calendars() -> None:
    """Write to and read from the calendars advisors have tied; one that does not answer never stops the others."""
    for territory in Territory.objects.all():
        with territory_scope(territory):
            for peer in CalendarPeer.objects.values_list("pk", flat=True):
                sync_calendar.enqueue(territory_id=str(territory.pk), peer_id=str(peer))


@job(attempts=1)
def sync_calendar(territory_id: str, peer_id: str) -> None:
    with territory_scope(uuid.UUID(territory_id)):
        peer = CalendarPeer.objects.select_related("user").filter(pk=peer_id).first()
        if peer:
            actions.sync_peer(actor=system_actor(peer.territory), peer=peer)
