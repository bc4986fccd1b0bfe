"""Ma Prime Logement Décent and MaPrimeAdapt'.

Source: guides Anah; the ceilings of works of Logement Décent (70,000 € and 50,000 €) do apply.
"""

import numpy as np

from .. import codes
from ..columns import Columns
from ..regime import Regime
from . import home

OCCUPANT, LANDLORD, CONDOMINIUM = range(3)


def _modest(category: np.ndarray) -> np.ndarray:
    return (category == 0) | (category == 1)


def decent_conditions(c: Columns, r: Regime, *, category: np.ndarray) -> dict[str, np.ndarray]:
    """Conditions by kind of applicant: an occupant must be modest in a home of 15 years, a landlord not."""
    occupant = c.decent_who == OCCUPANT
    return {
        "who": occupant | (c.decent_who == LANDLORD),
        "income": ~occupant | _modest(category),
        "age": ~occupant | home.at_least(c, r.number("mpld_home_age", kind="occupant")),
    }


def decent(c: Columns, r: Regime, *, category: np.ndarray) -> np.ndarray:
    """(n,) Ma Prime Logement Décent in euros."""
    return np.where(c.decent_who == OCCUPANT, _occupant(c, r, category=category), _landlord(c, r))


def _occupant(c: Columns, r: Regime, *, category: np.ndarray) -> np.ndarray:
    number = r.number
    poor = c.class_after >= 6
    by_category = [number("mpld_rate", kind="occupant", case=cat) for cat in codes.CATEGORIES[:2]]
    rate = np.where(
        poor,
        number("mpld_rate", kind="occupant", case="classe_f_g"),
        np.array([*by_category, np.nan, np.nan, np.nan])[category],
    )
    leaves = (c.class_before >= 6) & (c.class_after <= 4)
    rate = rate + leaves * number("mpld_bonus", kind="occupant")
    most = np.where(
        poor,
        number("mpld_works_ceiling", kind="occupant", case="classe_f_g"),
        number("mpld_works_ceiling", kind="occupant", case="classe_e_ou_mieux"),
    )
    return np.minimum(c.decent_works, most) * rate / 100


def _landlord(c: Columns, r: Regime) -> np.ndarray:
    number = r.number

    def by_decay(name: str) -> np.ndarray:
        values = [number(name, kind="bailleur", case=case) for case in codes.DECAY]
        return np.array([*values, np.nan])[c.decent_decay]

    area = np.minimum(c.area, number("mpld_area_max", kind="bailleur"))
    works = np.minimum(c.decent_works, area * by_decay("mpld_works_per_m2"))
    bonus = np.where(
        c.class_before >= 6,
        number("mpld_gain_bonus", kind="bailleur", case="classe_f_g"),
        number("mpld_gain_bonus", kind="bailleur", case="autres"),
    )
    total = works * by_decay("mpld_rate") / 100 + c.decent_gain * bonus
    return np.minimum(total, c.decent_works * number("mpld_cap", kind="bailleur") / 100)


def adapt_conditions(c: Columns, r: Regime, *, category: np.ndarray) -> dict[str, np.ndarray]:
    """Conditions of MaPrimeAdapt' for the occupier: modest household, loss of autonomy, age or handicap."""
    return {"adapted_who": c.adapt_who == OCCUPANT, "reason": c.adapt_reason >= 0, "income": _modest(category)}


def adapt(c: Columns, r: Regime, *, category: np.ndarray) -> np.ndarray:
    """(n,) MaPrimeAdapt' in euros: rate of the works, support added, within rate × ceiling."""
    rates = [r.number("mpa_rate", kind="occupant", case=cat) for cat in codes.CATEGORIES[:2]]
    rate = np.array([*rates, np.nan, np.nan, np.nan])[category] / 100
    support = np.array([r.number("mpa_support", kind="occupant", case=s) for s in codes.SUPPORT] + [0.0])
    most = rate * r.number("mpa_works_ceiling", kind="occupant")
    return np.minimum(c.adapt_works * rate + support[c.adapt_support], most)
