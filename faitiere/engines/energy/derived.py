"""Flats whose DPE is deduced from that of their building (annexe §17.3): computed whole, then shared out.

The envelope of such a file is the building's. Heating, hot water and cooling follow the keys the file gives
(or the areas); everything else follows the areas.
"""

import re

import numpy as np
from numpy.typing import NDArray

from .arrays import filled
from .classes import classes
from .columns import Columns, Table

DERIVED_METHODS = (10, 11, 12, 13, 22, 23, 33, 34, 35, 36, 37, 38, 39, 40)
WHOLE_METHOD = 9
KEYS = {
    "ch": ("heating", "cle_repartition_ch"),
    "ecs": ("dhw", "cle_repartition_ecs"),
    "fr": ("cooling", "cle_repartition_clim"),
}
NAMED = re.compile(r"(conso|ep_conso|emission_ges|cout)_(.+)")
TOTALS = {
    "conso": "conso_totale_auxiliaire",
    "ep_conso": "ep_conso_totale_auxiliaire",
    "emission_ges": "emission_ges_totale_auxiliaire",
    "cout": "cout_total_auxiliaire",
}


def is_derived(columns: Columns) -> NDArray:
    """(n,) bool: a flat deduced from its building."""
    return columns.dwelling.where("enum_methode_application_dpe_log_id", *DERIVED_METHODS)


def whole(columns: Columns) -> Columns:
    """The same dwellings, the derived ones replaced by their building; other tables are shared, not copied."""
    derived = is_derived(columns)
    if not derived.any():
        return columns
    dwelling, air = columns.dwelling, columns.ventilation
    building = dwelling["surface_habitable_immeuble"]
    method = dwelling["enum_methode_application_dpe_log_id"]
    edited = dict(dwelling)
    edited["enum_methode_application_dpe_log_id"] = np.where(derived, WHOLE_METHOD, method).astype(np.int32)
    edited["surface_habitable_logement"] = np.where(derived, np.nan, dwelling["surface_habitable_logement"])
    served = columns.sum("ventilation", filled(air["surface_ventile"]))
    scale = np.where(derived & (served > 0), building / np.where(served > 0, served, 1.0), 1.0)
    blown = dict(air)
    blown["surface_ventile"] = air["surface_ventile"] * scale[air.dwelling]
    tables = {
        **columns.tables,
        "dwelling": Table("dwelling", edited, columns.n),
        "ventilation": Table("ventilation", blown, air.n),
    }
    return Columns(tables)


def shares(columns: Columns) -> dict[str, NDArray]:
    """`ch`, `ecs`, `fr` and `area` (n,): the flat's part of the building; 1 for a dwelling of its own."""
    dwelling, derived = columns.dwelling, is_derived(columns)
    area = np.where(derived, dwelling["surface_habitable_logement"] / dwelling["surface_habitable_immeuble"], 1.0)
    found = {"area": area}
    for use, (table, column) in KEYS.items():
        rows = columns[table]
        key = np.full(columns.n, np.nan)
        key[rows.dwelling[::-1]] = rows[column][::-1]
        found[use] = np.where(derived & (key > 0) & (key < 1), key, area)
    return found


def share_out(columns: Columns, values: dict[str, NDArray], dates: NDArray) -> dict[str, NDArray]:
    """The yearly results of the derived flats, from those of their building; the class follows."""
    derived = is_derived(columns)
    if not derived.any():
        return {}
    part, found = shares(columns), {}
    for name, value in values.items():
        named = NAMED.fullmatch(name)
        if named and value.ndim == 1 and "_5_usages" not in name:
            use = named[2].removesuffix("_depensier")
            found[name] = value * part.get(use, part["area"])
    flat = np.where(derived, columns.dwelling["surface_habitable_logement"], values["sh"])
    for prefix, auxiliary in TOTALS.items():
        uses = ("ch", "ecs", "fr", "eclairage")
        total = found[auxiliary] + sum(found[f"{prefix}_{use}"] for use in uses)
        old = values[f"{prefix}_5_usages"]
        found[f"{prefix}_5_usages"] = np.where(derived, total, old)
        if f"{prefix}_5_usages_m2" in values:
            found[f"{prefix}_5_usages_m2"] = np.where(derived, total / flat, values[f"{prefix}_5_usages_m2"])
    ratio = found["cout_5_usages"] / values["cout_5_usages"]
    found |= {name: values[name] * ratio for name in ("cout_5_usages_min", "cout_5_usages_max")}
    site = {"date": dates, "zone": values["zone"], "altitude": values["altitude"], "sh": flat}
    found |= classes(found["ep_conso_5_usages_m2"], found["emission_ges_5_usages_m2"], site)
    return found | {"sh": flat}
