"""Zero-rate loans: éco-PTZ and prêt avance rénovation (PAR+).

Sources: CGI art. 244 quater U and CCH (éco-PTZ), service-public F19905; PAR+ since 1 September 2024.
"""

import numpy as np

from .. import codes
from ..columns import Columns
from ..regime import Regime
from . import home


def eco_ptz_conditions(c: Columns, r: Regime) -> dict[str, np.ndarray]:
    """Conditions of the éco-PTZ: owner, main home of its occupier, home completed over two years ago."""
    return {
        "owner": home.owner(c),
        "main_home": home.main_home(c),
        "age": home.at_least(c, r.number("eco_ptz_home_age")),
    }


def works_code(c: Columns, accompanied: np.ndarray) -> np.ndarray:
    """(n,) tier of the loan: an accompanied MaPrimeRénov' opens the highest, else the works decide."""
    return np.where(accompanied, codes.ACCOMPANIED_WORKS, c.works_kind)


def eco_ptz(c: Columns, r: Regime, *, accompanied: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(n,) highest loan in euros and (n,) longest repayment in years, by number of actions."""
    place = works_code(c, accompanied)
    where = home.overseas(c).astype(int)
    return r.ptz_ceiling[where, place], r.ptz_years[where, place]


def par_plus_conditions(c: Columns, r: Regime, *, category: np.ndarray) -> dict[str, np.ndarray]:
    """Conditions of the PAR+: owner already (never a buyer), living there, modest or very modest."""
    return {
        "owner": c.status == codes.OWNER,
        "occupant": c.occupant,
        "main_home": home.main_home(c),
        "age": home.at_least(c, r.number("par_plus_home_age")),
        "income": (category == 0) | (category == 1),
    }


def par_plus(c: Columns, r: Regime) -> np.ndarray:
    """(n,) highest loan in euros by kind of works."""
    return r.par_ceiling[c.works_kind]
