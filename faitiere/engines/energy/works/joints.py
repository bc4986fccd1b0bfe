"""Linear losses of the joints after works: the same junction, with the insulation where it now stands (§3.4).

A junction whose table row is known keeps its row but for the insulation that moved, so that nothing else
changes by accident; one whose row is not known is matched from the wall, the slab and the opening it links.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..columns import MISSING_ID, Columns
from ..tables import table
from .catalogue import hypothesis
from .positions import LABELS, OUTSIDE, after, resolved
from .rows import assign

FROM_TABLE = {"enum_methode_saisie_pont_thermique_id": 1, "k_saisi": np.nan, "recorded_k": np.nan}
LOW_FLOOR, ROOF, JOINERY = 1, 3, 5  # enum_type_liaison_id
EITHER = 2  # this junction does not depend on the returns of insulation
NARROW, WIDE = 5, 10  # cm, largeur_dormant
ID_OF = {label: code for code, label in LABELS.items()}


@cache
def _rows() -> dict[str, NDArray]:
    """The junction table as ids: (rows,) for each attribute, 0 where it does not apply."""
    listed = table("tv_pont_thermique")
    ids = {
        "id": listed["tv_pont_thermique_id"].astype(int),
        "liaison": listed["enum_type_liaison_id"].astype(int),
        "wall": np.array([ID_OF[str(label)] for label in listed["isolation_mur"]]),
        "slab": np.array([ID_OF.get(str(label), 0) for label in listed["isolation_plancher"]]),
    }
    for name, column in (("pose", "enum_type_pose_id"), ("frame", "largeur_dormant")):
        ids[name] = np.nan_to_num(listed[column].astype(float)).astype(int)
    returns = listed["presence_retour_isolation"].astype(float)
    ids["returns"] = np.where(np.isnan(returns), EITHER, returns).astype(int)
    return ids


def _key(of: dict[str, NDArray]) -> NDArray:
    key = of["liaison"]
    for name, size in (("wall", 10), ("slab", 10), ("pose", 5), ("frame", 20), ("returns", 3)):
        key = key * size + of[name]
    return key


@cache
def _index() -> tuple[NDArray, NDArray]:
    keys = _key(_rows())
    order = np.argsort(keys)
    return keys[order], _rows()["id"][order]


def _find(of: dict[str, NDArray]) -> NDArray:
    keys, ids = _index()
    wanted = _key(of)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, ids[place], MISSING_ID)


def _find_with_returns(of: dict[str, NDArray], returns: NDArray) -> NDArray:
    """Table rows for these junctions; some do not depend on the returns, nor on the place of the frame."""
    none = np.zeros(len(returns), int)
    found = _find(of | {"returns": returns})
    either = _find(of | {"returns": none + EITHER})
    bare = _find(of | {"returns": none + EITHER, "pose": none, "frame": none})
    found = np.where(found < 0, either, found)
    return np.where(found < 0, bare, found)


def moved(rows: NDArray, name: str, *, inside: bool, returns: int) -> NDArray:
    """(m,) table rows of the same junctions once the wall ("wall") or slab is insulated; −1 when there is none.

    `returns`: 1 when the reveals are insulated with the wall; reveals already insulated stay so.
    """
    listed = _rows()
    place = np.searchsorted(listed["id"], rows)
    of = {column: values[place] for column, values in listed.items()}
    side = "wall" if name == "wall" else "slab"
    of[side] = np.where(of[side] > 0, after(np.maximum(of[side], 1), inside=inside), 0)
    known = np.where(of["returns"] == EITHER, 0, of["returns"])
    return _find_with_returns(of, np.maximum(known, returns if name == "wall" else 0))


def matched(columns: Columns) -> NDArray:
    """(bridges,) table row found from what each junction links: wall, slab, bay or door; −1 when it is unknown."""
    bridge, period = columns["bridge"], columns["dwelling"]["enum_periode_construction_id"]
    period = period[bridge.dwelling]

    def linked(name: str, column: str) -> NDArray:
        values, link = columns[name][column], bridge[name]
        return np.where(link >= 0, values[link], MISSING_ID) if len(values) else np.full(bridge.n, MISSING_ID)

    liaison = bridge["enum_type_liaison_id"]
    floor = resolved(linked("floor", "enum_type_isolation_id"), period, unknown=OUTSIDE)
    roof = resolved(linked("roof", "enum_type_isolation_id"), period, unknown=OUTSIDE)
    of = {"liaison": np.maximum(liaison, 0), "wall": resolved(linked("wall", "enum_type_isolation_id"), period)}
    of["slab"] = np.where(liaison == LOW_FLOOR, floor, np.where(liaison == ROOF, roof, 0))
    for key, column in (("pose", "enum_type_pose_id"), ("frame", "largeur_dormant")):
        of[key] = _of_opening(linked, column, liaison)
    returns = np.clip(_of_opening(linked, "presence_retour_isolation", liaison), 0, 1)
    of["frame"] = np.where(liaison == JOINERY, np.where(of["frame"] >= WIDE, WIDE, NARROW), 0)
    return np.where(bridge["wall"] >= 0, _find_with_returns(of, returns), MISSING_ID)


def _of_opening(linked: Callable[[str, str], NDArray], column: str, liaison: NDArray) -> NDArray:
    bay, door = linked("bay", column), linked("door", column)
    found = np.nan_to_num(np.where(np.nan_to_num(bay, nan=-1) >= 0, bay, door), nan=0)
    return np.where(liaison == JOINERY, np.maximum(found, 0), 0).astype(int)


def concerned(columns: Columns, name: str, rows: NDArray) -> NDArray:
    """(bridges,) bool: junctions of the rows, or of no known row when most of the home's rows are concerned."""
    bridge, owners = columns["bridge"], columns[name]
    area = np.nan_to_num(owners["surface_paroi_opaque"])
    most = columns.sum(name, area * rows) >= hypothesis("majorite") * np.maximum(columns.sum(name, area), 1e-9)
    link = bridge[name]
    kinds = {"wall": (1, 2, 3, 4, 5), "floor": (1,), "roof": (3,)}[name]
    unknown = (link < 0) & most[bridge.dwelling] & bridge.where("enum_type_liaison_id", *kinds)
    return np.where(link >= 0, rows[link] if len(rows) else False, unknown)


def move_insulation(columns: Columns, name: str, rows: NDArray, *, inside: bool, returns: int = 0) -> None:
    """Update, in place, the junctions of the rows just insulated; `returns` 1 when reveals are insulated too."""
    bridge = columns["bridge"]
    touched = concerned(columns, name, rows)
    known = touched & (bridge["tv_pont_thermique_id"] > 0)
    linked = touched & ~known & (bridge[name] >= 0)
    if name == "wall":
        _reveals(columns, rows, returns)
    tv = np.where(linked, matched(columns), bridge["tv_pont_thermique_id"])
    after_works = moved(tv[known], name, inside=inside, returns=returns)
    tv[known] = np.where(after_works > 0, after_works, tv[known])
    bridge["tv_pont_thermique_id"] = tv.astype(np.int32)
    retyped = (known | linked) & (tv > 0)
    assign(bridge, retyped, FROM_TABLE)


def rematch(columns: Columns, name: str, rows: NDArray) -> None:
    """Match again, in place, the junctions of rows whose insulation was corrected (not added to)."""
    bridge = columns["bridge"]
    found = matched(columns)
    touched = concerned(columns, name, rows) & (found > 0)
    assign(bridge, touched, FROM_TABLE | {"tv_pont_thermique_id": found})


def _reveals(columns: Columns, rows: NDArray, returns: int) -> None:
    for name in ("bay", "door"):
        opening = columns[name]
        link = opening["wall"]
        inside = (link >= 0) & (rows[link] if len(rows) else False)
        better = np.maximum(opening["presence_retour_isolation"], returns)
        assign(opening, inside, {"presence_retour_isolation": better})
