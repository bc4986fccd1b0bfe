"""Local aids described as data: who, which works, how much, until when; no code to write for a new one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from .. import codes
from ..columns import Columns
from ..regime import Regime
from . import home

PACKAGED = Path(__file__).parent.parent / "tables" / "local_aids.json"


@dataclass(frozen=True)
class Tier:
    """An amount between two energy gains (%, the upper one excluded): a share of the works within ceilings, a sum
    per m² of works, a flat sum, in €."""

    gain_from: float = 0.0
    gain_to: float = float("inf")
    categories: tuple[str, ...] = codes.CATEGORIES
    rate: float = 0.0
    works_max: float = float("inf")
    amount_max: float = float("inf")
    flat: float = 0.0
    per_m2: float = 0.0


@dataclass(frozen=True)
class LocalAid:
    """An aid of a commune, an EPCI, a department or a region, as its administrator describes it.

    ``area`` is one of the text columns (``home_epci``, ``household_epci``, ``home_commune``…), ``places``
    the places concerned. Bounds that are left out do not count. Tiers of one aid exclude each other: the
    last one whose gain and category match applies. An aid without tiers is only announced: ``announced`` says
    in French what was found about it, and nothing is computed.

    ``audiences`` are codes of ``Occupancy``; given, they take the place of ``occupants``, ``landlords`` and
    ``owners_only``. ``works`` are codes of works or of gestes: only these lines are aided. ``excludes`` are codes of
    aids this one is not added to (« locales »: any other local aid). ``cap_rate`` is the part of the cost with tax
    (%) above which all the aids together lower this one.
    """

    name: str
    area: str
    places: tuple[str, ...]
    source: str
    valid_from: date
    valid_to: date | None = None
    verified: bool = False
    categories: tuple[str, ...] = codes.CATEGORIES
    occupants: bool = True
    landlords: bool = True
    owners_only: bool = True
    min_age: float = 0.0
    min_works: float = 0.0
    over_gain: float = -1.0
    min_jumps: float = 0.0
    best_class_before: float = 0.0
    worst_class_after: float = 7.0
    needs: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    announced: str = ""
    code: str = ""
    audiences: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    min_gain: float = 0.0
    excludes: tuple[str, ...] = ()
    cap_rate: float = 0.0
    to_do: str = ""
    paid_when: str = ""

    @property
    def asks_category(self) -> bool:
        """True when the income of the household changes the answer."""
        return any(
            set(names) != set(codes.CATEGORIES) for names in (self.categories, *(t.categories for t in self.tiers))
        )


def _has(category: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    if set(names) == set(codes.CATEGORIES):
        return np.ones(category.shape, dtype=bool)
    return np.isin(category, [codes.CATEGORIES.index(n) for n in names])


def conditions(aid: LocalAid, c: Columns, *, r: Regime, category: np.ndarray) -> dict[str, np.ndarray]:
    """Each condition of a local aid, by name."""
    out = {
        "open": np.full(c.size, aid.valid_from <= r.on and (aid.valid_to is None or r.on <= aid.valid_to)),
        "place": np.isin(getattr(c, aid.area), aid.places),
        "income": _has(category, aid.categories),
        "occupancy": _audience(aid, c),
        "owner": home.owner(c) if aid.owners_only and not aid.audiences else np.ones(c.size, dtype=bool),
    }
    bounds = {
        "age": (aid.min_age > 0, c.age >= aid.min_age),
        "works": (aid.min_works > 0, c.works > aid.min_works),
        "gain": (aid.over_gain >= 0, c.gain > aid.over_gain),
        "least_gain": (aid.min_gain > 0, c.gain >= aid.min_gain),
        "jumps": (aid.min_jumps > 0, home.jumps(c) >= aid.min_jumps),
        "class_before": (aid.best_class_before > 0, c.class_before >= aid.best_class_before),
        "class_after": (aid.worst_class_after < 7, c.class_after <= aid.worst_class_after),
    }
    out |= {name: holds if is_set else np.ones(c.size, dtype=bool) for name, (is_set, holds) in bounds.items()}
    return out | {need: getattr(c, need) for need in aid.needs}


def _audience(aid: LocalAid, c: Columns) -> np.ndarray:
    if not aid.audiences:
        return np.where(c.occupant, aid.occupants, aid.landlords)
    mine = {
        "occupant": (c.status == codes.OWNER) & c.occupant,
        "bailleur": (c.status == codes.OWNER) & ~c.occupant,
        "acquereur": c.status == codes.BUYER,
        "locataire": c.status == codes.TENANT,
        "copropriete": c.status == codes.SYNDICATE,
    }
    return np.logical_or.reduce([mine[name] for name in aid.audiences])


def tier_of(aid: LocalAid, c: Columns, *, category: np.ndarray) -> np.ndarray:
    """(n,) position of the tier that applies, -1 when none does."""
    out = np.full(c.size, -1)
    for place, tier in enumerate(aid.tiers):
        gained = np.ones(c.size, dtype=bool) if tier.gain_from <= 0 else c.gain >= tier.gain_from
        gained = gained if tier.gain_to == float("inf") else gained & (c.gain < tier.gain_to)
        out = np.where(gained & _has(category, tier.categories), place, out)
    return out


def amount(aid: LocalAid, c: Columns, *, r: Regime, category: np.ndarray, area: float | np.ndarray = 0.0) -> np.ndarray:
    """(n,) euros of a local aid, 0 where a condition fails; ``area`` is that of the aided works, in m²."""
    eligible = np.logical_and.reduce(list(conditions(aid, c, r=r, category=category).values()))
    applied = tier_of(aid, c, category=category)
    out = np.zeros(c.size)
    for place, tier in enumerate(aid.tiers):
        share = np.minimum(np.minimum(c.works, tier.works_max) * tier.rate / 100, tier.amount_max)
        share = share if tier.rate else np.zeros(c.size)
        by_area = np.minimum(tier.per_m2 * area, tier.amount_max) if tier.per_m2 else 0.0
        out = np.where(applied == place, share + by_area + tier.flat, out)
    return np.where(eligible, out, 0.0)


def total(aids: tuple[LocalAid, ...], c: Columns, *, r: Regime, category: np.ndarray) -> np.ndarray:
    """(n,) euros of several local aids that add up."""
    return sum((amount(aid, c, r=r, category=category) for aid in aids), np.zeros(c.size))


def from_json(described: Mapping[str, Any]) -> LocalAid:
    """A local aid from its JSON description (names of the fields of ``LocalAid`` and ``Tier``)."""
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in described.items()}
    fields["tiers"] = tuple(_tier(tier) for tier in described.get("tiers", ()))
    for day in ("valid_from", "valid_to"):
        if fields.get(day):
            fields[day] = date.fromisoformat(fields[day])
    return LocalAid(**fields)


def _tier(described: Mapping[str, Any]) -> Tier:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in described.items()}
    return Tier(**fields)


@cache
def packaged() -> tuple[LocalAid, ...]:
    """The local aids known from public rules; a territory adds its own."""
    return tuple(from_json(one) for one in json.loads(PACKAGED.read_text(encoding="utf-8")))


def packaged_total(c: Columns, r: Regime, *, category: np.ndarray) -> np.ndarray:
    """(n,) euros of the packaged local aids."""
    return total(packaged(), c, r=r, category=category)
