"""Which rows a work touches, how much of it there is, and the few facts on a home that works ask about."""

import numpy as np
from numpy.typing import NDArray

from ..climate import BUILDING_METHODS, is_building, size
from ..columns import Columns
from ..derived import is_derived
from .catalogue import Work, entry, parameters
from .present import u_before

# Groups of ids of the ADEME lists (enum_*), named once.
OUTSIDE = 1
HEATED = 22
ATTICS = (11, 12, 13)
UNHEATED_ROOMS = (8, 9, 10, 14, 15, 16, 17, 18, 19, 21)
UNDER_FLOOR = (1, 3, 4, 6, 8, 9, 14, 15, 16, 17, 18, 19, 21)
ON_EARTH = (2, 5)
PITCHED = (12, 13, 16)
WINDOWS = (4, 5, 6, 7, 8, -1)
VERTICAL = (3, -1)
WATER_EMITTERS = (*range(11, 19), *range(24, 40), *range(46, 50))
WITHOUT_VALVES = (24, 25, 26, 27, 32, 33, 34, 35)
WOOD_STOVES = (*range(20, 47), 48, 49, 140, 141)
PROGRAMMED = (3, 4, 5, 6, 7)
HUMIDITY = (*range(7, 10), *range(13, 16), 17, 18)
BALANCED = (*range(19, 25), 37, 38)
ALREADY = {"vmc_hygro_a": HUMIDITY + BALANCED, "vmc_hygro_b": (13, 14, 15, 18, *BALANCED), "vmc_double_flux": BALANCED}


def _walls(columns: Columns) -> dict[str, NDArray]:
    wall = columns["wall"]
    return {
        "murs_exterieurs": wall.where("enum_type_adjacence_id", OUTSIDE),
        "murs_non_chauffes": wall.where("enum_type_adjacence_id", *UNHEATED_ROOMS),
    }


def _roofs(columns: Columns) -> dict[str, NDArray]:
    roof = columns["roof"]
    pitched = roof.where("enum_type_plancher_haut_id", *PITCHED) & ~roof.where("enum_type_adjacence_id", HEATED)
    return {
        "combles_perdus": roof.where("enum_type_adjacence_id", *ATTICS) & ~pitched,
        "rampants": pitched,
        "toitures_terrasses": roof.where("enum_type_adjacence_id", OUTSIDE) & ~pitched,
    }


def _openings(columns: Columns) -> dict[str, NDArray]:
    bay, door = columns["bay"], columns["door"]
    window = bay.where("enum_type_baie_id", *WINDOWS) & ~bay.where("enum_type_adjacence_id", HEATED)
    upright = bay.where("enum_inclinaison_vitrage_id", *VERTICAL)
    return {
        "fenetres": window & upright,
        "fenetres_toit": window & ~upright,
        "portes": ~door.where("enum_type_adjacence_id", HEATED),
    }


TABLE_OF = {
    "murs_exterieurs": "wall",
    "murs_non_chauffes": "wall",
    "combles_perdus": "roof",
    "rampants": "roof",
    "toitures_terrasses": "roof",
    "planchers_accessibles": "floor",
    "fenetres": "bay",
    "fenetres_toit": "bay",
    "portes": "door",
}
AREA = {"wall": "surface_paroi_opaque", "roof": "surface_paroi_opaque", "floor": "surface_paroi_opaque"}


def existing(columns: Columns, rule: str) -> NDArray:
    """(rows,) bool: the rows of the component a quantity rule speaks of, whatever their state."""
    if rule == "planchers_accessibles":
        return columns["floor"].where("enum_type_adjacence_id", *UNDER_FLOOR)
    return (_walls(columns) | _roofs(columns) | _openings(columns))[rule]


def targets(columns: Columns, code: str, chosen: dict, reading: str = "inputs-only") -> NDArray:
    """(rows,) bool: the rows the work changes: those of its component that are worse than what it brings."""
    rule = entry(code).quantite
    rows = existing(columns, rule)
    u = u_before(columns, TABLE_OF[rule], reading)
    limit = 1 / chosen["r"] if "r" in chosen else chosen.get("uw", chosen.get("ud"))
    return rows & (u > limit)


def amounts(columns: Columns, code: str | Work, *, reading: str = "inputs-only") -> NDArray:
    """(n,) how much of a work there is in each home, in the unit of the catalogue: m², unité, kWc, forfait."""
    work = code if isinstance(code, Work) else Work(code)
    known, chosen = entry(work.code), parameters(work)
    if known.quantite == "logement":
        return np.asarray(size(columns)["nb"], float)
    if known.quantite == "puissance_photovoltaique":
        return np.full(columns.n, float(chosen["kwc"]))
    table = columns[TABLE_OF[known.quantite]]
    rows = targets(columns, work.code, chosen, reading)
    if table.name == "door":
        return columns.sum("door", np.where(rows, np.where(np.isnan(table["nb_porte"]), 1, table["nb_porte"]), 0.0))
    area = np.nan_to_num(table[AREA.get(table.name, "surface_totale_baie")])
    return columns.sum(table.name, np.where(rows, area, 0.0)) * chosen["share"]


def quantities(columns: Columns, code: str | Work, *, reading: str = "inputs-only") -> float:
    """How much of a work there is in a home (n = 1); see `amounts`."""
    return float(amounts(columns, code, reading=reading)[0])


def is_house(columns: Columns) -> NDArray:
    """(n,) bool: an individual house."""
    return columns["dwelling"].where("enum_methode_application_dpe_log_id", 1)


def has(columns: Columns, name: str, rows: NDArray) -> NDArray:
    """(n,) bool: at least one row of the table satisfies the mask (rows,)."""
    return columns.sum(name, rows.astype(float)) > 0


def whole_building(columns: Columns) -> NDArray:
    """(n,) bool: a whole building heated by water, whose heating may be chosen as a whole."""
    return is_building(columns) & water_emitters(columns)


def of_building(columns: Columns) -> NDArray:
    """(n,) bool: the DPE describes a whole building, or a flat by its building: systems there are not one home's."""
    return is_derived(columns) | columns["dwelling"].where("enum_methode_application_dpe_log_id", *BUILDING_METHODS)


def _own(columns: Columns, name: str) -> NDArray:
    part = columns[name]
    collective = has(columns, name, part.where("enum_type_installation_id", 2, 3, 4))
    return has(columns, name, np.ones(part.n, bool)) & ~collective & ~of_building(columns)


def own_heating(columns: Columns) -> NDArray:
    """(n,) bool: one home with a heating installation, none of them collective."""
    return _own(columns, "heating")


def own_dhw(columns: Columns) -> NDArray:
    """(n,) bool: one home with a hot water installation, none of them collective."""
    return _own(columns, "dhw")


def water_emitters(columns: Columns) -> NDArray:
    """(n,) bool: radiators or a floor heated by water."""
    emitter = columns["heating_emitter"]
    return has(columns, "heating_emitter", emitter.where("enum_type_emission_distribution_id", *WATER_EMITTERS))
