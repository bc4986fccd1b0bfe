"""Thermal bridges (annexe §3.4): k of the junction, and the share that counts."""

import numpy as np
from numpy.typing import NDArray

from ..arrays import among, filled
from ..columns import Columns
from ..options import Options
from ..tables import gather, lookup

LIGHT_MATERIALS = (5, 6, 7, 16, 18, 24, 25, 26, 27)
CIRCULATIONS, HEATED = (14, 15, 16, 17, 18), 22
INTERMEDIATE_FLOOR, CROSS_WALL, JOINERY = 2, 4, 5
FLAT_METHODS = (2, 3, 4, 5, 31, 32)
TOLERANCE = 2e-3


def _same(a: NDArray, b: NDArray) -> NDArray:
    return np.abs(a - b) < TOLERANCE


def no_bridge(columns: Columns) -> NDArray:
    """(rows,) bool: the wall is light or gives on a common circulation; joinery on a heated dwelling."""
    rows = columns.bridge
    wall = rows["wall"]
    known = wall >= 0
    row = np.where(known, wall, 0)
    if not columns.wall.n:
        return np.zeros(rows.n, bool)
    light = among(columns.wall["enum_materiaux_structure_mur_id"][row], LIGHT_MATERIALS)
    adjacency, junction = columns.wall["enum_type_adjacence_id"][row], rows["enum_type_liaison_id"]
    inside = among(adjacency, CIRCULATIONS) & (junction != CROSS_WALL)
    return known & (light | inside | ((adjacency == HEATED) & (junction == JOINERY)))


def share_counted(columns: Columns) -> NDArray:
    """(rows,) part of the junction that the dwelling loses, 0 to 1.

    Early files do not write it: in a flat, half of the intermediate floors and cross walls is the neighbour's.
    """
    rows = columns.bridge
    share = rows["pourcentage_valeur_pont_thermique"]
    method = columns.dwelling["enum_methode_application_dpe_log_id"][rows.dwelling]
    common = rows.where("enum_type_liaison_id", INTERMEDIATE_FLOOR, CROSS_WALL) & among(method, FLAT_METHODS)
    return np.where((share > 0) & (share <= 1), share, np.where(common, 0.5, 1.0))


def bridge_k(columns: Columns, options: Options) -> NDArray:
    """k × share (rows,) W/(m.K). Software differ on whether the recorded k already holds the share or the length."""
    rows = columns.bridge
    share = share_counted(columns)
    tabulated = gather(lookup("tv_pont_thermique", "tv_pont_thermique_id", "k"), rows["tv_pont_thermique_id"])
    table_k = np.where(np.isfinite(tabulated), tabulated, rows["k_saisi"]) * share
    found = np.where(no_bridge(columns) & ~np.isfinite(rows["k_saisi"]), 0.0, table_k)
    recorded = rows["recorded_k"]
    if not options.recorded:
        # A junction that works leave without row nor typed value keeps the value it had.
        return np.where(np.isfinite(found), found, filled(recorded) * share)
    with_share = (share < 1) & _same(recorded, tabulated * share)
    with_length = _same(recorded / rows["l"], tabulated) | _same(recorded / rows["l"], tabulated * share)
    with_length &= ~_same(recorded, tabulated) & (tabulated > 0)
    read = np.where(with_share, recorded, recorded * share)
    read = np.where(with_length, table_k, read)
    return np.where(np.isfinite(read), read, filled(found))
