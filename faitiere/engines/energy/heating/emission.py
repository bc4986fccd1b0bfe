"""Efficiencies of emitters: emission, distribution, regulation (§12.1 to §12.3), by type of emitter.

The recorded tv ids are not believed: several software write 1 everywhere. The type of emitter
(`enum_type_emission_distribution_id`) decides alone, with the insulation of the network for distribution.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..arrays import once
from ..columns import Table
from ..tables import table

KINDS = 60  # enum_type_emission_distribution_id stops at 50
OTHER = 41  # "autres équipements": listed under several families, taken without network


@cache
def _by_kind(name: str, value: str) -> NDArray:
    rows = table(name)
    dense = np.full(KINDS, np.nan)
    for cell, one_value in zip(rows["enum_type_emission_distribution_id"], rows[value], strict=True):
        for one in str(cell).split("|"):
            dense[int(float(one))] = one_value
    return dense


@cache
def _distribution() -> NDArray:
    """(kinds, insulated) → Rd; networks without an insulation criterion serve both."""
    rows = table("tv_rendement_distribution_ch")
    dense = np.full((KINDS, 2), np.nan)
    for cell, rd, insulated in zip(
        rows["enum_type_emission_distribution_id"],
        rows["rd"],
        rows["reseau_distribution_isole"],
        strict=True,
    ):
        sides = [0, 1] if np.isnan(insulated) else [int(insulated)]
        for one in str(cell).split("|"):
            dense[int(float(one)), sides] = rd
    dense[OTHER] = 1.0
    return dense


def _kind(emitters: Table) -> NDArray:
    """(emitters,) type of emitter, the last cell of the tables (no value) for a type out of the list."""
    return np.minimum(emitters["enum_type_emission_distribution_id"], KINDS - 1)


def emission(emitters: Table) -> NDArray:
    """(emitters,) Re, §12.1."""
    return _by_kind("tv_rendement_emission", "re")[_kind(emitters)]


def distribution(emitters: Table) -> NDArray:
    """(emitters,) Rd, §12.2; a network of unknown insulation is not insulated."""
    insulated = (emitters["reseau_distribution_isole"] == 1).astype(int)
    return _distribution()[_kind(emitters), insulated]


def regulation(emitters: Table) -> NDArray:
    """(emitters,) Rr, §12.3."""
    return _by_kind("tv_rendement_regulation", "rr")[_kind(emitters)]


@once
def combined(emitters: Table) -> NDArray:
    """(emitters,) Re·Rd·Rr."""
    return emission(emitters) * distribution(emitters) * regulation(emitters)
