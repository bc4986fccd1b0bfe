"""Jobs of the events: reminders, and places given again when somebody's data went."""

import datetime as dt

from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from . import actions
from .enums import EventStatus, Standing
from .models import Event

_AHEAD = dt.timedelta(hours=48)


@job()
def prepare_events() -> None:
    """Two days ahead, remind everybody who comes, once; give the places that are free."""
    now = timezone.now()
    for territory in Territory.objects.all():
        with territory_scope(territory):
            actor = system_actor(territory)
            coming = Event.objects.filter(status=EventStatus.PUBLISHED, starts_at__gt=now)
            for event in coming:
                actions.settle_places(actor=actor, event=event)
            for event in coming.filter(starts_at__lte=now + _AHEAD):
                awaited = event.registrations.filter(standing=Standing.REGISTERED, reminded_at=None).exclude(email="")
                for one in awaited.select_related("event__commune"):
                    actions.remind(actor=actor, registration=one)
