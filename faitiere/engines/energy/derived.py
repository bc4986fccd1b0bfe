"""Flats whose DPE is deduced from that of their building (annexe §17.2.2): computed whole, then shared out.

The envelope of such a file is the building's. Heating and its auxiliaries follow the key of the file, else the
areas: the text weighs the need of the flat by the share of costs that is individual, but no file holds that need.
Hot water and its auxiliaries follow the key, else the needs, which only depend on the areas. Cooling follows its
key; ventilation, lighting and panels follow the areas.
"""

import numpy as np
from numpy.typing import NDArray

from .arrays import filled
from .columns import Columns, Table
from .dhw import mean_adults

DERIVED_METHODS = (10, 11, 12, 13, 22, 23, 33, 34, 35, 36, 37, 38, 39, 40)
WHOLE_METHOD = 9
KEYS = {
    "ch": ("heating", "cle_repartition_ch"),
    "ecs": ("dhw", "cle_repartition_ecs"),
    "fr": ("cooling", "cle_repartition_clim"),
}
PART = "part_"


def is_derived(columns: Columns) -> NDArray:
    """(n,) bool: a flat deduced from its building."""
    return columns.dwelling.where("enum_methode_application_dpe_log_id", *DERIVED_METHODS)


def _up_to(columns: Columns, name: str, column: str) -> Table:
    """The table, the areas of the derived flats brought to those of their building (some files write the flat's)."""
    rows, derived = columns[name], is_derived(columns)
    served = columns.sum(name, filled(rows[column]))
    building = columns.dwelling["surface_habitable_immeuble"]
    scale = np.where(derived & (served > 0), building / np.where(served > 0, served, 1.0), 1.0)
    scaled = rows.same()
    scaled[column] = rows[column] * scale[rows.dwelling]
    return scaled


def whole(columns: Columns) -> Columns:
    """The same dwellings, the derived ones replaced by their building; other tables are shared, not copied."""
    derived = is_derived(columns)
    if not derived.any():
        return columns
    dwelling = columns.dwelling
    method = dwelling["enum_methode_application_dpe_log_id"]
    edited = dwelling.same()
    edited["enum_methode_application_dpe_log_id"] = np.where(derived, WHOLE_METHOD, method).astype(np.int32)
    edited["surface_habitable_logement"] = np.where(derived, np.nan, dwelling["surface_habitable_logement"])
    tables = {
        **columns.tables,
        "dwelling": edited,
        "ventilation": _up_to(columns, "ventilation", "surface_ventile"),
        "heating": _up_to(columns, "heating", "surface_chauffee"),
    }
    return Columns(tables)


def parts(columns: Columns) -> dict[str, NDArray]:
    """`part_ch`, `part_ecs`, `part_fr`, `part_surface` (n,): what a derived flat has of its building; else 1."""
    derived = is_derived(columns)
    if not derived.any():
        one = np.ones(columns.n)
        return {PART + use: one for use in (*KEYS, "surface")}
    dwelling = columns.dwelling
    flat, building = dwelling["surface_habitable_logement"], dwelling["surface_habitable_immeuble"]
    area = np.where(derived, flat / building, 1.0)
    homes = dwelling["nombre_appartement"]
    water = np.where(derived, mean_adults(flat) / (homes * mean_adults(building / homes)), 1.0)
    found = {PART + "surface": area}
    for use, (table, column) in KEYS.items():
        rows = columns[table]
        key = np.full(columns.n, np.nan)
        key[rows.dwelling[::-1]] = rows[column][::-1]
        found[PART + use] = np.where(derived & (key > 0) & (key < 1), key, water if use == "ecs" else area)
    return found


def part_of(up: dict[str, NDArray], use: str) -> NDArray:
    """(n,) part of a use of `outputs`, among those of `parts`."""
    key = next((key for key in KEYS if use.endswith((f"_{key}", key))), "surface")
    return up[PART + key]
