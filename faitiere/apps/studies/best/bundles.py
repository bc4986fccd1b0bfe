"""Every bundle of works on a home, computed by the energy engine in one batch of columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faitiere.engines.energy import works
from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.scope import OK
from faitiere.engines.energy.summary import CLASSES

from .. import home_facts
from ..rules import Refused
from .ground import Ground
from .groups import SYSTEMS, Chosen


@dataclass(frozen=True)
class Bundles:
    """One row a bundle (m,), the first being the home as it is; energies in whole kWh, cost in whole euros.

    codes       (L,) works, in the columns of `chosen` (m, L)
    area_m2     living area, as the engine counts it
    rank        class, A = 1 … G = 7
    envelope    row of the bundle with the works on the envelope only
    """

    codes: tuple[str, ...]
    area_m2: float
    chosen: NDArray
    rank: NDArray
    primary_kwh: NDArray
    final_kwh: NDArray
    cost_eur: NDArray
    heats_water: NDArray
    fossil_boiler: NDArray
    envelope: NDArray

    def of(self, row: int) -> list[str]:
        """Works of a bundle."""
        return [code for code, done in zip(self.codes, self.chosen[row], strict=True) if done]

    @property
    def systems(self) -> NDArray:
        """(L,) bool: works on the systems, those of the second step."""
        return np.array([works.entry(code).famille in SYSTEMS for code in self.codes], bool)


def _matrix(listed: list[works.Bundle], codes: tuple[str, ...]) -> NDArray:
    place = {code: column for column, code in enumerate(codes)}
    found = np.zeros((len(listed), len(codes)), bool)
    for row, bundle in enumerate(listed):
        for work in bundle:
            found[row, place[work.code]] = True
    return found


def _brings_others(columns: Columns, listed: list[works.Bundle]) -> NDArray:
    """(m,) bool: works must be paid for beside those chosen; the same bundle with them is another row."""
    alone: dict[tuple[str, ...], bool] = {}
    for bundle in listed:
        heating = _water_and_heat(bundle)
        if heating not in alone:
            alone[heating] = bool(works.induced(columns, bundle))
    return np.array([alone[_water_and_heat(bundle)] for bundle in listed], bool)


def _water_and_heat(bundle: works.Bundle) -> tuple[str, ...]:
    return tuple(work.code for work in bundle if works.entry(work.code).famille in ("chauffage", "eau_chaude"))


def _envelope_rows(chosen: NDArray, envelope: NDArray) -> NDArray:
    """(m,) row of the bundle where only the works on the envelope are done; itself when it has no other."""
    weights = 1 << np.arange(chosen.shape[1], dtype=np.int64)
    keys, wanted = chosen @ weights, (chosen & envelope) @ weights
    order = np.argsort(keys)
    return order[np.searchsorted(keys[order], wanted)]


def compute(ground: Ground, chosen: Chosen) -> Bundles:
    """The valid bundles of a search. Raises `Refused` when the home is outside the method."""
    columns = ground.columns
    batch, listed = works.bundles(columns, chosen.groups, reading=ground.reading)
    results = run(batch, reading=ground.reading, on=np.datetime64(ground.on, "D"))
    if results.status[0] != OK:
        raise Refused(str(results.message[0]))
    kept = np.flatnonzero((results.status == OK) & ~_brings_others(columns, listed))
    codes = tuple(chosen.codes)
    matrix = _matrix(listed, codes)[kept]
    families = np.array([works.entry(code).famille not in SYSTEMS for code in codes], bool)
    boiler = home_facts.burns_fossil(columns) & ~home_facts.all_burning_fossil(batch)

    def whole(name: str) -> NDArray:
        return np.rint(results[name][kept]).astype(np.int64)

    return Bundles(
        codes=codes,
        area_m2=round(float(results["sh"][0]), 2),
        chosen=matrix,
        rank=np.array([CLASSES.index(letter) + 1 for letter in results["classe_bilan_dpe"][kept]]),
        primary_kwh=whole("ep_conso_5_usages"),
        final_kwh=whole("conso_5_usages"),
        cost_eur=whole("cout_5_usages"),
        heats_water=home_facts.all_heating_water(batch)[kept],
        fossil_boiler=boiler[kept],
        envelope=_envelope_rows(matrix, families),
    )
