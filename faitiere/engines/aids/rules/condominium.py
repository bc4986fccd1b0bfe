"""MaPrimeRénov' copropriété, and the individual premium of its modest owners.

Source: guide des aides Anah 2025, délibération 2023-49 for the share of main homes.
"""

import numpy as np

from .. import codes
from ..columns import Columns
from ..regime import Regime


def conditions(c: Columns, r: Regime) -> dict[str, np.ndarray]:
    """Conditions of the aid to the condominium."""
    return {
        "age": c.condo_old,
        "main_homes": c.condo_main_homes,
        "gain": c.condo_gain >= codes.CONDO_GAINS.index("35-50"),
    }


def rate(c: Columns, r: Regime) -> np.ndarray:
    """(n,) rate in %, bonuses included; under 35 % of gain the rate itself is 0."""
    base = np.array([0.0, r.number("copro_rate", case="35-50"), r.number("copro_rate", case="50+"), np.nan])[
        c.condo_gain
    ]
    return (
        base + c.condo_class_bonus * r.number("copro_bonus_class") + c.condo_fragile * r.number("copro_bonus_fragile")
    )


def ceiling(c: Columns, r: Regime) -> np.ndarray:
    """(n,) ceiling of the works before tax in euros: so much a dwelling."""
    return c.condo_homes * r.number("copro_works_ceiling")


def amount(c: Columns, r: Regime) -> np.ndarray:
    """(n,) aid in euros, to be masked by ``conditions``."""
    return np.minimum(c.condo_works, ceiling(c, r)) * rate(c, r) / 100


def individual(c: Columns, r: Regime, *, category: np.ndarray) -> np.ndarray:
    """(n,) premium in euros of a very modest or modest owner of a dwelling, NaN for the others."""
    by_category = [r.number("copro_individual", case=cat) for cat in codes.CATEGORIES[:2]]
    return np.array([*by_category, np.nan, np.nan, np.nan])[category]
