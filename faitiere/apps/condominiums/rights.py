"""Who may do what in the space of a condominium, written once: the table is also in docs/utiliser/conseil-syndical.md.

A role is a participation in the case, between two dates; owning lots today adds the own share, whatever the role. Who
reads which document or message follows the roles too: `cases.permissions.audiences_of`.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from faitiere.apps.buildings.models import CoOwner
from faitiere.apps.cases.enums import ParticipantRole
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.permissions import roles_in
from faitiere.apps.cases.space import find_in_space
from faitiere.apps.territories.enums import ProjectKind


class Right(StrEnum):
    """What a member may open or do."""

    BUILDING = "building"  # the site sheet and the obligations of the building
    MEETINGS = "meetings"  # dates, agenda, outcomes
    LEANINGS = "leanings"  # the simulation, and what owners show to the council
    PLAN = "plan"  # scenarios, gain, classes and collective aids, once their report is shared
    BILLS = "bills"
    TYPE_BILLS = "type_bills"
    DEPOSIT = "deposit"  # add a document
    MEMBERS = "members"  # who is in the space
    LEAD = "lead"  # invite people, and withdraw them
    APPOINTMENTS = "appointments"  # see, take, move and cancel those of the project
    QUOTES = "quotes"  # ask professionals for quotes
    SHARE = "share"  # its own lots, plan, declaration and intentions


_READS = frozenset({Right.BUILDING, Right.MEETINGS, Right.PLAN, Right.BILLS})
_TEAM = _READS | {Right.DEPOSIT}
_COUNCIL = _TEAM | {Right.LEANINGS, Right.TYPE_BILLS, Right.MEMBERS, Right.APPOINTMENTS, Right.QUOTES}
RIGHTS = MappingProxyType(
    {
        ParticipantRole.REFERENT: _COUNCIL | {Right.LEAD},
        ParticipantRole.PRESIDENT: _COUNCIL | {Right.LEAD},
        ParticipantRole.COUNCIL: _COUNCIL,
        ParticipantRole.SYNDIC: _TEAM | {Right.MEMBERS},
        ParticipantRole.ARCHITECT: _TEAM,
        ParticipantRole.OWNER: _READS,
        ParticipantRole.RELATIVE: frozenset({Right.BUILDING, Right.MEETINGS}),
        ParticipantRole.TENANT: frozenset({Right.BUILDING}),
        ParticipantRole.OTHER: frozenset(),
    }
)
# The right that opens a page of the menu; a page that is not here is open to everybody in the space.
PAGES = MappingProxyType(
    {
        "condominiums:share": Right.SHARE,
        "condominiums:meetings": Right.MEETINGS,
        "condominiums:plan": Right.PLAN,
        "condominiums:building": Right.BUILDING,
        "condominiums:bills": Right.BILLS,
        "condominiums:members": Right.MEMBERS,
        "booking:space": Right.APPOINTMENTS,
        "directory:quotes": Right.QUOTES,
    }
)


@dataclass(frozen=True)
class Member:
    """What somebody is in a space: its rights, and the owners it speaks for (itself, its company, an indivision)."""

    case: Case
    rights: frozenset[Right] = frozenset()
    roles: frozenset[str] = frozenset()
    owners: list[CoOwner] = field(default_factory=list)

    @property
    def is_awaited(self) -> bool:
        """Whether what the project lacks is asked of it: of who works on it, not of each owner."""
        return Right.DEPOSIT in self.rights

    def may(self, right: Right) -> bool:
        return right in self.rights


def member_of(case: Case) -> Member:
    """Who reads a case found by `find_in_space`; asked of the database once."""
    if not hasattr(case, "member"):
        case.member = _member(case, case.reader)
    return case.member


def _member(case: Case, user) -> Member:
    if case.project_kind != ProjectKind.CONDOMINIUM:
        return Member(case)
    roles = frozenset(roles_in(case, user))
    rights = frozenset().union(*(RIGHTS[ParticipantRole(role)] for role in roles))
    owners = owners_of(user, case)
    return Member(case, rights | ({Right.SHARE} if owners else set()), roles, owners)


def owners_of(user, case: Case) -> list[CoOwner]:
    """Owners of lots of this condominium today, for whom this account speaks."""
    own = Q(person__user=user) | Q(person__merged_people__user=user)
    own |= Q(others__user=user) | Q(others__merged_people__user=user)
    held = Q(ownerships__valid_to__isnull=True) | Q(ownerships__valid_to__gt=timezone.localdate())
    owners = CoOwner.objects.filter(own, held, condominium__home=case.home_id, ownerships__isnull=False)
    return list(owners.select_related("condominium__home__commune", "person").distinct())


def closed_pages(case: Case) -> frozenset[str]:
    """Pages of the menu that are not for who reads the case; see `settings.SPACE_CLOSED`."""
    if case.project_kind != ProjectKind.CONDOMINIUM:
        return frozenset()
    return frozenset(page for page, right in PAGES.items() if not member_of(case).may(right))


def find_member(request, case_id, right: Right | None = None) -> Member:
    """The member of a condominium's space, who has a right there; 404 for anybody else and for a house."""
    case = find_in_space(request, case_id)
    member = member_of(case)
    if case.project_kind != ProjectKind.CONDOMINIUM or (right and not member.may(right)):
        raise Http404
    return member
