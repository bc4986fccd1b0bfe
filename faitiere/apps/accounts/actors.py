"""The actor of an action: who does it, in which territory, holding which roles. Every writer takes one."""

import uuid
from dataclasses import dataclass, field

from .enums import Role
from .models import Membership

DESK_ROLES = (Role.ADVISOR, Role.LEGAL_ADVISOR, Role.MANAGER, Role.TERRITORY_ADMIN)
STEERING_ROLES = (Role.MANAGER, Role.TERRITORY_ADMIN, Role.FUNDER)


@dataclass(frozen=True)
class Actor:
    """`user` is None for a visitor of the portal or the platform itself; `label` is what the journal shows."""

    territory: object
    user: object | None = None
    label: str = "Visiteur du portail"
    roles: frozenset[str] = frozenset()
    organisation_ids: tuple[uuid.UUID, ...] = field(default=())
    is_platform_admin: bool = False

    def has(self, *roles: str) -> bool:
        return bool(self.roles & {str(role) for role in roles})

    @property
    def is_staff(self) -> bool:
        """Holds any role in the territory, or administers the platform: a second factor is required."""
        return bool(self.roles) or self.is_platform_admin

    @property
    def user_id(self) -> uuid.UUID | None:
        return self.user.pk if self.user else None

    @property
    def organisation_id(self) -> uuid.UUID | None:
        return self.organisation_ids[0] if self.organisation_ids else None


def system_actor(territory) -> Actor:
    """The platform itself: jobs, imports, demonstration data."""
    return Actor(territory=territory, label="Faîtière")


def actor_for(user, territory) -> Actor:
    """Actor of a signed-in (or anonymous) user inside the scope of `territory`."""
    if not getattr(user, "is_authenticated", False):
        return Actor(territory=territory)
    memberships = list(Membership.objects.active().filter(user=user).order_by("valid_from", "id"))
    organisations = dict.fromkeys(membership.organisation_id for membership in memberships)
    return Actor(
        territory=territory,
        user=user,
        label=str(user),
        roles=frozenset(membership.role for membership in memberships),
        organisation_ids=tuple(organisations),
        is_platform_admin=user.is_platform_admin,
    )
