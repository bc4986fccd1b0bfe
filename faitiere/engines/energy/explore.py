"""All bundles of works of a home at once: cost against gain, and the ones no other bundle beats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .columns import Columns
from .engine import Results, run
from .scope import OK
from .summary import CLASSES, total_price, work_line
from .works import Bundle, Work, bundles, induced


@dataclass(frozen=True, slots=True)
class Explored:
    """One row a bundle (m,). Prices € excluding tax; kWhEP, kgCO2e and € a year; gains against doing nothing.

    `on_front`: no other bundle costs less (likely price) and saves as much primary energy, or costs as much
    and saves more. `results` holds every figure of the engine, row by row.
    """

    works: list[Bundle]
    price_low: NDArray
    price_likely: NDArray
    price_high: NDArray
    primary_kwh: NDArray
    primary_gain_pct: NDArray
    ghg_kg: NDArray
    yearly_cost_eur: NDArray
    label: NDArray
    classes_gained: NDArray
    on_front: NDArray
    results: Results


def front(price: NDArray, gain: NDArray) -> NDArray:
    """(m,) bool: the bundles no other one beats on both price (lower) and gain (higher)."""
    order = np.lexsort((-gain, price))
    best = np.maximum.accumulate(np.append(-np.inf, gain[order]))[:-1]
    found = np.zeros(len(price), bool)
    found[order] = gain[order] > best
    return found


def _prices(columns: Columns, listed: Sequence[Bundle], *, on: date, reading: str) -> NDArray:
    """(m, 3) low, likely and high price of each bundle; each work is priced once."""

    @cache
    def line(code: str, settings: tuple) -> dict:
        return work_line(columns, Work(code, dict(settings)), on=on, reading=reading)

    totals = [
        total_price([line(work.code, tuple(work.parameters.items())) for work in (*bundle, *induced(columns, bundle))])
        for bundle in listed
    ]
    return np.array([[total["low"], total["likely"], total["high"]] for total in totals], float)


def explore(
    columns: Columns, groups: Sequence[Sequence[Work | None]], *, on: date, reading: str = "inputs-only"
) -> Explored | None:
    """Every bundle of the groups (see `works.bundles`) on one home, computed in one run; None if it is refused.

    Doing nothing must be a choice of every group, first: it is what gains are counted against.
    """
    if any(group[0] is not None for group in groups):
        raise ValueError("the first choice of each group must be None")
    batch, listed = bundles(columns, groups, reading=reading)
    results = run(batch, reading=reading, on=np.datetime64(on, "D"))
    if (results.status != OK).any():
        return None
    price = _prices(columns, listed, on=on, reading=reading)
    primary = results["ep_conso_5_usages"]
    gain = 100 * (1 - primary / primary[0])
    label = results["classe_bilan_dpe"]
    step = np.array([CLASSES.index(letter) for letter in label])
    return Explored(
        works=listed,
        price_low=price[:, 0],
        price_likely=price[:, 1],
        price_high=price[:, 2],
        primary_kwh=primary,
        primary_gain_pct=gain,
        ghg_kg=results["emission_ges_5_usages"],
        yearly_cost_eur=results["cout_5_usages"],
        label=label,
        classes_gained=step[0] - step,
        on_front=front(price[:, 1], gain),
        results=results,
    )
