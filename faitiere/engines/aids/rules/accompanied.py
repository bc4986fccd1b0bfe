"""MaPrimeRénov' parcours accompagné: conditions, rate, ceiling, advance, Mon Accompagnateur Rénov'.

Sources: arrêté du 14 janvier 2020 modifié; décret n° 2025-956 from 30 September 2025; guides Anah.
"""

import numpy as np

from ..columns import Columns
from ..regime import Regime
from . import home


def conditions(c: Columns, r: Regime) -> dict[str, np.ndarray]:
    """Each condition of the parcours accompagné, by name."""
    return {
        "open": np.full(c.size, not r.window("mpra_closed")),
        "owner": home.owner(c),
        "main_home": home.main_home(c),
        "age": home.at_least(c, r.number("mpra_home_age")),
        "class_before": c.class_before >= r.number("mpra_worst_class"),
        "jumps": home.jumps(c) >= r.number("mpra_min_jumps"),
    }


def bonus(c: Columns, r: Regime) -> np.ndarray:
    """(n,) points added for leaving F or G for D or better; 0 when the regime has none."""
    leaves = (c.class_before >= r.number("mpra_bonus_from")) & (c.class_after <= r.number("mpra_bonus_to"))
    points = r.number("mpra_bonus")
    return np.where(leaves, 0.0 if np.isnan(points) else points, 0.0)


def rate(c: Columns, r: Regime, *, category: np.ndarray) -> np.ndarray:
    """(n,) rate in %, bonus included; 0 under two class jumps; NaN when unknown."""
    place = home.jump_code(c)
    full = r.mpra_rate[category, place] + bonus(c, r)
    few = home.jumps(c) < r.number("mpra_min_jumps")
    return np.where(few, 0.0, full)


def ceiling(c: Columns, r: Regime) -> np.ndarray:
    """(n,) ceiling of the works before tax in euros; NaN under two jumps."""
    return r.mpra_ceiling[home.jump_code(c)]


def amount(c: Columns, r: Regime, *, category: np.ndarray) -> np.ndarray:
    """(n,) aid in euros before the cap on all aids; to be masked by ``conditions``."""
    return np.minimum(c.works, ceiling(c, r)) * rate(c, r, category=category) / 100


def support(r: Regime, category: np.ndarray) -> np.ndarray:
    """(n,) euros paid towards Mon Accompagnateur Rénov', on an assumed price under the ceiling."""
    base = min(r.number("mar_cost"), r.number("mar_cost_ceiling"))
    return base * r.mar_rate[category] / 100


def cap(c: Columns, r: Regime, *, category: np.ndarray, works_ttc: np.ndarray) -> np.ndarray:
    """(n,) the most all aids together may reach: 100, 90, 80 or 50 % of the works including tax (2025)."""
    return works_ttc * r.mpra_cap[category] / 100
