"""Inertia class (annexe §7): typed by the auditor, or counted from the heavy families of walls."""

import numpy as np
from numpy.typing import NDArray

from .columns import Columns
from .tables import table

VERY_HEAVY, HEAVY, MEDIUM, LIGHT = 1, 2, 3, 4
FAMILIES = ("inertie_plancher_bas_lourd", "inertie_plancher_haut_lourd", "inertie_paroi_verticale_lourd")


def inertia(columns: Columns) -> dict[str, NDArray]:
    """`inertia` (n,) 1 very heavy to 4 light, `alpha` of the F formula (§6.1), `cin` J/(m2.K) (§10).

    Three heavy families make a very heavy dwelling, two a heavy one, one a medium one.
    """
    dwelling = columns.dwelling
    heavy = np.sum([dwelling[family] == 1 for family in FAMILIES], axis=0)
    typed = dwelling["enum_classe_inertie_id"]
    found = np.where((typed >= VERY_HEAVY) & (typed <= LIGHT), typed, LIGHT - heavy)
    rows = table("inertie_coefficients")
    return {
        "inertia": found,
        "alpha": rows["alpha_F"][found - 1],
        "cin": rows["Cin_J_par_m2K"][found - 1],
    }
