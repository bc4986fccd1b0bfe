"""What a colleague who leaves has in hand, and who may take each of it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.models import Membership, User

from .models import Case, Task
from .permissions import visible_to

# A legal advisor is asked in for an opinion, and follows nobody's project.
_FOLLOWING = (Role.ADVISOR, Role.MANAGER, Role.TERRITORY_ADMIN)


@dataclass(frozen=True)
class Thing:
    """Something of a case that another app keeps for somebody: in words, and as its app knows it (`row`)."""

    pk: uuid.UUID
    case: Case
    title: str
    detail: str
    row: object

    @property
    def case_id(self) -> uuid.UUID:
        return self.case.pk


@dataclass(frozen=True)
class Holding:
    """What an app above keeps in the hands of somebody (`settings.IN_HAND_TOO`).

    of  (who leaves, cases) → its things in these cases
    give  writer (`actor`, the row, `to`): raises `Refused` with the reason when the thing cannot change hands
    """

    label: str
    of: Callable[..., list[Thing]]
    give: Callable[..., None]


@dataclass
class InHand:
    """Cases followed and tasks to do, among those the actor may open; `takers`: who may take each case, by its id.

    `things`: what other apps keep, by holding.
    """

    cases: list[Case]
    tasks: list[Task]
    things: list[tuple[Holding, list[Thing]]] = field(default_factory=list)
    takers: dict[uuid.UUID, list[User]] = field(default_factory=dict)

    @property
    def colleagues(self) -> list[User]:
        """Everyone who may take something, by name."""
        found = {user.pk: user for users in self.takers.values() for user in users}
        return sorted(found.values(), key=lambda one: (one.last_name, one.first_name, one.email))

    @property
    def pieces(self) -> list[Task | Thing]:
        """Tasks and things: what follows a case rather than being one."""
        return [*self.tasks, *(thing for _, things in self.things for thing in things)]

    @property
    def loose_pieces(self) -> list[Task | Thing]:
        """Those of cases that somebody else follows, or nobody."""
        followed = {case.pk for case in self.cases}
        return [piece for piece in self.pieces if piece.case_id not in followed]

    def __bool__(self) -> bool:
        return bool(self.cases or self.pieces)


def in_hand(actor, leaving: User) -> InHand:
    """What somebody follows and must do, live cases only, in a constant number of queries.

    What other apps keep is found in every case the actor may open: a meeting to come is held, whatever the case is.
    """
    seen = visible_to(actor).live()
    holdings = [import_string(path) for path in settings.IN_HAND_TOO]
    cases = seen.filter(advisor=leaving).select_related("home__commune", "organisation", "stage")
    tasks = Task.objects.filter(assignee=leaving, done_at=None, case__in=seen).select_related("case__advisor")
    held = InHand(
        list(cases.defer("home__commune__contour").prefetch_related("partners").order_by("title", "pk")),
        list(tasks.prefetch_related("case__partners").order_by("due_on", "pk")),
        [(one, things) for one in holdings if (things := one.of(leaving, visible_to(actor)))],
    )
    concerned = {case.pk: case for case in held.cases} | {piece.case_id: piece.case for piece in held.pieces}
    held.takers = _takers(list(concerned.values()), leaving)
    return held


def _takers(cases: list[Case], leaving: User) -> dict[uuid.UUID, list[User]]:
    """Who works at the desk of each case's organisations today, whoever leaves left out."""
    places = {case.pk: {case.organisation_id, *(one.pk for one in case.partners.all())} for case in cases}
    every = set().union(*places.values()) if places else set()
    held = Membership.objects.active().filter(organisation__in=every, role__in=_FOLLOWING).exclude(user=leaving)
    people = list(held.select_related("user").order_by("user__last_name", "user__first_name", "pk"))
    return {
        pk: list({one.user_id: one.user for one in people if one.organisation_id in organisations}.values())
        for pk, organisations in places.items()
    }
