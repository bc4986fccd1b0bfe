"""MaPrimeRénov' par geste: conditions and flat amounts of 23 gestes.

Source: arrêté du 14 janvier 2020 modifié, guide des aides Anah 2025, décret n° 2025-956 for 2026.
"""

import numpy as np

from .. import codes
from ..columns import Columns
from ..regime import Regime
from . import home

SUPERIOR = codes.CATEGORIES.index("superieur")
WORST_HOUSES = codes.CLASSES.index("F") + 1
GESTE_CODES = {geste: i for i, geste in enumerate(codes.GESTES)}


def home_age(c: Columns, r: Regime) -> np.ndarray:
    """(n,) years the home must have: 15 in mainland France, 2 overseas."""
    return np.where(
        home.overseas(c),
        r.number("mpr_geste_home_age", zone="drom"),
        r.number("mpr_geste_home_age", zone="metropole"),
    )


def conditions(c: Columns, r: Regime, *, category: np.ndarray) -> dict[str, np.ndarray]:
    """Each condition common to all gestes, by name."""
    return {
        "owner": home.owner(c),
        "main_home": home.main_home(c),
        "age": c.age >= home_age(c, r),
        "class": ~(r.window("mpr_geste_fg_excluded") & (c.home == codes.HOUSE) & (c.class_before >= WORST_HOUSES)),
        "income": (category >= 0) & (category != SUPERIOR),
    }


def quantity(c: Columns, r: Regime, *, geste: str) -> np.ndarray:
    """(n,) m², windows or 1: what the flat amount of a geste is multiplied by, within its ceiling."""
    if geste not in (*codes.AREA_GESTES, "fenetres"):
        return np.ones(c.size)
    found = getattr(c, geste)
    most = r.number("mpr_geste_area_max", geste=geste)
    return found if np.isnan(most) else np.minimum(found, most)


def amount(c: Columns, r: Regime, *, geste: str, category: np.ndarray) -> np.ndarray:
    """(n,) aid in euros for one geste; NaN when the geste is not in the list at that date."""
    return r.mpr_geste[GESTE_CODES[geste], category] * quantity(c, r, geste=geste)
