"""Everything the rules need to know of one period: the trusted parameters as arrays, built once and kept."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from faitiere.engines import params
from faitiere.engines.params import NoValue, store

from . import codes


@dataclass(frozen=True, eq=False)
class Regime:
    """Parameters on one day. Arrays have a last place holding NaN on each axis, for unknown codes.

    Single numbers are looked up with ``number``; one that the tables do not hold at that date is NaN, so
    that any condition on it is false and any amount is unknown.
    """

    on: date
    income_ceilings: np.ndarray
    mpra_rate: np.ndarray
    mpra_ceiling: np.ndarray
    mpra_cap: np.ndarray
    mar_rate: np.ndarray
    mpr_geste: np.ndarray
    mpr_geste_cap: np.ndarray
    coup_de_pouce: np.ndarray
    ampleur: np.ndarray
    ptz_ceiling: np.ndarray
    ptz_years: np.ndarray
    par_ceiling: np.ndarray
    rent_rate: np.ndarray
    denormandie_rate: np.ndarray

    def number(self, name: str, **keys: str) -> float:
        """The trusted value on that day, NaN when there is none."""
        return _number(self.on, name, keys=tuple(sorted(keys.items())))

    def window(self, name: str) -> bool:
        """True when a dated fact (a closure, an obligation) covers that day."""
        return params.find_or_none(name, on=self.on) is not None


@params.kept()
def _number(on: date, name: str, *, keys: tuple[tuple[str, str], ...]) -> float:
    try:
        found = params.trusted(name, on=on, **dict(keys)).value
    except NoValue:
        return float("nan")
    return float(found) if isinstance(found, int | float) else float("nan")


@params.kept()
def changes() -> tuple[date, ...]:
    """The days on which at least one parameter starts or has just ended, ascending."""
    starts = {p.valid_from for p in store.every()}
    ends = {p.valid_to + timedelta(days=1) for p in store.every() if p.valid_to}
    return tuple(sorted(starts | ends))


def regime(on: date) -> Regime:
    """The regime of a day; two days between the same changes share it."""
    place = bisect_right(changes(), on)
    return _regime(changes()[place - 1] if place else date.min)


@params.kept()
def _regime(on: date) -> Regime:
    def arr(name: str, **axes: tuple[str, ...]) -> np.ndarray:
        return params.array(name, on=on, **axes)

    gestes, cats = tuple(codes.GESTES), codes.CATEGORIES
    return Regime(
        on=on,
        income_ceilings=arr("income_ceiling", zone=codes.INCOME_ZONES, household=codes.HOUSEHOLDS, category=cats[:3]),
        mpra_rate=arr("mpra_rate", category=cats, jumps=codes.JUMPS),
        mpra_ceiling=arr("mpra_works_ceiling", jumps=codes.JUMPS),
        mpra_cap=arr("mpra_cap", category=cats),
        mar_rate=arr("mar_rate", category=cats),
        mpr_geste=arr("mpr_geste_amount", geste=gestes, category=cats),
        mpr_geste_cap=arr("mpr_geste_cap", category=cats),
        coup_de_pouce=arr("cee_coup_de_pouce", geste=gestes, category=cats),
        ampleur=arr("cee_ampleur", jumps=codes.JUMPS),
        ptz_ceiling=arr("eco_ptz_ceiling", zone=codes.TERRITORIES, works=codes.WORKS),
        ptz_years=arr("eco_ptz_years", zone=codes.TERRITORIES, works=codes.WORKS),
        par_ceiling=arr("par_plus_ceiling", works=codes.WORKS),
        rent_rate=arr("locavantages_rate", level=codes.LEVELS, intermediation=("non", "oui")),
        denormandie_rate=arr("denormandie_rate", years=codes.RENT_YEARS),
    )
