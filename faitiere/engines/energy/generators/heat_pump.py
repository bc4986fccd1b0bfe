"""Seasonal performance of heat pumps and thermodynamic water heaters (§12.4.2, §14.2)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..arrays import among
from ..tables import table

H3 = 8  # enum_zone_climatique_id
WATER_FLOORS = tuple(range(11, 19))  # enum_type_emission_distribution_id of water floors and ceilings
DOUBLE_SERVICE = 9  # enum_type_generateur_ecs_id 10, 11, 12 by period 1, 2, 3
OTHER_THERMODYNAMIC = (82, 83)  # enum_type_generateur_ecs_id


@cache
def _dense(column: str) -> NDArray:
    """(types, zone is H3, floor or ceiling) → SCOP."""
    rows = table("tv_scop")
    dense = np.full((200, 2, 2), np.nan)
    for cell, zone, kind, scop in zip(
        rows[column], rows["enum_zone_climatique_id"], rows["type_emetteur"], rows["scop"], strict=True
    ):
        h3 = int(str(zone) == str(H3) or str(zone) == f"{H3}.0")
        floors = [1] if "Plancher" in str(kind) else [0] if kind == "autre" else [0, 1]
        for one in str(cell).split("|"):
            if one not in ("", "nan"):
                dense[int(float(one)), h3, floors] = np.where(
                    np.isnan(dense[int(float(one)), h3, floors]), scop, dense[int(float(one)), h3, floors]
                )
    return dense


def heating_scop(ids: NDArray, zone: NDArray, floor_only: NDArray) -> NDArray:
    """(rows,) SCOP or COP of a heat pump; floor_only (rows,) bool: every emitter is a water floor or ceiling."""
    dense = _dense("enum_type_generateur_ch_id")
    return dense[np.clip(ids, 0, 199), (zone == H3).astype(int), floor_only.astype(int)]


def dhw_cop(ids: NDArray, zone: NDArray, period: NDArray) -> NDArray:
    """(rows,) COP. "Autre système thermodynamique" counts as a double service heat pump of its period."""
    period = np.where(period > 0, period, 1)
    ids = np.where(among(ids, OTHER_THERMODYNAMIC), DOUBLE_SERVICE + period, ids)
    dense = _dense("enum_type_generateur_ecs_id")
    return dense[np.clip(ids, 0, 199), (zone == H3).astype(int), 0]
