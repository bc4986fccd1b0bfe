"""Cascade of combustion generators (§13.2.1.3): which part of the load each of them takes.

Generators of one installation with different `priorite_generateur_cascade` run one after the other; with the same
rank, or without any, they share the load by their powers, which is the formula of independent generators.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..columns import Columns
from ..tables import table

RANKS = 2_001  # more than any rank written


@dataclass(frozen=True, slots=True)
class Cascade:
    """(generators,) fractions of the power of the installation: `first` runs before, `own` is of the same rank."""

    first: NDArray
    own: NDArray

    def chosen(self, rows: NDArray) -> "Cascade":
        """The generators of some rows."""
        return Cascade(self.first[rows], self.own[rows])

    def load(self, system: NDArray) -> NDArray:
        """(generators, 10) load of each one from that of the system (generators, 10): Tch_final."""
        return np.clip((system - self.first[:, None]) / self.own[:, None], 0.0, 1.0)

    def weights(self, system: NDArray) -> NDArray:
        """(generators, 10) coeff_pond_final: the profile weighted by the contribution CTch/Tch of each one."""
        given = table("taux_charge_ponderation")["coef_pond"] * self.own[:, None] * self.load(system) / system
        total = given.sum(axis=1, keepdims=True)
        return np.where(total > 0, given / np.where(total > 0, total, 1.0), 0.0)


def system_load(oversizing: NDArray) -> NDArray:
    """(rows, 10) Tch_dim = min(1, Tch/Cdimref) at the ten points of the profile; the last one stays (§13.2.1.2)."""
    points = table("taux_charge_ponderation")["x_milieu"]
    load = np.minimum(1.0, points / oversizing[:, None])
    load[:, -1] = points[-1]
    return load


def cascade_of(columns: Columns, burning: NDArray, pn: NDArray) -> Cascade | None:
    """The cascade of the burners, None when no installation has one. burning (generators,) bool; pn W."""
    generators = columns.heating_generator
    link, rank = generators["heating"], generators["priorite_generateur_cascade"]
    ranked = burning & (rank > 0)
    highest, lowest = np.zeros(columns.heating.n), np.full(columns.heating.n, np.inf)
    np.maximum.at(highest, link[ranked], rank[ranked])
    np.minimum.at(lowest, link[ranked], rank[ranked])
    led = ranked & (highest > lowest)[link]
    if not led.any():
        return None
    power, total = pn[led], np.bincount(link[led], pn[led], minlength=columns.heating.n)[link[led]]
    steps, place = np.unique(link[led] * RANKS + rank[led], return_inverse=True)
    of_step = np.bincount(place, power)
    started = np.cumsum(of_step) - of_step
    opening = started[np.searchsorted(steps // RANKS, steps // RANKS)]
    first, own = np.zeros(generators.n), np.ones(generators.n)
    first[led] = (started - opening)[place] / total
    own[led] = of_step[place] / total
    return Cascade(first=first, own=own)


def leading_power(cascade: Cascade | None, pn: NDArray, oversizing: NDArray) -> NDArray:
    """(generators,) weight of each one among its kin: Pn, or in a cascade what it gives over the load profile."""
    if cascade is None:
        return pn
    system = system_load(oversizing)
    weight = table("taux_charge_ponderation")["coef_pond"]
    given = (weight * cascade.own[:, None] * cascade.load(system)).sum(axis=1) / (weight * system).sum(axis=1)
    within = np.where(cascade.own > 0, pn / np.where(cascade.own > 0, cascade.own, 1.0), pn)
    return np.where(cascade.own < 1, within * given, pn)
