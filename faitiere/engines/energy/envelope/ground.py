"""Low floors on earth, crawl space or unheated basement: Ue in place of Upb (annexe §3.2.2)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..arrays import among
from ..columns import Columns
from ..options import Options
from ..switches import switch
from ..tables import table
from .glazing import ids_of
from .opaque import recorded_or

EARTH, CRAWL, BASEMENT = 5, 3, 6
ON_GROUND = (CRAWL, EARTH, BASEMENT)
LATE = 7


@cache
def _tables() -> list[tuple[NDArray, NDArray, NDArray]]:
    """Crawl space or basement; earth before 2001; earth from 2001: (2S/P knots, Upb knots, Ue (2S/P, Upb))."""
    rows, found = table("tv_ue"), []
    for adjacency, period in ((CRAWL, 1), (EARTH, 1), (EARTH, LATE)):
        chosen = np.array(
            [
                adjacency in ids_of(a) and period in ids_of(p)
                for a, p in zip(rows["enum_type_adjacence_id"], rows["enum_periode_construction_id"], strict=True)
            ]
        )
        shape, upb = np.unique(rows["2s_p"][chosen]), np.unique(rows["upb"][chosen])
        values = np.full((len(shape), len(upb)), np.nan)
        place = np.searchsorted(shape, rows["2s_p"][chosen]), np.searchsorted(upb, rows["upb"][chosen])
        values[place] = rows["ue"][chosen]
        found.append((shape, upb, values))
    return found


def _interpolated(family: int, shape: NDArray, upb: NDArray) -> NDArray:
    shapes, knots, values = _tables()[family]
    nearest = np.abs(shape[:, None] - shapes).argmin(axis=1)
    left = np.clip(np.searchsorted(knots, upb, side="right") - 1, 0, len(knots) - 2)
    low, high = values[nearest, left], values[nearest, left + 1]
    return low + (high - low) * (upb - knots[left]) / (knots[left + 1] - knots[left])


def ground_u(columns: Columns, upb: NDArray, options: Options) -> NDArray:
    """Upb_final (rows,) W/(m2.K): Ue by 2S/P (nearest tabulated) and Upb on the ground, Upb elsewhere."""
    rows = columns.floor
    adjacency = rows["enum_type_adjacence_id"]
    period = columns.dwelling["enum_periode_construction_id"][rows.dwelling]
    with np.errstate(divide="ignore", invalid="ignore"):
        shape = 2 * rows["surface_ue"] / rows["perimetre_ue"]
    floored = switch(columns, "ue_forme_min_3", options)[rows.dwelling]
    shape = np.where(floored, np.maximum(shape, 3.0), shape)
    family = np.where(adjacency == EARTH, np.where(period >= LATE, 2, 1), 0)
    found = np.full(rows.n, np.nan)
    for one in range(3):
        chosen = (family == one) & np.isfinite(shape)
        found[chosen] = _interpolated(one, shape[chosen], upb[chosen])
    found = np.where(np.isfinite(found), found, rows["ue"])
    grounded = among(adjacency, ON_GROUND) & (rows["calcul_ue"] != 0) & np.isfinite(found)
    return recorded_or(rows["recorded_upb_final"], np.where(grounded, found, upb), options)
