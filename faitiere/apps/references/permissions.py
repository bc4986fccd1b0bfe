"""Who writes and who publishes the sheets."""

from django.db.models import Q

from faitiere.apps.accounts.enums import Role
from faitiere.apps.cases.permissions import visible_to
from faitiere.apps.territories.models import Organisation

from .models import Reference

WRITING_ROLES = (Role.ADVISOR, Role.MANAGER, Role.TERRITORY_ADMIN)
PUBLISHING_ROLES = (Role.MANAGER, Role.TERRITORY_ADMIN)


def written_by(actor):
    """Sheets an actor may open at the desk: its organisations' and those of its cases; all for the administrator."""
    if actor.has(Role.TERRITORY_ADMIN):
        return Reference.objects.all()
    own = Q(organisation__in=actor.organisations_as(Role.ADVISOR, Role.MANAGER))
    return Reference.objects.filter(own | Q(case__in=visible_to(actor).values("pk")))


def can_publish(actor, reference: Reference) -> bool:
    """Who answers for the organisation of the sheet, or for the territory."""
    return actor.has(Role.TERRITORY_ADMIN) or reference.organisation_id in actor.organisations_as(Role.MANAGER)


def organisations_of(actor):
    """Organisations an actor writes sheets for."""
    if actor.has(Role.TERRITORY_ADMIN):
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=actor.organisations_as(Role.ADVISOR, Role.MANAGER))
