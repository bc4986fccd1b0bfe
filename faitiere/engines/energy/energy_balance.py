"""From consumptions by use and carrier to primary energy and greenhouse gases (arrêté du 31 mars 2021)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .tables import constant, table
from .vintages import applies

CARRIERS = 16  # enum_type_energie_id stops at 15
ELECTRICITY = 1
OWN_ELECTRICITY = 12
HEAT_NETWORK, COLD_NETWORK = 8, 15
GES_USE = {
    "ch": "chauffage",
    "ecs": "ecs",
    "fr": "refroidissement",
    "eclairage": "éclairage",
    "auxiliaire": "auxiliaires",
}


def by_carrier(owner: NDArray, carrier: NDArray, energy: NDArray, n: int) -> NDArray:
    """(n, CARRIERS) kWh: rows of a system table summed by dwelling and enum_type_energie_id."""
    key = owner * CARRIERS + np.where((carrier > 0) & (carrier < CARRIERS), carrier, ELECTRICITY)
    return np.bincount(key, energy, minlength=n * CARRIERS).astype(np.float64).reshape(n, CARRIERS)


def primary_factors(date: NDArray) -> NDArray:
    """(n, CARRIERS) kWhEP/kWhEF by the date of the DPE: electricity 2.3, then 1.9 from 2026 (JORFTEXT000052134589)."""
    rows = table("conversion_energie_primaire")
    before, since = rows["ep_avant_2026_01_01"], rows["ep_des_2026_01_01"]
    new = applies("facteur_electricite_1_9", date)
    factors = np.ones((len(date), CARRIERS))
    factors[:, ELECTRICITY] = np.where(new, since[0], before[0])
    factors[:, OWN_ELECTRICITY] = np.where(new, since[1], before[1])
    return factors


@cache
def emission_factors(use: str) -> NDArray:
    """(CARRIERS,) kgCO2e/kWh PCI of a use (`GES_USE` key); networks at their default value."""
    rows = table("emission_ges_kgco2_kwh_pci")
    labels = table("energies")
    factors = np.zeros(CARRIERS)
    for carrier, label in zip(labels["enum_type_energie_id"].astype(int), labels["ges"], strict=True):
        for energy, concerned, value in zip(rows["energie"], rows["usage"], rows["kgco2_kwh"], strict=True):
            if energy == label and concerned in ("*", GES_USE[use]):
                factors[carrier] = constant("network_default_ges") if "réseau" in energy else float(value)
    return factors


def emissions(energy: NDArray, use: str, network: NDArray) -> NDArray:
    """(n,) kgCO2e of one use; energy (n, CARRIERS) kWh; network (n,) kgCO2e/kWh of the heat network, NaN if unknown."""
    factors = emission_factors(use)
    total = energy @ factors
    own = np.where(np.isnan(network), 0.0, network - factors[HEAT_NETWORK])
    return total + own * energy[:, HEAT_NETWORK]
