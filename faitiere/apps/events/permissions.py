"""Who runs which events. The registrants of an event are known to its organiser only."""

from faitiere.apps.accounts.enums import Role
from faitiere.apps.territories.models import Organisation

from .models import Event

# Who prepares events and receives people; a legal advisor works on the cases it is asked in to.
RUNNING_ROLES = (Role.ADVISOR, Role.MANAGER, Role.TERRITORY_ADMIN)


def run_by(actor):
    """Events whose registrants an actor may read: its organisations', all of them for who administers the territory."""
    if actor.has(Role.TERRITORY_ADMIN):
        return Event.objects.all()
    return Event.objects.filter(organisation__in=actor.organisations_as(Role.ADVISOR, Role.MANAGER))


def measured_by(actor):
    """Events whose figures an actor may read: those it runs, all of them for the bodies that fund."""
    return Event.objects.all() if actor.has(Role.FUNDER, Role.TERRITORY_ADMIN) else run_by(actor)


def organisations_of(actor):
    """Organisations an actor organises events for."""
    if actor.has(Role.TERRITORY_ADMIN):
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=actor.organisations_as(Role.ADVISOR, Role.MANAGER))
