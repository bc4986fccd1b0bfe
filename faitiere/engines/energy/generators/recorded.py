"""Characteristics written in the recorded DPE, put on one scale, and when they may be believed.

Software differ on units: Qp0 in W or kW, Rpn as a fraction or in %, Pn in W or kW. Magnitudes decide.
"""

import numpy as np
from numpy.typing import NDArray

from ..columns import Table
from ..options import Options
from ..tables import constant

POWER_TYPED = (2, 3, 4, 5, 7)  # enum_methode_saisie_carac_sys_id
EFFICIENCY_TYPED = (3, 4, 5, 7)
STANDBY_TYPED = (4, 5, 7)
TEMPERATURE_TYPED = (5, 7)
PERFORMANCE_TYPED = (6, 7)


def watts(values: NDArray) -> NDArray:
    """Pn in W: below 1,000 it was written in kW."""
    return np.where(values < constant("largest_pn_in_kw"), values * 1000, values)


def standby_watts(values: NDArray, default: NDArray) -> NDArray:
    """Qp0 in W, written in W or kW: the reading nearest the default (W); without a default, below 10 is kW."""
    kilowatts = np.where(
        default > 0,
        np.abs(np.log(np.maximum(values, 1e-12) * 1000 / np.where(default > 0, default, 1)))
        < np.abs(np.log(np.maximum(values, 1e-12) / np.where(default > 0, default, 1))),
        values < constant("largest_qp0_in_kw"),
    )
    return np.where(kilowatts, values * 1000, values)


def pilot_watts(values: NDArray) -> NDArray:
    """Pilot flame in W: below 1 it was written in kW."""
    return np.where(values < 1, values * 1000, values)


def fractions(values: NDArray, _default: NDArray) -> NDArray:
    """Efficiencies as fractions: above 2 they were written in %."""
    return np.where(values > 2, values / 100, values)


def believed(generators: Table, column: str, typed: tuple[int, ...], options: Options) -> NDArray:
    """(rows,) the recorded value where it may be used, NaN elsewhere.

    Reading "recorded" believes any recorded characteristic; "inputs-only" only those the auditor typed.
    """
    values = generators[column]
    if options.recorded:
        return values
    return np.where(generators.where("enum_methode_saisie_carac_sys_id", *typed), values, np.nan)


def first_known(*candidates: NDArray) -> NDArray:
    """(rows,) the first candidate that is not NaN."""
    result = candidates[-1]
    for candidate in reversed(candidates[:-1]):
        result = np.where(np.isnan(candidate), result, candidate)
    return result
