"""Many homes × many bundles of works in one set of columns, and works done in stages.

A work is applied once to every row that reaches it, whatever the number of homes and bundles: bundles that begin
alike share their beginning.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..columns import Columns
from .apply import apply, ordered, rank
from .bundles import Bundle
from .catalogue import Work, entry
from .validity import check

Key = tuple[tuple[str, tuple], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """`columns`: one row a home and distinct bundle; `place` (bundles, n): row of each bundle of each home."""

    columns: Columns
    place: NDArray


@dataclass(frozen=True, slots=True)
class Stage:
    """Works done together, `years` from now."""

    years: int
    works: tuple[Work, ...]


def _key(works: Sequence[Work]) -> Key:
    return tuple((work.code, tuple(sorted(work.parameters.items()))) for work in works)


def grid(columns: Columns, bundles: Sequence[Sequence[Work]], *, reading: str = "inputs-only") -> Grid:
    """Every home (n) after every bundle. Raises UnknownWork on works that exclude each other."""
    for bundle in bundles:
        check(tuple(bundle))
    lists = [ordered(sorted(bundle, key=lambda work: work.code)) for bundle in bundles]
    works = {_key([work]): work for one in lists for work in one}
    parts = [columns]
    where: dict[Key, int] = {(): 0}  # works of a bundle → its place among the blocks of n rows
    for key, work in sorted(works.items(), key=lambda pair: (rank(pair[1]), pair[1].code, str(pair[0]))):
        heads = list(dict.fromkeys(_key(one[: one.index(work)]) for one in lists if work in one))
        pool = parts[0] if len(parts) == 1 else Columns.concat(parts)
        rows = np.concatenate([where[head] * columns.n + np.arange(columns.n) for head in heads])
        done = apply(pool.take(rows), [work], reading=reading)
        where |= {head + key: pool.n // columns.n + place for place, head in enumerate(heads)}
        parts = [pool, done]
    blocks = np.array([[where[_key(one)]] for one in lists], np.int64)
    return Grid(Columns.concat(parts), blocks * columns.n + np.arange(columns.n))


def cumulated(stages: Sequence[Stage]) -> list[Bundle]:
    """What is done at the end of each stage, in the order of the years; the last one is the whole project."""
    done: Bundle = ()
    found = []
    for stage in sorted(stages, key=lambda one: one.years):
        done = (*done, *stage.works)
        found.append(done)
    return found


INSULATION = frozenset(("murs", "toiture", "plancher"))
HEATING_FIRST = (
    "Le chauffage est changé avant la fin de l'isolation : il sera dimensionné pour un logement qui perd plus."
)
WINDOWS_FIRST = "Les fenêtres sont changées avant la ventilation : entre les deux, l'humidité peut s'installer."


def _years(stages: Sequence[Stage], families: frozenset[str]) -> list[int]:
    return [stage.years for stage in stages for work in stage.works if entry(work.code).famille in families]


def warnings(stages: Sequence[Stage]) -> list[str]:
    """What the order of the stages makes worse, in plain French; empty when the order is good."""
    heating, insulation = _years(stages, frozenset(("chauffage",))), _years(stages, INSULATION)
    windows, air = _years(stages, frozenset(("menuiseries",))), _years(stages, frozenset(("ventilation",)))
    found = []
    if heating and insulation and max(insulation) > min(heating):
        found.append(HEATING_FIRST)
    if windows and air and min(air) > min(windows):
        found.append(WINDOWS_FIRST)
    return found
