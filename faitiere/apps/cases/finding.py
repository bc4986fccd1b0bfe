"""What the search box shows of a case and of a contact; apps above add theirs through `settings.SEARCH_KINDS`."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.contacts.actions.finding import FOUND_AS as FOUND_AS_CONTACT
from faitiere.apps.contacts.actions.finding import FOUND_AS_ORGANISATION
from faitiere.apps.contacts.models import Affiliation, Person
from faitiere.apps.contacts.permissions import organisations_known
from faitiere.apps.contacts.rules import shown_phone
from faitiere.apps.search.finding import respelt, targets

from .actions.finding import FOUND_AS
from .enums import CaseStatus
from .models import Case
from .permissions import known_to, sees_all, visible_to

_SHOWN = 8


@dataclass(frozen=True)
class Hit:
    """A line of the results: what it is, what tells it apart, where it opens."""

    title: str
    detail: str
    url: str
    icon: str
    mark: str = ""


@dataclass(frozen=True)
class Kind:
    """What may be found: `visible(actor)` the rows an actor may see (None: all that the index of words holds),
    `hits(ids, actor)` their lines, best first.

    look     `look(typed, among)`: ids among the rows an actor may see, for what is not found by words alone
    reindex  words of this kind written again from what is recorded, when the index of cases and contacts does not
    """

    key: str
    label: str
    visible: Callable[[object], QuerySet | None]
    hits: Callable[[list[uuid.UUID], object], list[Hit]]
    look: Callable[[str, object], list[uuid.UUID]] | None = None
    reindex: Callable[[], None] | None = None

    def ids(self, typed: str, actor) -> list[uuid.UUID]:
        among = self.visible(actor)
        return self.look(typed, among) if self.look else targets(typed, kind=self.key, among=among)


@dataclass(frozen=True)
class Results:
    """Lines by kind. `meant` is set when nothing was found as typed: these are what it may have meant."""

    groups: list[tuple[str, list[Hit]]]
    meant: str = ""

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def only(self) -> Hit | None:
        """The one line found exactly as typed."""
        hits = [hit for _, some in self.groups for hit in some]
        return hits[0] if len(hits) == 1 and not self.meant else None


def case_hits(ids: list[uuid.UUID], actor) -> list[Hit]:
    """Mine first, then live ones, then the latest contact."""
    fields = ("pk", "number", "title", "status", "advisor_id", "last_contact_at", "home__address")
    fields += ("home__commune__name", "stage__name", "project_kind")
    rows = list(Case.objects.filter(pk__in=ids).values(*fields))
    rank = {pk: order for order, pk in enumerate(ids)}
    rows.sort(
        key=lambda row: (
            row["status"] not in {CaseStatus.OPEN, CaseStatus.PAUSED},
            row["advisor_id"] != actor.user_id,
            -row["last_contact_at"].timestamp(),
            rank[row["pk"]],
        )
    )
    return [_case_hit(row) for row in rows[:_SHOWN]]


def _case_hit(row: dict) -> Hit:
    place = ", ".join(one for one in (row["home__address"], row["home__commune__name"]) if one)
    live = row["status"] in {CaseStatus.OPEN, CaseStatus.PAUSED}
    return Hit(
        title=row["title"],
        detail=" · ".join(one for one in (place, row["number"], row["stage__name"]) if one),
        url=reverse("cases:timeline", args=[row["pk"]]),
        icon="building-2" if row["project_kind"] == "condominium" else "folder",
        mark="" if live else CaseStatus(row["status"]).label,
    )


def person_hits(ids: list[uuid.UUID], actor) -> list[Hit]:
    """People in no case, and those who work for an organisation: what they do there, and how to reach them."""
    people = Person.objects.prefetch_related(
        Prefetch("affiliations", Affiliation.objects.filter(valid_to__isnull=True).select_related("organisation"))
    ).in_bulk(ids[:_SHOWN])
    return [_person_hit(people[pk]) for pk in ids[:_SHOWN]]


def _person_hit(person: Person) -> Hit:
    works = [", ".join(filter(None, (one.title, one.organisation.name))) for one in person.affiliations.all()]
    return Hit(
        title=str(person),
        detail=" · ".join(one for one in (*works, shown_phone(person.phone), person.email) if one),
        url=reverse("contacts:person", args=[person.pk]),
        icon="user",
    )


def organisation_hits(ids: list[uuid.UUID], actor) -> list[Hit]:
    """What kind of organisation, and how to reach it."""
    found = organisations_known().in_bulk(ids[:_SHOWN])
    return [
        Hit(
            title=one.name,
            detail=" · ".join(part for part in (one.get_kind_display(), shown_phone(one.phone), one.email) if part),
            url=reverse("contacts:organisation", args=[one.pk]),
            icon="building-2",
        )
        for one in (found[pk] for pk in ids if pk in found)
    ]


def _organisations(actor) -> QuerySet:
    return organisations_known() if actor.has(*DESK_ROLES) else organisations_known().none()


ORGANISATIONS = Kind(FOUND_AS_ORGANISATION, "Structures", _organisations, organisation_hits)
PEOPLE = Kind(FOUND_AS_CONTACT, "Contacts", known_to, person_hits)


def _visible_cases(actor) -> QuerySet | None:
    return None if sees_all(actor) else visible_to(actor)


CASES = Kind(FOUND_AS, "Dossiers", _visible_cases, case_hits)


def _looked_for(typed: str, actor) -> list[tuple[str, list[Hit]]]:
    groups = []
    for kind in kinds():
        if ids := kind.ids(typed, actor):
            groups.append((kind.label, kind.hits(ids, actor)))
    return groups


def kinds() -> list[Kind]:
    """Everything that may be found, in the order it is shown."""
    return [import_string(path) for path in settings.SEARCH_KINDS]


def find(typed: str, *, actor) -> Results:
    """What the words typed lead to, among what the actor may see; a word misspelt is read as the closest one known."""
    if groups := _looked_for(typed, actor):
        return Results(groups)
    meant = respelt(typed, kinds=[kind.key for kind in kinds()])
    return Results(_looked_for(meant, actor), meant) if meant else Results([])
