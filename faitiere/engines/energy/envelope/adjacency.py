"""Reduction coefficient b of a wall, floor, roof, bay or door (annexe §3.1)."""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..arrays import filled
from ..columns import Table
from ..options import Options
from ..tables import constant, gather, lookup, table

VERANDA = 10
NOT_LOSING = 22
ZONE_GROUPS = ("H1", "H2", "H3")


def _ids(cell: object) -> list[int]:
    return [int(float(one)) for one in str(cell).split("|") if one not in ("", "nan")]


def _bound(cell: object) -> float:
    """Upper bound of "≤ 0,25"; an empty cell is the last, open class."""
    digits = str(cell).replace("≤", "").replace(",", ".").strip()
    return float(digits) if digits not in ("", "nan") else np.inf


@cache
def _tables() -> tuple[NDArray, NDArray, NDArray]:
    """b by (adjacency) alone, by (adjacency, insulation, ratio class), by (insulation, zone group) of verandas."""
    rows = table("tv_coef_reduction_deperdition")
    alone = np.full(30, np.nan)
    rooms = np.full((30, 20, 16), np.nan)
    verandas = np.full((20, 3), np.nan)
    bounds = sorted({_bound(cell) for cell in rows["aiu_aue_max"]})
    for index, cell in enumerate(rows["enum_type_adjacence_id"]):
        b, insulation = rows["b"][index], rows["enum_cfg_isolation_lnc_id"][index]
        for adjacency in _ids(cell):
            if rows["zone_climatique"][index] in ZONE_GROUPS:
                verandas[int(insulation), ZONE_GROUPS.index(rows["zone_climatique"][index])] = b
            elif np.isfinite(insulation) and insulation > 1:
                rooms[adjacency, int(insulation), bounds.index(_bound(rows["aiu_aue_max"][index]))] = b
            else:
                alone[adjacency] = b
    return alone, rooms, verandas


@cache
def _rooms() -> NDArray:
    """(30,) bool: adjacencies whose b depends on an unheated room."""
    return np.isfinite(_tables()[1]).any(axis=(1, 2))


@cache
def ratio_bounds() -> NDArray:
    """(16,) upper bounds of the Aiu/Aue classes, the last one infinite."""
    cells = table("tv_coef_reduction_deperdition")["aiu_aue_max"]
    return np.array(sorted({_bound(cell) for cell in cells}))


def matched(rows: Mapping[str, NDArray], zone_group: NDArray) -> NDArray:
    """b (rows,) from adjacency, areas and insulation of the unheated room; `zone_group` (rows,) 0 H1 … 2 H3.

    A room that the file does not describe counts as one without access (0.95, §3.1).
    """
    alone, rooms, verandas = _tables()
    adjacency = np.clip(rows["enum_type_adjacence_id"], 0, 29)
    insulation = np.clip(rows["enum_cfg_isolation_lnc_id"], 0, 19)
    inside, outside = rows["surface_aiu"], rows["surface_aue"]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = inside / outside
    place = np.minimum(np.searchsorted(ratio_bounds(), filled(ratio)), 15)
    found = rooms[adjacency, insulation, place]
    room = _rooms()[adjacency]
    found = np.where((outside == 0) & room, 0.0, found)
    found = np.where(adjacency == VERANDA, verandas[insulation, zone_group], found)
    unknown = np.isnan(found) & (room | (adjacency == VERANDA))
    found = np.where(unknown, constant("b_local_inconnu"), found)
    return np.where(np.isfinite(alone[adjacency]), alone[adjacency], found)


def veranda_b(verandas: Table, zone_group: NDArray) -> NDArray:
    """bver (rows,) of verandas by insulation and orientation, `zone_group` (rows,)."""
    return _tables()[2][np.clip(verandas["enum_cfg_isolation_lnc_id"], 0, 19), zone_group]


def coefficient_b(rows: Table, zone_group: NDArray, options: Options) -> NDArray:
    """b (rows,) by the table row of the file, else by our own match; NaN when neither is known."""
    by_row = gather(
        lookup("tv_coef_reduction_deperdition", "tv_coef_reduction_deperdition_id", "b"),
        rows["tv_coef_reduction_deperdition_id"],
    )
    recorded = rows["recorded_b"]
    found = np.where(np.isfinite(recorded), recorded, by_row) if options.recorded else by_row
    lacking = np.flatnonzero(~np.isfinite(found))
    found[lacking] = matched(rows.chosen(lacking), zone_group[rows.dwelling[lacking]])
    return found
