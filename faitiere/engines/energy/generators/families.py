"""Families of heat generators: which branch of the method an `enum_type_generateur_*_id` follows (§12 to §14)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..arrays import filled, once
from ..columns import MISSING_ID, Table
from ..tables import table

PELLETS = 5  # enum_type_energie_id
COMBUSTION = ("standard", "basse_temperature", "condensation", "bois", "air_chaud", "radiateur_gaz")
BOILERS = ("standard", "basse_temperature", "condensation", "bois")
WATER_HEATERS = ("accumulateur_gaz", "instantane_gaz")


@cache
def _dense(usage: str, column: str, value: str) -> NDArray:
    listed = table("familles_generateurs")
    mine = listed["usage"] == usage
    ids = listed["id"][mine].astype(int)
    dense = np.zeros(ids.max() + 2, bool)  # the last cell answers for a missing id (−1)
    dense[ids] = listed[column][mine] == value
    return dense


def is_family(usage: str, ids: NDArray, *families: str) -> NDArray:
    """(rows,) bool: the generator type (usage "ch" or "ecs") belongs to one of the families."""
    found = np.zeros(len(ids), bool)
    for family in families:
        dense = _dense(usage, "famille", family)
        found |= dense[np.where(ids < len(dense), ids, MISSING_ID)]
    return found


def is_hybrid(usage: str, ids: NDArray, part: str) -> NDArray:
    """(rows,) bool: the heat pump ("pac") or the boiler ("chaudiere") part of a hybrid heat pump (§9.1.4.3)."""
    return _dense(usage, "hybride", part)[ids]


def is_recent_wall_boiler(ids: NDArray) -> NDArray:
    """(rows,) bool: a condensing gas or LPG boiler since 2001, held to hang on a wall and to be small (§13.2.2.4)."""
    return _dense("ch", "murale_depuis_2006", "oui")[ids]


@cache
def _equivalents(usage: str) -> tuple[NDArray, NDArray]:
    """(listed type standing for each type or −1, fuel of the boiler that does or ""), both indexed by type."""
    listed = table("familles_generateurs")
    mine = listed["usage"] == usage
    ids = listed["id"][mine].astype(int)
    kinds = np.full(ids.max() + 2, -1)
    kinds[ids] = filled(listed["type_equivalent"][mine].astype(float), nan=-1).astype(int)
    fuels = np.full(ids.max() + 2, "", dtype=object)
    fuels[ids] = listed["equivalent_par_age"][mine]
    return kinds, fuels


def _by_age(usage: str, fuel: str, year: NDArray) -> NDArray:
    rows = table("chaudieres_par_annee")
    mine = rows["combustible"] == fuel
    types = rows[f"type_{usage}"][mine].astype(int)
    rank = np.searchsorted(rows["annee_max"][mine], filled(year, nan=0.0))
    return types[np.minimum(rank, len(types) - 1)]


def listed_types(usage: str, ids: NDArray, *, energy: NDArray, year: NDArray) -> NDArray:
    """(rows,) type to look up in `tv_generateur_combustion`: the type itself, else the one that stands for it.

    A boiler nobody describes is as old as the building (§13.2.2.3, §17.2.1.1): energy enum_type_energie_id, year.
    """
    kinds, fuels = _equivalents(usage)
    fuel = np.where((fuels[ids] == "bois") & (energy == PELLETS), "granulés", fuels[ids])
    found = np.where(kinds[ids] > 0, kinds[ids], ids)
    for name in ("fioul", "bois", "granulés"):
        found = np.where(fuel == name, _by_age(usage, name, year), found)
    return found


def is_unlisted(usage: str, ids: NDArray) -> NDArray:
    """(rows,) bool: "autre système à combustion" and the like, which no table of the annexe describes."""
    kinds, fuels = _equivalents(usage)
    return (kinds[ids] > 0) | (fuels[ids] != "")


UNSPECIFIED = {"ch": 119, "ecs": 84}  # "système collectif par défaut", written by old files for any generator
JOULE, NETWORK = {"ch": 101, "ecs": 69}, {"ch": 107, "ecs": 72}
SUBSTATION = {"ch": 107, "ecs": 73}
ELECTRICITY, HEAT_NETWORK = 1, 8  # enum_type_energie_id


@cache
def _type_of_row(usage: str) -> NDArray:
    rows = table("tv_generateur_combustion")
    cells = rows[f"enum_type_generateur_{usage}_id"]
    return np.array([-1] + [int(float(str(c).split("|")[0])) if str(c) not in ("", "nan") else -1 for c in cells])


@once
def effective_ids(usage: str, generators: Table) -> NDArray:
    """(rows,) generator type; an unspecified one is told by its energy, else by its recorded combustion row.

    What burns the energy of a heat network is its substation, whatever type is written.
    """
    ids = generators[f"enum_type_generateur_{usage}_id"]
    ids = np.where(ids < len(_equivalents(usage)[0]) - 1, ids, MISSING_ID)
    unspecified = ids == UNSPECIFIED[usage]
    energy, row = generators["enum_type_energie_id"], generators["tv_generateur_combustion_id"]
    types = _type_of_row(usage)
    by_row = types[np.where((row > 0) & (row < len(types)), row, 0)]
    told = np.where(energy == ELECTRICITY, JOULE[usage], np.where(energy == HEAT_NETWORK, NETWORK[usage], by_row))
    told = np.where(unspecified & (told > 0), told, ids)
    plugged = (energy == HEAT_NETWORK) & ~is_family(usage, told, "reseau")
    return np.where(plugged, SUBSTATION[usage], told)
