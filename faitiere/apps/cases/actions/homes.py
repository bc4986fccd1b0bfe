"""Writers of which home a case is about: a home known already is used again, two rows of one are made one."""

from dataclasses import replace

from django.db import transaction

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.actions import (
    create_condominium,
    create_home,
    held_home,
    merge_homes,
    undo_home_merge,
    update_home,
)
from faitiere.apps.buildings.enums import HomeKind
from faitiere.apps.buildings.models import Condominium, Home, HomeMerge
from faitiere.apps.buildings.rules import Refused as NotTheSame
from faitiere.apps.contacts.models import Person
from faitiere.apps.search.actions import forget, unlink
from faitiere.apps.territories.enums import ProjectKind

from ..homes import Place
from ..models import Case
from ..rules import Refused
from .finding import FOUND_AS, index_case


def own_home(person: Person, place: Place) -> Home | None:
    """The home this very person has a case about, at this very address; None when there is none, or several."""
    homes = Home.objects.at(place.address, place.commune).filter(
        cases__participants__person=person, cases__erased_at=None
    )
    same = [one for one in homes.distinct() if place.is_surely(one) or _one_flat(place, one)]
    return same[0] if len(same) == 1 else None


def _one_flat(place: Place, home: Home) -> bool:
    return place.kind == home.kind == HomeKind.FLAT


@transaction.atomic
def home_at(*, actor, place: Place, known: Home | None = None) -> Home:
    """The home of a place: the `known` one, a flat of the `known` building, or a new one.

    A building comes with the condominium that owns it.
    """
    known = held_home(known.pk) if known else None
    if known and (known.kind == place.kind or known.kind != HomeKind.BUILDING):
        record(actor=actor, verb="home.used_again", target=known)
        return known
    postcode = place.postcode or (place.commune.first_postcode if place.commune else "")
    home = create_home(actor=actor, kind=place.kind, address=place.address, postcode=postcode, commune=place.commune)
    if place.kind == HomeKind.BUILDING:
        create_condominium(actor=actor, home=home, name=place.name, rnic=place.rnic)
    elif known:
        update_home(actor=actor, home=home, building=known)
    return home


def _check_kind(case: Case, home_kind: str) -> None:
    if (case.project_kind == ProjectKind.CONDOMINIUM) != (home_kind == HomeKind.BUILDING):
        raise Refused("Le dossier d'une copropriété est celui d'un immeuble, et le dossier d'un ménage d'un logement.")


@transaction.atomic
def move_case(*, actor, case: Case, place: Place, known: Home | None = None) -> Home:
    """The case is about another home: the one known there, or a new one. What the former one holds stays with it.

    Raises `Refused` when nobody else needs the former home: its address is then corrected, not left behind.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    _check_kind(case, known.kind if known and known.kind != HomeKind.BUILDING else place.kind)
    former = held_home(case.home_id)
    if known and known.pk == former.pk:
        raise Refused("Le dossier est déjà celui de ce logement.")
    if not known and not former.cases.exclude(pk=case.pk).exists():
        raise Refused(
            "Ce logement n'a que ce dossier : corrigez son adresse dans la fiche du site, rien d'autre n'est à faire."
        )
    # A building gets the name of its case, when it is a new one.
    case.home = home_at(actor=actor, place=replace(place, name=place.name or case.title), known=known)
    case.save(update_fields=["home"])
    unlink(kind=FOUND_AS, target=case.pk)
    index_case(case)
    record(actor=actor, verb="case.home_changed", target=case, case_id=case.pk, before=str(former.pk))
    return case.home


def _find_again(*homes: Home) -> None:
    """Cases are found by the words of the home they are about, and by no other."""
    forget(ids=[home.pk for home in homes])
    for case in Case.objects.filter(home__in=homes, erased_at=None).select_related("home__commune"):
        index_case(case)


@transaction.atomic
def make_one_home(*, actor, kept: Home, dropped: Home, seen: str = "") -> HomeMerge:
    """Two rows of one home made one, with every case, and found again. Raises `Refused`."""
    try:
        done = merge_homes(actor=actor, kept=kept, dropped=dropped, seen=seen)
    except NotTheSame as refused:
        raise Refused(str(refused)) from None
    _find_again(done.kept, done.dropped)
    return done


@transaction.atomic
def make_two_homes(*, actor, done: HomeMerge) -> int:
    """Two homes again; returns how many things stay with the first because they changed since. Raises `Refused`."""
    try:
        left = undo_home_merge(actor=actor, done=done)
    except NotTheSame as refused:
        raise Refused(str(refused)) from None
    _find_again(*Home.objects.filter(pk__in=[done.kept_id, done.dropped_id]))
    return left


def name_of_building(home: Home) -> str:
    """The name of the condominium of a building; empty when nobody gave it one."""
    return Condominium.objects.filter(home=home).values_list("name", flat=True).first() or ""
