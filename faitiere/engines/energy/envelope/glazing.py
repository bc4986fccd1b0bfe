"""U of bays and doors (annexe §3.3): Ug, Uw, Ujn, double windows."""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..arrays import among, filled
from ..columns import Columns, Table
from ..options import Options
from ..tables import by_ids, constant, gather, lookup, table
from .opaque import recorded_or

SINGLE, TRIPLE = 1, 3
AIR, ARGON, VERTICAL, NO_SHUTTER = 0, 1, 3, 1
NOT_WINDOWS = (1, 2, 3)
GLASSLESS_FRAMES = {1: 1, 2: 1, 3: 2}  # enum_type_baie_id → enum_type_materiaux_menuiserie_id
FRAMES_OF_GLASSLESS = {1: 1, 2: 3}


def ids_of(cell: object) -> list[int]:
    """The ids listed in a cell (`1|3`); an empty cell lists none."""
    return [int(float(one)) for one in str(cell).split("|") if one not in ("", "nan")]


@cache
def _ug_table() -> tuple[NDArray, NDArray]:
    """Thicknesses (mm), and Ug (5 glazings, 2 gases, 2 tilts (1 vertical), 2 low-e, thickness)."""
    rows = table("tv_ug")
    thickness = np.unique(rows["epaisseur_lame"][np.isfinite(rows["epaisseur_lame"])])
    found = np.full((5, 2, 2, 2, len(thickness)), np.nan)
    for index, glazing in enumerate(rows["enum_type_vitrage_id"].astype(int)):
        if glazing == SINGLE:
            found[SINGLE] = rows["ug"][index]
            continue
        gas = ARGON if ids_of(rows["enum_type_gaz_lame_id"][index]) == [2] else AIR
        vertical = int(ids_of(rows["enum_inclinaison_vitrage_id"][index]) == [VERTICAL])
        place = int(np.searchsorted(thickness, rows["epaisseur_lame"][index]))
        found[glazing, gas, vertical, int(rows["vitrage_vir"][index]), place] = rows["ug"][index]
    return thickness, found


def glass_u(rows: Mapping[str, NDArray], prefix: str = "") -> NDArray:
    """Ug (rows,): typed, by table row, else by glazing, gas, tilt, coating and gap (rounded down). §3.3.1."""
    thickness, values = _ug_table()
    gap = filled(rows[prefix + "epaisseur_lame"], nan=thickness[0])
    place = np.clip(np.searchsorted(thickness, gap, side="right") - 1, 0, len(thickness) - 1)
    glazing = np.clip(rows[prefix + "enum_type_vitrage_id"], 0, 4)
    gas = np.where(glazing == 4, AIR, (rows[prefix + "enum_type_gaz_lame_id"] == 2).astype(int))
    vertical = (rows[prefix + "enum_inclinaison_vitrage_id"] == VERTICAL).astype(int)
    coated = (rows[prefix + "vitrage_vir"] == 1).astype(int)
    matched = values[glazing, gas, vertical, coated, place]
    by_row = gather(lookup("tv_ug", "tv_ug_id", "ug"), rows[prefix + "tv_ug_id"])
    found = np.where(np.isfinite(by_row), by_row, matched)
    return np.where(np.isfinite(rows[prefix + "ug_saisi"]), rows[prefix + "ug_saisi"], found)


@cache
def _uw_table() -> tuple[NDArray, NDArray]:
    """Ug knots (40,), and Uw (9 kinds of bay, 8 frames, 40); a bay without glass has one value everywhere."""
    rows = table("tv_uw")
    knots = np.unique(rows["ug"][np.isfinite(rows["ug"])])
    found = np.full((9, 8, len(knots)), np.nan)
    for index, cell in enumerate(rows["enum_type_baie_id"]):
        for kind in ids_of(cell):
            for frame in ids_of(rows["enum_type_materiaux_menuiserie_id"][index]):
                ug = rows["ug"][index]
                place = int(np.searchsorted(knots, ug)) if np.isfinite(ug) else slice(None)
                found[kind, frame, place] = rows["uw"][index]
    return knots, without_frame(found)


def without_frame(values: NDArray) -> NDArray:
    """The table (kinds, frames, …), glass bricks and polycarbonate filled in where the kind and the frame disagree."""
    for kind, frame in GLASSLESS_FRAMES.items():
        values[kind, :] = values[kind, frame]
    for frame, kind in FRAMES_OF_GLASSLESS.items():
        values[max(GLASSLESS_FRAMES) + 1 :, frame] = values[kind, frame]
    return values


def interpolate(knots: NDArray, values: NDArray, curve: NDArray, x: NDArray) -> NDArray:
    """Linear along the last axis of values (curves, knots), prolonged beyond both ends; curve, x (rows,)."""
    left = np.clip(np.searchsorted(knots, x, side="right") - 1, 0, len(knots) - 2)
    place = curve * len(knots) + left
    low, high = values.ravel()[place], values.ravel()[place + 1]
    return low + (high - low) * (x - knots[left]) / (knots[left + 1] - knots[left])


def window_u(rows: Mapping[str, NDArray], ug: NDArray, prefix: str = "") -> NDArray:
    """Uw (rows,) of one window: typed, else by kind, frame and Ug, else by table row. §3.3.2."""
    knots, values = _uw_table()
    kind = np.clip(rows[prefix + "enum_type_baie_id"], 0, 8)
    frame = np.clip(rows[prefix + "enum_type_materiaux_menuiserie_id"], 0, 7)
    glassless = among(kind, NOT_WINDOWS)
    curve = kind * values.shape[1] + frame
    found = interpolate(knots, values.reshape(-1, len(knots)), curve, np.where(glassless, knots[0], ug))
    by_row = gather(lookup("tv_uw", "tv_uw_id", "uw"), rows[prefix + "tv_uw_id"])
    found = np.where(np.isfinite(found), found, by_row)
    return np.where(np.isfinite(rows[prefix + "uw_saisi"]), rows[prefix + "uw_saisi"], found)


def bay_uw(rows: Table, options: Options) -> NDArray:
    """Uw (rows,), both windows of a double window in series: 1/Uw = 1/Uw1 + 1/Uw2 + 0.07."""
    first = window_u(rows, glass_u(rows))
    double = np.flatnonzero(rows["double_fenetre"] == 1)
    if len(double):
        pairs = rows.chosen(double)
        second = window_u(pairs, glass_u(pairs, "double_"), "double_")
        second = np.where(np.isfinite(second), second, pairs["uw_2"])
        with np.errstate(divide="ignore", invalid="ignore"):
            series = 1 / (1 / first[double] + 1 / second + constant("r_lame_double_fenetre"))
        first[double] = np.where(np.isfinite(series), series, first[double])
    return recorded_or(rows["recorded_uw"], first, options)


@cache
def _ujn_table() -> tuple[NDArray, NDArray, NDArray]:
    """ΔR values (4,), Uw knots, and Ujn (4, knots)."""
    rows = table("tv_ujn")
    resistances, knots = np.unique(rows["deltar"]), np.unique(rows["uw"])
    found = np.full((len(resistances), len(knots)), np.nan)
    found[np.searchsorted(resistances, rows["deltar"]), np.searchsorted(knots, rows["uw"])] = rows["ujn"]
    return resistances, knots, found


def bay_u(columns: Columns, options: Options) -> dict[str, NDArray]:
    """`bay_uw` and `bay_u` (rows,): Ujn with shutters (interpolated in Uw), else Uw. §3.3.3."""
    rows = columns.bay
    uw = bay_uw(rows, options)
    resistances, knots, values = _ujn_table()
    resistance = gather(lookup("tv_deltar", "tv_deltar_id", "deltar"), rows["tv_deltar_id"])
    shutter = gather(by_ids("tv_deltar", "enum_type_fermeture_id", "deltar"), rows["enum_type_fermeture_id"])
    resistance = np.where(np.isfinite(shutter), shutter, resistance)
    place = np.clip(np.searchsorted(resistances, filled(resistance)), 0, len(resistances) - 1)
    ujn = interpolate(knots, values, place, uw)
    closed = np.isfinite(resistance) & (rows["enum_type_fermeture_id"] != NO_SHUTTER)
    found = np.where(closed, ujn, uw)
    found = np.where(np.isfinite(rows["ujn_saisi"]), rows["ujn_saisi"], found)
    return {"bay_uw": uw, "bay_u": recorded_or(rows["recorded_u_menuiserie"], found, options)}


def door_u(rows: Table, options: Options) -> NDArray:
    """Uporte (rows,): typed, by table row, else by kind of door. §3.3.4."""
    by_row = gather(lookup("tv_uporte", "tv_uporte_id", "uporte"), rows["tv_uporte_id"])
    by_kind = gather(by_ids("tv_uporte", "enum_type_porte_id", "uporte"), rows["enum_type_porte_id"])
    found = np.where(np.isfinite(by_row), by_row, by_kind)
    found = np.where(np.isfinite(rows["uporte_saisi"]), rows["uporte_saisi"], found)
    return recorded_or(rows["recorded_uporte"], found, options)
