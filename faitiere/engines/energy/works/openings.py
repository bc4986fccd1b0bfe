"""New windows, roof windows and doors: typed U and solar factor in place of those of today (§3.3, §18)."""

import numpy as np

from ..columns import MISSING_ID, Columns
from .airtightness import seal_joints
from .rows import assign, split
from .selection import targets

TYPED_UW_SW = 8  # enum_methode_saisie_perf_vitrage_id: Uw and Sw typed, U with shutters computed
TYPED_DOOR = 2  # enum_methode_saisie_uporte_id
ARGON = 2
INSULATED_DOOR = 13


def replace_windows(columns: Columns, code: str, chosen: dict, reading: str) -> None:
    """Apply a window work in place: frames, glazing and seals are new; shutters, size and orientation stay."""
    rows = split(columns, "bay", targets(columns, code, chosen, reading), chosen["share"])
    bay = columns["bay"]
    values = {"uw_saisi": chosen["uw"], "sw_saisi": chosen["sw"]}
    values |= {"enum_methode_saisie_perf_vitrage_id": TYPED_UW_SW, "enum_type_vitrage_id": int(chosen["vitrage"])}
    values |= {"enum_type_gaz_lame_id": ARGON, "vitrage_vir": 1, "presence_joint": 1, "double_fenetre": 0}
    for column in ("tv_ug_id", "tv_uw_id", "tv_ujn_id", "tv_sw_id"):
        values[column] = MISSING_ID
    for column in ("ug_saisi", "ujn_saisi", "uw_1", "sw_1", "uw_2", "sw_2", "recorded_ug", "recorded_uw"):
        values[column] = np.nan
    for column in ("recorded_ujn", "recorded_u_menuiserie", "recorded_sw"):
        values[column] = np.nan
    assign(bay, rows, values)
    seal_joints(columns)


def replace_doors(columns: Columns, code: str, chosen: dict, reading: str) -> None:
    """Apply the door work in place."""
    door = columns["door"]
    rows = targets(columns, code, chosen, reading)
    values = {"uporte_saisi": chosen["ud"], "recorded_uporte": np.nan, "tv_uporte_id": MISSING_ID}
    values |= {"enum_methode_saisie_uporte_id": TYPED_DOOR, "enum_type_porte_id": INSULATED_DOOR, "presence_joint": 1}
    assign(door, rows, values)
