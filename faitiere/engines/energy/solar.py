"""South-equivalent area of the bays, month by month (annexe §6.2, §6.3, §18.5)."""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .arrays import filled
from .climate import ZONES
from .columns import Columns, Table
from .envelope.adjacency import VERANDA, veranda_b
from .envelope.glazing import ids_of, without_frame
from .envelope.opaque import recorded_or
from .options import Options
from .tables import constant, gather, lookup, table

LIT = (1, 2, 3)
SLOPES = ("inf25°", "25°-75°", "sup75°")
ORIENTATIONS = ("sud", "nord", "est", "ouest")
HORIZONTAL = 12
FLAT_ORIENTATION, FLAT_TILT = 5, 4


@cache
def c1() -> NDArray:
    """(8, 13, 12) C1 by zone, class (orientation × 3 + slope, 12 horizontal) and month."""
    rows = table("c1_coefficient_orientation")
    found = np.full((8, 13, 12), np.nan)
    for index, zone in enumerate(rows["zone"]):
        name = str(rows["orientation_inclinaison"][index])
        place = HORIZONTAL
        if name != "horizontal":
            orientation, slope = name.split(" ")
            place = ORIENTATIONS.index(orientation) * 3 + SLOPES.index(slope)
        found[ZONES.index(zone), place, int(rows["mois"][index]) - 1] = rows["c1"][index]
    return found


def sky_class(rows: Table) -> NDArray:
    """(rows,) 0 to 12: where the bay looks."""
    orientation, tilt = rows["enum_orientation_id"], rows["enum_inclinaison_vitrage_id"]
    tilted = np.clip(orientation - 1, 0, 3) * 3 + np.clip(tilt - 1, 0, 2)
    flat = (orientation == FLAT_ORIENTATION) | (tilt == FLAT_TILT)
    return np.where(flat, HORIZONTAL, tilted)


@cache
def _sw_table() -> NDArray:
    """Sw (9 kinds, 8 frames, 5 poses, 2 low-e, 5 glazings)."""
    rows = table("tv_sw")
    found = np.full((9, 8, 5, 2, 5), np.nan)
    for index, cell in enumerate(rows["enum_type_baie_id"]):
        poses = ids_of(rows["enum_type_pose_id"][index]) or range(5)
        glazings = ids_of(rows["enum_type_vitrage_id"][index]) or range(5)
        coated = rows["vitrage_vir"][index]
        coats = (int(coated),) if np.isfinite(coated) else (0, 1)
        for kind in ids_of(cell):
            for frame in ids_of(rows["enum_type_materiaux_menuiserie_id"][index]):
                found[np.ix_([kind], [frame], list(poses), list(coats), list(glazings))] = rows["sw"][index]
    return without_frame(found)


def window_sw(rows: Mapping[str, NDArray], prefix: str = "") -> NDArray:
    """Sw (rows,) of one window: typed, by table row, else by kind, frame, pose, coating and glazing. §6.2.1."""
    kind = np.clip(rows[prefix + "enum_type_baie_id"], 0, 8)
    frame = np.clip(rows[prefix + "enum_type_materiaux_menuiserie_id"], 0, 7)
    pose = np.clip(rows[prefix + "enum_type_pose_id"], 0, 4)
    coated = (rows[prefix + "vitrage_vir"] == 1).astype(int)
    glazing = np.clip(rows[prefix + "enum_type_vitrage_id"], 0, 4)
    coated = np.where(glazing == 1, 0, coated)
    by_row = gather(lookup("tv_sw", "tv_sw_id", "sw"), rows[prefix + "tv_sw_id"])
    found = np.where(np.isfinite(by_row), by_row, _sw_table()[kind, frame, pose, coated, glazing])
    return np.where(np.isfinite(rows[prefix + "sw_saisi"]), rows[prefix + "sw_saisi"], found)


def solar_factor(columns: Columns, options: Options) -> NDArray:
    """Sw (rows,) of bays; the product of both windows when there are two."""
    rows = columns.bay
    found = window_sw(rows)
    double = np.flatnonzero(rows["double_fenetre"] == 1)
    if len(double):
        pairs = rows.chosen(double)
        second = window_sw(pairs, "double_")
        second = np.where(np.isfinite(second), second, pairs["sw_2"])
        found[double] *= np.where(np.isfinite(second), second, 1.0)
    return recorded_or(rows["recorded_sw"], found, options)


def masks(columns: Columns, options: Options) -> NDArray:
    """Fe = Fe1·Fe2 (rows,): near masks, then far ones (1 − ΣOmb/100, never below 0). §6.2.2."""
    rows, far = columns.bay, columns.far_mask
    near = gather(lookup("tv_coef_masque_proche", "tv_coef_masque_proche_id", "fe1"), rows["tv_coef_masque_proche_id"])
    near = recorded_or(rows["recorded_fe1"], filled(near, nan=1.0), options)
    homogeneous = gather(
        lookup("tv_coef_masque_lointain_homogene", "tv_coef_masque_lointain_homogene_id", "fe2"),
        rows["tv_coef_masque_lointain_homogene_id"],
    )
    shade = gather(
        lookup("tv_coef_masque_lointain_non_homoge", "tv_coef_masque_lointain_non_homogene_id", "omb"),
        far["tv_coef_masque_lointain_non_homogene_id"],
    )
    total = np.bincount(np.clip(far["bay"], 0, None), filled(shade), minlength=rows.n)[: rows.n]
    sectors = np.maximum(0.0, 1 - total / 100)
    distant = np.minimum(filled(homogeneous, nan=1.0), sectors)
    return near * recorded_or(rows["recorded_fe2"], distant, options)


def _monthly(rows: Table, weight: NDArray, owner: NDArray, zone: NDArray) -> NDArray:
    """(owners, 12) Σ weight·C1 over rows: binned into 13 sky classes, then one product a zone; zone (owners,)."""
    by_class = np.bincount(owner * 13 + sky_class(rows), weight, minlength=len(zone) * 13).reshape(len(zone), 13)
    found = np.empty((len(zone), 12))
    for one in np.unique(zone):
        chosen = zone == one
        found[chosen] = by_class[chosen] @ c1()[one]
    return found


def south_equivalent(columns: Columns, up: dict, options: Options) -> dict[str, NDArray]:
    """`sse` (n, 12) m2 of bays outside and through verandas; `bay_sw`, `bay_fe` (rows,)."""
    rows = columns.bay
    factor, shade = solar_factor(columns, options), masks(columns, options)
    weight = rows["surface_totale_baie"] * factor * shade
    outside = rows.where("enum_type_adjacence_id", *LIT)
    total = _monthly(rows, np.where(outside, weight, 0.0), rows.dwelling, up["zone"])
    if columns.veranda.n:
        total = total + through_verandas(columns, up, weight, options)
    return {"sse": total, "bay_sw": factor, "bay_fe": shade}


def _veranda_of_bays(columns: Columns) -> NDArray:
    """(bays,) the veranda a bay gives on: the one it names, else the first of the dwelling; −1 when none."""
    rows, verandas = columns.bay, columns.veranda
    first = np.full(columns.n, -1)
    first[verandas.dwelling[::-1]] = np.arange(verandas.n)[::-1]
    named = np.where(rows["veranda"] >= 0, rows["veranda"], first[rows.dwelling])
    return np.where(rows["enum_type_adjacence_id"] == VERANDA, named, -1)


def transparency(columns: Columns, options: Options) -> NDArray:
    """(verandas,) T of §6.3, by table row."""
    verandas = columns.veranda
    known = gather(
        lookup("tv_coef_transparence_ets", "tv_coef_transparence_ets_id", "coef_transparence_ets"),
        verandas["tv_coef_transparence_ets_id"],
    )
    return filled(recorded_or(verandas["recorded_coef_transparence_ets"], known, options))


def veranda_reduction(columns: Columns, up: dict, options: Options) -> NDArray:
    """(verandas,) bver: by table row, else by insulation, orientation and zone."""
    verandas = columns.veranda
    known = gather(
        lookup("tv_coef_reduction_deperdition", "tv_coef_reduction_deperdition_id", "b"),
        verandas["tv_coef_reduction_deperdition_id"],
    )
    matched = veranda_b(verandas, up["zone_group"][verandas.dwelling])
    known = np.where(np.isfinite(known), known, matched)
    return filled(recorded_or(verandas["recorded_bver"], known, options))


def through_verandas(columns: Columns, up: dict, weight: NDArray, options: Options) -> NDArray:
    """(n, 12) Σ Sse_ver = Ssd + (Sst − Ssd)·bver, each veranda apart; weight (bays,) A·Sw·Fe. §6.3.

    Without a bay giving on it, nothing enters by a veranda.
    """
    rows, glazing, verandas = columns.bay, columns.veranda_bay, columns.veranda
    zone = up["zone"][verandas.dwelling]
    clear, reduced = transparency(columns, options), veranda_reduction(columns, up, options)
    reached = _veranda_of_bays(columns)
    inner, place = reached >= 0, np.clip(reached, 0, None)
    direct = clear[:, None] * _monthly(rows, np.where(inner, weight, 0.0), place, zone)
    owner = np.clip(glazing["veranda"], 0, None)
    passing = glazing["surface_totale_baie"] * (
        constant("transmission_ets_a") * clear[owner] + constant("transmission_ets_b")
    )
    entering = _monthly(glazing, passing, owner, zone)
    opened = np.bincount(place, inner, minlength=verandas.n) > 0
    each = (direct + (entering - direct) * reduced[:, None]) * opened[:, None]
    return np.stack([columns.sum("veranda", month) for month in each.T], axis=1)
