"""Who may manage which accounts, and look at whose screens."""

from django.utils import timezone

from .actors import DESK_ROLES
from .enums import Role
from .models import Impersonation, Membership, User

_MANAGED_BY_MANAGERS = (Role.ADVISOR, Role.LEGAL_ADVISOR, Role.MANAGER)
# A role is never looked at from one as high or lower.
_RANKS = {Role.TERRITORY_ADMIN: 3, Role.MANAGER: 2, Role.ADVISOR: 1, Role.LEGAL_ADVISOR: 1, Role.FUNDER: 1}


def holders_of(*roles: str, organisations=None):
    """People who hold one of these roles in the territory today, in these organisations when they are given."""
    held = Membership.objects.active().filter(role__in=roles)
    if organisations is not None:
        held = held.filter(organisation__in=organisations)
    return User.objects.filter(pk__in=held.values("user_id"))


def managed_by(actor):
    """Memberships an actor may see and change, past, locked and to come included: the territory's for its
    administrator, its organisations' for a manager, those of administrators and funders left out."""
    memberships = Membership.objects.select_related("user", "organisation")
    if actor.has(Role.TERRITORY_ADMIN):
        return memberships
    return memberships.filter(organisation__in=actor.organisations_as(Role.MANAGER), role__in=_MANAGED_BY_MANAGERS)


def can_manage_account(actor, user: User) -> bool:
    """May act on the account itself (second factor, password): every role it holds here is one the actor manages."""
    if user.is_platform_admin or user.pk == actor.user_id:
        return False
    held = Membership.objects.active().filter(user=user)
    return held.exists() and not held.exclude(pk__in=managed_by(actor).values("pk")).exists()


def _rank(roles) -> int:
    return max((_RANKS[role] for role in roles), default=0)


def can_see_as(actor, user: User) -> bool:
    """May look at the screens of a colleague: one whose account it manages, in a role below its own."""
    if actor.behind or not actor.has(Role.TERRITORY_ADMIN, Role.MANAGER) or not can_manage_account(actor, user):
        return False
    roles = Membership.objects.active().filter(user=user).values_list("role", flat=True)
    return _rank(roles) < _rank(actor.roles)


def can_see_as_household(actor, user: User) -> bool:
    """May look at the space of a household (of a case it can open: the caller checks): never of a colleague."""
    if actor.behind or not actor.has(*DESK_ROLES) or user.is_platform_admin or user.pk == actor.user_id:
        return False
    return not Membership.objects.active().filter(user=user).exists()


def running(impersonation_id, *, looking: User) -> Impersonation | None:
    """The impersonation of a session while it lasts; None once it ended, by itself or not."""
    lasting = Impersonation.objects.filter(by=looking, ended_at=None, ends_at__gt=timezone.now(), seen__is_active=True)
    return lasting.filter(pk=impersonation_id).select_related("seen").first()
