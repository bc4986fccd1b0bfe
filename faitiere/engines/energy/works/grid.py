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

Key = tuple[tuple, ...]


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


@dataclass(frozen=True, slots=True)
class Step:
    """A work put on blocks of homes already made (their ranks); as many new blocks follow."""

    work: Work
    heads: NDArray


@dataclass(frozen=True, slots=True)
class Plan:
    """How bundles are made from each other: blocks, one a distinct beginning, and (bundles,) the block of each."""

    steps: tuple[Step, ...]
    blocks: NDArray


def _key(works: Sequence[Work]) -> Key:
    return tuple((work.code, tuple(sorted(work.parameters.items()))) for work in works)


def plan(bundles: Sequence[Sequence[Work]]) -> Plan:
    """Raises UnknownWork on works that exclude each other."""
    for bundle in bundles:
        check(bundle)
    lists = [ordered(sorted(bundle, key=lambda work: work.code)) for bundle in bundles]
    keys = [_key(one) for one in lists]
    works = {key: work for one, listed in zip(keys, lists, strict=True) for key, work in zip(one, listed, strict=True)}
    where: dict[Key, int] = {(): 0}
    steps = []
    for key, work in sorted(works.items(), key=lambda pair: (rank(pair[1]), pair[1].code, str(pair[0]))):
        heads = dict.fromkeys(one[: one.index(key)] for one in keys if key in one)
        steps.append(Step(work, np.array([where[head] for head in heads], np.int64)))
        for head in heads:
            where[(*head, key)] = len(where)
    return Plan(tuple(steps), np.array([where[one] for one in keys], np.int64))


def grid(columns: Columns, bundles: Sequence[Sequence[Work]] | Plan, *, reading: str = "inputs-only") -> Grid:
    """Every home (n) after every bundle; bundles may be given already planned. Raises UnknownWork as `plan`."""
    made = bundles if isinstance(bundles, Plan) else plan(bundles)
    homes = np.arange(columns.n)
    pool = columns.take(homes)  # picked, so that what no work edits is never copied
    for step in made.steps:
        start = pool.take((step.heads[:, None] * columns.n + homes).ravel())
        pool = Columns.concat([pool, apply(start, [step.work], reading=reading)])
    return Grid(pool, made.blocks[:, None] * columns.n + homes)


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
