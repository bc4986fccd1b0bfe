"""What the guichet already knows of a place: homes at an address, the cases about them, those an actor may open."""

import uuid
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from faitiere.apps.buildings.addresses import address_key, street_key
from faitiere.apps.buildings.enums import HomeKind
from faitiere.apps.buildings.models import Condominium, Home
from faitiere.lib.text import search_key

from .models import Case
from .permissions import sees_all, visible_to

_PROPOSED = 6


@dataclass(frozen=True)
class Place:
    """What is said of a home: its address as typed, its commune (whose first postcode is taken when none is given),
    its kind; of a building, its name and its number in the national register."""

    address: str = ""
    commune: object | None = None
    postcode: str = ""
    kind: str = HomeKind.HOUSE
    name: str = ""
    rnic: str = ""

    def is_surely(self, home: Home) -> bool:
        """Hardly a doubt: the very same address. Two flats without a number at one address may be two homes."""
        whole = address_key(self.address)
        if self.kind == HomeKind.BUILDING:
            return home.kind == HomeKind.BUILDING
        told_apart = self.kind == HomeKind.HOUSE or whole != street_key(self.address)
        return home.kind == self.kind and bool(whole) and told_apart and address_key(home.address) == whole


@dataclass(frozen=True)
class KnownHome:
    """A home the guichet knows: the cases the actor may open, latest first, and how many it may not."""

    home: Home
    cases: list[Case] = field(default_factory=list)
    elsewhere: int = 0

    @property
    def is_building(self) -> bool:
        return self.home.kind == HomeKind.BUILDING


def _alike(place: Place) -> QuerySet[Home]:
    """Homes that could be the one meant: at this street number, or the condominium of this name or number."""
    at_address = Home.objects.at(place.address, place.commune)
    if place.kind != HomeKind.BUILDING:
        wanted = at_address if place.kind == HomeKind.FLAT else at_address.exclude(kind=HomeKind.BUILDING)
        return Home.objects.current().filter(pk__in=wanted.values("pk"))
    same = Q(pk__in=at_address.values("pk"))
    if place.rnic:
        same |= Q(condominium__rnic=place.rnic)
    if place.name and place.commune:
        called = Condominium.objects.filter(home__commune=place.commune).values_list("home_id", "name")
        key = search_key(place.name)
        same |= Q(pk__in=[home_id for home_id, name in called if search_key(name) == key])
    return Home.objects.current().filter(same, kind=HomeKind.BUILDING)


def with_cases(homes, actor) -> list[KnownHome]:
    """Each home with its cases, the erased ones left out."""
    homes = list(homes)
    every = Case.objects.filter(home__in=homes, erased_at=None)
    open_to = {case.pk: case for case in visible_to(actor).filter(pk__in=every.values("pk")).select_related("stage")}
    told = {home.pk: KnownHome(home) for home in homes}
    counts = dict.fromkeys(told, 0)
    for pk, home_id in every.order_by("-opened_at", "pk").values_list("pk", "home_id"):
        if pk in open_to:
            told[home_id].cases.append(open_to[pk])
        else:
            counts[home_id] += 1
    return [KnownHome(home, told[home.pk].cases, counts[home.pk]) for home in homes]


def known_at(place: Place, *, actor) -> list[KnownHome]:
    """Homes of the territory that could be the one meant, surest first; never one whose every case was erased."""
    found = _alike(place).select_related("commune").defer("commune__contour").order_by("created_at", "pk")
    known = [one for one in with_cases(found[: 4 * _PROPOSED], actor) if one.cases or one.elsewhere]
    return sorted(known, key=lambda one: not place.is_surely(one.home))[:_PROPOSED]


def homes_of(actor) -> QuerySet[Home]:
    """Homes whose history an actor may read: those of a case it may open."""
    homes = Home.objects.current()
    return homes if sees_all(actor) else homes.filter(pk__in=visible_to(actor).values("home_id"))


def _building_of(home: Home) -> uuid.UUID | None:
    return home.pk if home.kind == HomeKind.BUILDING else home.building_id


@dataclass(frozen=True)
class Others:
    """Other cases about a place: those the actor may open, and how many it may not."""

    cases: list[Case]
    elsewhere: int

    def __bool__(self) -> bool:
        return bool(self.cases or self.elsewhere)


def _split(every: QuerySet[Case], actor) -> Others:
    shown = list(visible_to(actor).filter(pk__in=every.values("pk")).select_related("stage").order_by("-opened_at"))
    return Others(shown, every.count() - len(shown))


def others_at(home: Home, *, actor, but: Case | None = None) -> Others:
    """Cases of this very home, but the one given."""
    every = Case.objects.filter(home=home, erased_at=None)
    return _split(every.exclude(pk=but.pk) if but else every, actor)


def others_in_building(home: Home, *, actor) -> Others:
    """Cases of the building and of its flats, those of this very home left out."""
    building = _building_of(home)
    if building is None:
        return Others([], 0)
    inside = Q(home=building) | Q(home__building=building)
    return _split(Case.objects.filter(inside, erased_at=None).exclude(home=home), actor)


def twins_of(home: Home, *, actor) -> QuerySet[Home]:
    """Homes at the same street number that could be the same one, among those the actor may know of."""
    at_address = Home.objects.at(home.address, home.commune).exclude(pk=home.pk)
    building = Q(kind=HomeKind.BUILDING)
    same_kind = at_address.filter(building if home.kind == HomeKind.BUILDING else ~building)
    return homes_of(actor).filter(pk__in=same_kind.values("pk")).select_related("commune").defer("commune__contour")
