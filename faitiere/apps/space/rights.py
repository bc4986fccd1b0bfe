"""Who may do what in the space of a condominium, written once: the table is also in docs/utiliser/conseil-syndical.md.

A role is a participation in the case, between two dates; owning lots today adds the own share, whatever the role. In the
space of a house, everybody invited sees the same pages.
"""

import uuid
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from faitiere.apps.buildings.models import CoOwner
from faitiere.apps.cases.enums import ParticipantRole, Readers
from faitiere.apps.cases.models import Case, Participant
from faitiere.apps.cases.permissions import people_of_account
from faitiere.apps.cases.space import find_in_space
from faitiere.apps.territories.enums import ProjectKind


class Right(StrEnum):
    """What a member may open or do."""

    BUILDING = "building"  # the site sheet and the obligations of the building
    MEETINGS = "meetings"  # dates, agenda, outcomes
    LEANINGS = "leanings"  # the simulation, and what owners show to the council
    BILLS = "bills"
    TYPE_BILLS = "type_bills"
    TEAM = "team"  # documents and messages of the council with the syndic and the architect
    COUNCIL = "council"  # those of the council alone
    DEPOSIT = "deposit"  # add a document
    MEMBERS = "members"  # who is in the space
    LEAD = "lead"  # invite people, and withdraw them
    SHARE = "share"  # its own lots, plan, declaration and intentions


_READS = frozenset({Right.BUILDING, Right.MEETINGS, Right.BILLS})
_TEAM = _READS | {Right.TEAM, Right.DEPOSIT}
_COUNCIL = _TEAM | {Right.COUNCIL, Right.LEANINGS, Right.TYPE_BILLS, Right.MEMBERS}
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
        "space:share": Right.SHARE,
        "space:meetings": Right.MEETINGS,
        "space:building": Right.BUILDING,
        "space:bills": Right.BILLS,
        "space:members": Right.MEMBERS,
    }
)


@dataclass(frozen=True)
class Member:
    """What somebody is in a space: its rights, and the owners it speaks for (itself, its company, an indivision)."""

    case: Case
    user: object
    rights: frozenset[Right]
    owners: list[CoOwner] = field(default_factory=list)
    roles: frozenset[str] = frozenset()

    def may(self, right: Right) -> bool:
        return right in self.rights

    @property
    def readers(self) -> list[str]:
        """Audiences it belongs to."""
        found = [Readers.ALL]
        found += [Readers.TEAM] if Right.TEAM in self.rights else []
        return found + ([Readers.COUNCIL] if Right.COUNCIL in self.rights else [])


def member_of(request, case: Case) -> Member:
    """The person of the request in this case; asked once a request."""
    known: dict[uuid.UUID, Member] = request.__dict__.setdefault("space_members", {})
    if case.pk not in known:
        known[case.pk] = _member(request.actor.user, case)
    return known[case.pk]


def _member(user, case: Case) -> Member:
    if case.project_kind != ProjectKind.CONDOMINIUM:
        return Member(case, user, frozenset())
    today = timezone.localdate()
    active = people_of_account(case, user).filter(Participant.active_on(today), valid_from__lte=today)
    roles = frozenset(active.filter(can_view_space=True).values_list("role", flat=True))
    rights = frozenset().union(*(RIGHTS[ParticipantRole(role)] for role in roles))
    owners = owners_of(user, case)
    return Member(case, user, rights | ({Right.SHARE} if owners else set()), owners, roles)


def owners_of(user, case: Case) -> list[CoOwner]:
    """Owners of lots of this condominium today, for whom this account speaks."""
    own = Q(person__user=user) | Q(person__merged_people__user=user)
    today = timezone.localdate()
    held = Q(ownerships__valid_to__isnull=True) | Q(ownerships__valid_to__gt=today)
    owners = CoOwner.objects.filter(own, condominium__home=case.home_id).filter(held, ownerships__isnull=False)
    return list(owners.select_related("condominium__home__commune", "person").distinct())


def closed_pages(request, case: Case) -> frozenset[str]:
    """Pages of the menu that are not for this person; see `settings.SPACE_CLOSED`."""
    if case.project_kind != ProjectKind.CONDOMINIUM:
        return frozenset()
    member = member_of(request, case)
    return frozenset(page for page, right in PAGES.items() if not member.may(right))


def find_with(request, case_id, right: Right) -> Member:
    """The member of a condominium's space who has a right there; 404 for anybody else."""
    member = member_of(request, find_in_space(request, case_id))
    if not member.may(right):
        raise Http404
    return member
