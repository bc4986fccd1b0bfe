"""Who may manage which accounts."""

from .enums import Role
from .models import Membership, User


def holders_of(*roles: str, organisations=None):
    """People who hold one of these roles in the territory today, in these organisations when they are given."""
    held = Membership.objects.active().filter(role__in=roles)
    if organisations is not None:
        held = held.filter(organisation__in=organisations)
    return User.objects.filter(pk__in=held.values("user_id"))


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
