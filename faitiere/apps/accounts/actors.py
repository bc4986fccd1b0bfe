"""The actor of an action: who does it, in which territory, holding which roles. Every writer takes one."""

import uuid
from dataclasses import dataclass, field, replace

from allauth.mfa.utils import is_mfa_enabled

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
    # (role, organisation id): where each role is held.
    places: frozenset[tuple[str, uuid.UUID]] = frozenset()
    # Who really looks, when the screens of `user` are looked at by somebody else; and the only case then shown.
    behind: object | None = None
    only_case_id: uuid.UUID | None = None
    # Of the person who answers for what is done; looked at for staff only.
    has_second_factor: bool = False

    def has(self, *roles: str) -> bool:
        return bool(self.roles & {str(role) for role in roles})

    @property
    def is_staff(self) -> bool:
        """Holds any role in the territory, or administers the platform: a second factor is required."""
        return bool(self.roles) or self.is_platform_admin

    def organisations_as(self, *roles: str) -> list[uuid.UUID]:
        """Organisations where one of these roles is held."""
        wanted = {str(role) for role in roles}
        return [organisation for role, organisation in self.places if role in wanted]

    @property
    def accountable(self):
        """The person who answers for what is done: never the one whose screens are looked at."""
        return self.behind or self.user

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
    held = Membership.objects.active().filter(user=user).order_by("valid_from", "id")
    # A row for each second factor of the account: every signed-in request reads this, in plain columns.
    rows = list(held.values_list("role", "organisation_id", "user__authenticator"))
    return Actor(
        territory=territory,
        user=user,
        label=str(user),
        roles=frozenset(role for role, _, _ in rows),
        organisation_ids=tuple(dict.fromkeys(organisation for _, organisation, _ in rows)),
        is_platform_admin=user.is_platform_admin,
        places=frozenset((role, organisation) for role, organisation, _ in rows),
        has_second_factor=any(factor for _, _, factor in rows) if rows else _has_second_factor(user),
    )


def _has_second_factor(user) -> bool:
    """Known with the roles; asked for an account that administers the platform without any."""
    return user.is_platform_admin and is_mfa_enabled(user)


def seen_by(looking: Actor, impersonation) -> Actor:
    """The actor whose screens `looking` sees: its rights, but the journal names who looks."""
    seen = actor_for(impersonation.seen, looking.territory)
    return replace(
        seen,
        label=f"{looking.user} (voit comme {impersonation.seen})",
        is_platform_admin=False,
        behind=looking.user,
        only_case_id=impersonation.case_id,
        has_second_factor=looking.has_second_factor,
    )
