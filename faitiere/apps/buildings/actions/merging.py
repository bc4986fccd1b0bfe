"""Two rows of one home made one, and put back: see `lib.merging`. The app of the cases finds its own again by them."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.lib.merging import drop, links_to, move, put_back, set_values

from ..addresses import street_key
from ..enums import HomeKind
from ..models import Condominium, EnergyDescription, Home, HomeMerge
from ..rules import Refused
from .homes import held_home

_ADDRESS = ("address", "postcode", "commune_id")
# What tells a condominium in law apart from the mere name of a case.
_OWN = ("lots", "keys", "owners")
_OF_CONDOMINIUM = (
    *("rnic", "rnic_updated_on", "accounts_approved_on", "permit_year", "syndic", "buildings", "equipment"),
    *("works_done", "heating", "hot_water", "heated_area_m2", "works_fund_cents"),
)

_OUT_OF_THE_WAY = 1_000_000


def seen_of(kept: Home, dropped: Home) -> str:
    """What two homes looked like: changes when a value of either does."""
    return "|".join(f"{one.kind}/{one.address}/{one.postcode}/{one.commune_id}" for one in (kept, dropped))


def _is_described(condominium: Condominium) -> bool:
    return any(getattr(condominium, rows).exists() for rows in _OWN)


def _one_condominium(kept: Home, dropped: Home, steps: list) -> None:
    """Of two condominiums, the one whose lots are known stays, filled with what only the other one said."""
    pair = list(Condominium.objects.filter(home__in=[kept.pk, dropped.pk]))
    if len(pair) < 2:
        return
    mine, other = sorted(pair, key=lambda one: one.home_id != kept.pk)
    if _is_described(mine) and _is_described(other):
        raise Refused(
            "Ces deux copropriétés ont chacune leurs lots, leurs clés ou leurs copropriétaires : les réunir les "
            "compterait deux fois. Retirez d'abord la liste de l'une d'elles."
        )
    stays, goes = (other, mine) if _is_described(other) else (mine, other)
    known = {name: getattr(goes, name) for name in _OF_CONDOMINIUM if not getattr(stays, name)}
    known = {name: value for name, value in known.items() if value}
    drop(goes, steps, twin=stays)
    set_values(stays, steps, home_id=kept.pk, **known)


def _one_history(kept: Home, dropped: Home, steps: list) -> None:
    """Energy descriptions of both under one numbering, in the order they were written: the latest stays the latest."""
    rows = list(EnergyDescription.objects.filter(home__in=[kept.pk, dropped.pk]).order_by("created_at", "version"))
    if not any(one.home_id == dropped.pk for one in rows):
        return
    # Numbers out of the way first: a version is unique in a home, at each moment.
    for rank, one in enumerate(rows, 1):
        set_values(one, steps, home_id=kept.pk, version=_OUT_OF_THE_WAY + rank)
    for rank, one in enumerate(rows, 1):
        set_values(one, steps, version=rank)


@transaction.atomic
def merge_homes(*, actor, kept: Home, dropped: Home, seen: str = "") -> HomeMerge:
    """Make two rows one home, at the address of the one kept; nothing that pointed at either is lost.

    `seen` is `seen_of` both as they were on screen: someone who wrote meanwhile makes it refused, with nothing
    written. Raises `Refused` with a French sentence.
    """
    if kept.pk == dropped.pk:
        raise Refused("Choisissez deux fiches différentes.")
    first, second = [held_home(pk) for pk in sorted([kept.pk, dropped.pk])]
    kept, dropped = (first, second) if first.pk == kept.pk else (second, first)
    if kept.pk == dropped.pk:
        raise Refused("Ces deux logements viennent d'être réunis par quelqu'un d'autre. Il n'y a plus rien à faire.")
    if seen and seen != seen_of(kept, dropped):
        raise Refused("Un des logements a changé pendant que vous compariez. Relisez les deux, puis réunissez.")
    if (kept.kind == HomeKind.BUILDING) != (dropped.kind == HomeKind.BUILDING):
        raise Refused("Un immeuble et un logement ne sont pas la même chose. Corrigez d'abord la nature de l'un d'eux.")
    steps: list[dict] = []
    _newest_energy(kept, dropped, steps)
    _one_condominium(kept, dropped, steps)
    _one_history(kept, dropped, steps)
    for model, column in links_to(Home):
        for one in model._base_manager.filter(**{column: dropped.pk}):
            move(one, column, kept.pk, steps)
    _fill(kept, dropped, steps)
    done = HomeMerge(kept=kept, dropped=dropped, merged_by=actor.user, steps=steps)
    done.save(force_insert=True)
    record(actor=actor, verb="home.merged", target=kept, dropped=str(dropped.pk), steps=len(steps))
    return done


def _newest_energy(kept: Home, dropped: Home, steps: list) -> None:
    """What lists filter on comes from the home described last."""
    latest = EnergyDescription.objects.filter(home__in=[kept.pk, dropped.pk]).order_by("-created_at").first()
    if latest and latest.home_id == dropped.pk:
        set_values(kept, steps, energy_class=dropped.energy_class, heating_energy=dropped.heating_energy)


def _fill(kept: Home, dropped: Home, steps: list) -> None:
    """What only the other row said of the address is kept; the row that goes keeps its id and nothing of it."""
    known = {name: getattr(dropped, name) for name in _ADDRESS if not getattr(kept, name) and getattr(dropped, name)}
    if kept.building_id is None and dropped.building_id not in {None, kept.pk}:
        known["building_id"] = dropped.building_id
    if "address" in known:
        known["street_key"] = street_key(known["address"])
    if known:
        set_values(kept, steps, **known)
    set_values(dropped, steps, address="", street_key="", building_id=None, merged_into_id=kept.pk)


@transaction.atomic
def undo_home_merge(*, actor, done: HomeMerge) -> int:
    """Two homes again, with what each had; returns how many things stay with the first because they changed since."""
    done = HomeMerge.objects.select_for_update().get(pk=done.pk)
    if done.undone_at:
        raise Refused("Cette réunion est déjà annulée.")
    later = HomeMerge.objects.filter(undone_at__isnull=True, merged_at__gt=done.merged_at)
    if later.filter(Q(kept=done.kept_id) | Q(dropped=done.kept_id)).exists():
        raise Refused("Le logement a été réuni de nouveau depuis. Annulez d'abord la dernière réunion.")
    Home.objects.select_for_update().filter(pk__in=[done.kept_id, done.dropped_id]).order_by("pk").first()
    left = sum(not put_back(step) for step in reversed(done.steps))
    HomeMerge.objects.filter(pk=done.pk).update(undone_at=timezone.now())
    record(actor=actor, verb="home.merge_undone", target=done.kept, dropped=str(done.dropped_id), left=left)
    return left
