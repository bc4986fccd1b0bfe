"""What to look at among thousands of bundles: the line nothing beats, and the few ways worth a name."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from faitiere.engines.energy.explore import front
from faitiere.engines.energy.summary import CLASSES

from .bundles import Bundles
from .ground import Wishes
from .sums import Sums


@dataclass
class Way:
    """A bundle worth a name: its row, and every reason why."""

    row: int
    merits: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """`kept` (m,) bool: bundles the filters let through; `front` rows on the Pareto line, cheapest first."""

    kept: NDArray
    front: list[int]
    ways: list[Way]
    no_regret: list[str]
    often: list[tuple[str, int]]


def let_through(bundles: Bundles, sums: Sums, wishes: Wishes) -> NDArray:
    """(m,) bool: bundles with works, within the budget, that reach the class wanted."""
    kept = bundles.chosen.any(axis=1)
    if wishes.budget_cents is not None:
        kept &= sums.remaining <= wishes.budget_cents
    if wishes.least_class:
        kept &= bundles.rank <= CLASSES.index(wishes.least_class) + 1
    return kept


def _least(rows: NDArray, *keys: NDArray) -> int:
    """The row that is least on the first key, then on the next ones."""
    return int(rows[np.lexsort([key[rows] for key in reversed(keys)])[0]])


def _named(bundles: Bundles, sums: Sums, rows: NDArray) -> Iterator[tuple[int, str]]:
    """(row, merit) of every way worth a name among the rows; a class is reached when it is passed."""
    today = bundles.rank[0]
    for rank in range(today - 1, 0, -1):
        reaching = rows[bundles.rank[rows] <= rank]
        if len(reaching):
            best = _least(reaching, sums.remaining, -sums.gain_pct)
            yield best, f"Le moins cher pour atteindre {CLASSES[rank - 1]}"
    paying = rows[np.isfinite(sums.payback_years[rows])]
    if len(paying):
        yield _least(paying, sums.payback_years, -sums.gain_pct), "Remboursé le premier"
    yield _least(rows, sums.effort, -sums.gain_pct), "L’effort mensuel le plus bas"


def find(bundles: Bundles, sums: Sums, wishes: Wishes) -> Found:
    """The line, the named ways (cheapest first) and the works they all share."""
    kept = let_through(bundles, sums, wishes)
    rows = np.flatnonzero(kept)
    if not len(rows):
        return Found(kept, [], [], [], [])
    line = rows[front(sums.remaining[rows].astype(float), sums.gain_pct[rows])]
    by_row: dict[int, Way] = {}
    for row, merit in _named(bundles, sums, rows):
        by_row.setdefault(row, Way(row)).merits.append(merit)
    ways = sorted(by_row.values(), key=lambda way: (sums.remaining[way.row], way.row))
    counts = bundles.chosen[[way.row for way in ways]].sum(axis=0)
    present = sorted(zip(bundles.codes, counts.tolist(), strict=True), key=lambda pair: -pair[1])
    everywhere = [code for code, count in present if count == len(ways)] if len(ways) > 1 else []
    often = [(code, count) for code, count in present if len(ways) > count >= max(2, len(ways) / 2)]
    in_order = line[np.argsort(sums.remaining[line], kind="stable")]
    return Found(kept, in_order.tolist(), ways, everywhere, often)
