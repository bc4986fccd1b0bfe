"""Thermal bridges (annexe §3.4): k of the junction, and the share that counts."""

import numpy as np
from numpy.typing import NDArray

from ..arrays import among, filled
from ..columns import Columns
from ..options import Options
from ..tables import constant, gather, lookup

LIGHT_MATERIALS = (5, 6, 7, 16, 18, 24, 25, 26, 27)
CIRCULATIONS, HEATED = (14, 15, 16, 17, 18), 22
INTERMEDIATE_FLOOR, CROSS_WALL, JOINERY = 2, 4, 5
FLAT_METHODS = (2, 3, 4, 5, 31, 32)
TOLERANCE = 2e-3


def _same(a: NDArray, b: NDArray) -> NDArray:
    return np.abs(a - b) < TOLERANCE


def _adjacency_of(columns: Columns, name: str, link: NDArray) -> NDArray:
    """(rows,) enum_type_adjacence_id of the linked rows of a table, 0 without link."""
    table = columns[name]
    if not table.n:
        return np.zeros(len(link), int)
    return np.where(link >= 0, table["enum_type_adjacence_id"][np.clip(link, 0, None)], 0)


def door_of(columns: Columns) -> NDArray:
    """(rows,) the door a joinery bridge surrounds: the one it names, else the one it has the length of, else −1.

    Early files name neither wall nor opening. Their joinery is listed bays first, then doors: the last bridges are
    those of the doors, when their length is a door's outline without its sill (two jambs and a lintel).
    """
    rows, doors = columns.bridge, columns.door
    named = rows["door"]
    loose = rows.where("enum_type_liaison_id", JOINERY)
    loose = loose & (named < 0) & (rows["wall"] < 0) & (rows["bay"] < 0)
    if not doors.n or not loose.any():
        return named
    chosen = np.flatnonzero(loose)
    owner = rows.dwelling[chosen]
    total, count = np.bincount(owner, minlength=columns.n), np.bincount(doors.dwelling, minlength=columns.n)
    rank = np.arange(len(owner)) - np.searchsorted(owner, owner, side="left")
    place = rank - (total - count)[owner]
    start = np.searchsorted(doors.dwelling, owner, side="left")
    guess = np.clip(start + place, 0, doors.n - 1)
    height = constant("hauteur_porte")
    outline = 2 * height + doors["surface_porte"][guess] / height
    fits = (place >= 0) & (np.abs(rows["l"][chosen] - outline) <= constant("ecart_tour_de_porte"))
    found = named.copy()
    found[chosen] = np.where(fits, guess, -1)
    return found


def no_bridge(columns: Columns) -> NDArray:
    """(rows,) bool: the wall is light or gives on a common circulation; joinery on a heated dwelling."""
    rows = columns.bridge
    wall, junction = rows["wall"], rows["enum_type_liaison_id"]
    light = np.zeros(rows.n, bool)
    if columns.wall.n:
        material = columns.wall["enum_materiaux_structure_mur_id"][np.clip(wall, 0, None)]
        light = (wall >= 0) & among(material, LIGHT_MATERIALS)
    by_wall, by_door = _adjacency_of(columns, "wall", wall), _adjacency_of(columns, "door", door_of(columns))
    adjacency = np.where(wall >= 0, by_wall, by_door)
    inside = among(adjacency, CIRCULATIONS) & (junction != CROSS_WALL)
    return light | inside | ((adjacency == HEATED) & (junction == JOINERY))


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
        return filled(found)
    with_share = (share < 1) & _same(recorded, tabulated * share)
    with_length = _same(recorded / rows["l"], tabulated) | _same(recorded / rows["l"], tabulated * share)
    with_length &= ~_same(recorded, tabulated) & (tabulated > 0)
    read = np.where(with_share, recorded, recorded * share)
    read = np.where(with_length, table_k, read)
    return np.where(np.isfinite(read), read, filled(found))
