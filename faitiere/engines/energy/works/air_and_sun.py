"""New ventilation, and solar panels for electricity (§4, §5, §16)."""

import numpy as np

from ..columns import MISSING_ID, Columns
from .rows import append, assign
from .selection import ALREADY, is_house

RECENT = 1


def ventilate(columns: Columns, code: str, chosen: dict, _reading: str) -> None:
    """Apply a ventilation work in place, where the present one is not already as good."""
    air = columns["ventilation"]
    rows = ~air.where("enum_type_ventilation_id", *ALREADY[code])
    values = {"enum_type_ventilation_id": int(chosen["type"]), "tv_debits_ventilation_id": MISSING_ID}
    assign(air, rows, values | {"ventilation_post_2012": RECENT, "recorded_pvent_moy": np.nan})


def install_panels(columns: Columns, _code: str, chosen: dict, _reading: str) -> None:
    """Apply photovoltaic panels in place on houses that have none: an area, an orientation and a slope."""
    having = np.bincount(columns["pv"].dwelling, minlength=columns.n) > 0
    owner = np.flatnonzero(is_house(columns) & ~having)
    values = {"surface_totale_capteurs": chosen["kwc"] * chosen["m2_par_kwc"]}
    values |= {"enum_orientation_pv_id": int(chosen["orientation"])}
    append(columns, "pv", owner, values | {"enum_inclinaison_pv_id": int(chosen["inclinaison"])})
    columns["dwelling"]["presence_production_pv"][owner] = 1
