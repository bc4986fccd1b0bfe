"""The conventional air-tightness class after works (§4): better once most surfaces or joints are better."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..columns import MISSING_ID, Columns
from ..tables import table
from .catalogue import hypothesis
from .positions import BARE, resolved

BY_TABLE = 1  # enum_methode_saisie_q4pa_conv_id
HEATED = 22


@cache
def _better(column: str) -> NDArray:
    """Dense: row of `tv_q4pa_conv` → the row of the same period with `column` = 1 (itself when there is none)."""
    listed = table("tv_q4pa_conv")
    ids = listed["tv_q4pa_conv_id"].astype(int)
    periods = [set(str(cell).split("|")) for cell in listed["enum_periode_construction_id"]]
    better = np.arange(ids.max() + 1)
    for place, row in enumerate(ids):
        for other, period in enumerate(periods):
            if listed[column][other] == 1 and period == periods[place]:
                better[row] = ids[other]
    insulated = ids[listed["isolation_surfaces"] == 1]
    better[insulated] = insulated
    return better


def _replace(columns: Columns, rows: NDArray, column: str) -> None:
    """Give, in place, the better class to the ventilation rows concerned whose class comes from the table."""
    air = columns["ventilation"]
    tv = air["tv_q4pa_conv_id"]
    method = air["enum_methode_saisie_q4pa_conv_id"]
    chosen = rows & (tv > 0) & ((method == BY_TABLE) | (method == MISSING_ID))
    new = np.where(chosen, _better(column)[np.where(chosen, tv, 0)], tv).astype(np.int32)
    air["recorded_q4pa_conv"] = np.where(new != tv, np.nan, air["recorded_q4pa_conv"])
    air["tv_q4pa_conv_id"] = new


def insulated_share(columns: Columns) -> NDArray:
    """(n,) part of the area of loss walls and roofs that is insulated."""
    total, insulated = np.zeros(columns.n), np.zeros(columns.n)
    period = columns["dwelling"]["enum_periode_construction_id"]
    for name in ("wall", "roof"):
        part = columns[name]
        area = np.nan_to_num(part["surface_paroi_opaque"]) * ~part.where("enum_type_adjacence_id", HEATED)
        position = resolved(part["enum_type_isolation_id"], period[part.dwelling])
        total += columns.sum(name, area)
        insulated += columns.sum(name, area * (position != BARE))
    return insulated / np.maximum(total, 1e-9)


def tighten(columns: Columns) -> None:
    """After insulation works, in place: the class "most surfaces insulated" where it is now true."""
    rows = insulated_share(columns) > hypothesis("majorite")
    _replace(columns, rows[columns["ventilation"].dwelling], "isolation_surfaces")


def seal_joints(columns: Columns) -> None:
    """After new windows, in place: the class "joinery with seals" where most of the glazed area has them."""
    bay = columns["bay"]
    area = np.nan_to_num(bay["surface_totale_baie"])
    sealed = columns.sum("bay", area * (bay["presence_joint"] == 1))
    rows = sealed > hypothesis("majorite") * np.maximum(columns.sum("bay", area), 1e-9)
    _replace(columns, rows[columns["ventilation"].dwelling], "presence_joints_menuiserie")
