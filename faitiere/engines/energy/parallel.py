"""Many homes × many bundles of works over several processes, block after block: memory stays flat."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from .columns import Columns
from .engine import run
from .works import Plan, Work, grid, plan

ROWS = 15000  # dwelling × scenario rows made at once; the engine cuts them again for the cache
LABEL = ("classe", "ep_conso_5_usages_m2", "emission_ges_5_usages_m2", "cout_5_usages", "conso_5_usages")


@dataclass(frozen=True, slots=True)
class Task:
    """What every block is computed from: homes (n), bundles, and how (see `engine.run`)."""

    columns: Columns
    bundles: Sequence[Sequence[Work]]
    keep: Collection[str]
    reading: str
    on: np.datetime64 | None
    plan: Plan = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plan", plan(self.bundles))

    def block(self, homes: slice, bundles: slice) -> tuple[slice, slice, dict[str, NDArray]]:
        """name → (bundles, homes) of one block."""
        part = self.columns.block(homes.start, homes.stop)
        chosen = self.plan if bundles == slice(0, len(self.bundles)) else plan(self.bundles[bundles])
        found = grid(part, chosen, reading=self.reading)
        results = run(found.columns, reading=self.reading, on=self.on, keep=self.keep)
        return homes, bundles, {name: values[found.place] for name, values in results.values.items()}

    def blocks(self) -> Iterator[tuple[slice, slice]]:
        """Blocks of about `ROWS` rows: as many homes as hold all bundles, or one home and some bundles."""
        n, m = self.columns.n, len(self.bundles)
        homes, bundles = max(1, ROWS // max(m, 1)), min(m, ROWS)
        for first in range(0, n, homes):
            for start in range(0, m, bundles):
                yield slice(first, min(first + homes, n)), slice(start, min(start + bundles, m))


_task: Task | None = None


def _begin(task: Task) -> None:
    global _task  # one task a worker process, given once when it starts
    _task = task


def _block(places: tuple[slice, slice]) -> tuple[slice, slice, dict[str, NDArray]]:
    assert _task is not None
    return _task.block(*places)


def _computed(task: Task, workers: int) -> Iterator[tuple[slice, slice, dict[str, NDArray]]]:
    if workers <= 1:
        yield from (task.block(*places) for places in task.blocks())
        return
    with get_context("fork" if os.name == "posix" else "spawn").Pool(workers, _begin, (task,)) as pool:
        yield from pool.imap_unordered(_block, task.blocks())


def compute_grid(task: Task, *, workers: int = 1) -> dict[str, NDArray]:
    """name → (bundles, n) of every figure kept, over `workers` processes; NaN or "" where a home is refused."""
    shape = (len(task.bundles), task.columns.n)
    found: dict[str, NDArray] = {}
    for homes, bundles, values in _computed(task, workers):
        for name, value in values.items():
            if name not in found:
                text = value.dtype.kind in "UO"
                found[name] = np.full(shape + value.shape[2:], "" if text else np.nan, object if text else value.dtype)
            found[name][bundles, homes] = value
    return found
