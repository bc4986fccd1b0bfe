"""Who may manage which accounts."""

from .enums import Role
from .models import Membership


def managed_by(actor):
    """Memberships an actor may see and end: the territory's for its administrator, its organisations' for a manager."""
    memberships = Membership.objects.active().select_related("user", "organisation")
    if actor.has(Role.TERRITORY_ADMIN):
        return memberships
    if actor.has(Role.MANAGER):
        return memberships.filter(
            organisation__in=actor.organisation_ids, role__in=[Role.ADVISOR, Role.LEGAL_ADVISOR, Role.MANAGER]
        )
    return memberships.none()
