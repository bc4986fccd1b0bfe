"""Emitters after works: kept on water, made new, or blown air; their temperature and regulation (§12, §13.2.1)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import MISSING_ID, Columns, Table
from .rows import assign
from .selection import WATER_EMITTERS, WITHOUT_VALVES

LOW, MEDIUM, HIGH = 2, 3, 4  # enum_temp_distribution_ch_id
MAIN, BACKUP = 1, 2  # enum_lien_generateur_emetteur_id
NEW_RADIATORS, BLOWN_REFRIGERANT, STOVE = 39, 42, 21  # enum_type_emission_distribution_id
CENTRAL, DIVIDED = 2, 1  # enum_type_chauffage_id
ROOM_BY_ROOM = 2  # enum_type_regulation_id
AFTER_2000 = 3
WITH_MINIMUM = 3  # enum_equipement_intermittence_id: central, with a minimum temperature
HOT = {11: 12, 13: 14, 15: 16, 17: 18, 24: 25, 26: 27, 28: 29, 30: 31, 32: 33, 34: 35, 36: 37, 38: 39, 46: 47, 48: 49}
COLLECTIVE = {11: 13, 12: 14, 15: 17, 16: 18, 46: 48, 47: 49}
COLLECTIVE |= {kind: kind + 2 for kind in (24, 25, 28, 29, 32, 33, 36, 37)}
VALVES = {kind: kind + 4 for kind in WITHOUT_VALVES}
MATCHED = (
    "tv_rendement_emission_id",
    "tv_rendement_distribution_ch_id",
    "tv_rendement_regulation_id",
    "tv_intermittence_id",
)
RECORDED = (
    "recorded_i0",
    "recorded_rendement_emission",
    "recorded_rendement_distribution",
    "recorded_rendement_regulation",
)


def _mapped(ids: NDArray, pairs: dict[int, int]) -> NDArray:
    dense = np.arange(64)
    dense[list(pairs)] = list(pairs.values())
    return np.where(ids >= 0, dense[np.maximum(ids, 0)], ids)


def forget(emitters: Table, rows: NDArray) -> None:
    """Clear, in place, what was recorded or matched for these emitters."""
    assign(emitters, rows, dict.fromkeys(MATCHED, MISSING_ID) | dict.fromkeys(RECORDED, np.nan))


def is_water(emitters: Table) -> NDArray:
    """(rows,) bool: radiators, floors, ceilings or fan coils on a water network."""
    return emitters.where("enum_type_emission_distribution_id", *WATER_EMITTERS)


def on_collective_network(ids: NDArray) -> NDArray:
    """(rows,) the same water emitters, fed by the network of the building."""
    return _mapped(ids, {own: shared for shared, own in COLLECTIVE.items()})


def at_temperature(ids: NDArray, temperature: int) -> NDArray:
    """(rows,) the same water emitters, individual, on a network at this temperature (65 °C and more is high)."""
    own = _mapped(ids, COLLECTIVE)
    if temperature == HIGH:
        return _mapped(own, {cool: hot for hot, cool in HOT.items()})
    return _mapped(own, HOT)


def warm_at(columns: Columns, rows: NDArray, temperature: int) -> None:
    """Keep the water emitters `rows` and change, in place, the temperature of their network."""
    emitters = columns["heating_emitter"]
    ids = emitters["enum_type_emission_distribution_id"]
    values: dict[str, Any] = {"enum_type_emission_distribution_id": at_temperature(ids, temperature)}
    values |= {"enum_temp_distribution_ch_id": temperature, "enum_lien_generateur_emetteur_id": MAIN}
    assign(emitters, rows, values)
    forget(emitters, rows)


def new_emitter(kind: str, temperature: int) -> dict[str, int]:
    """Columns of a new emitter: "radiateurs_neufs" (water, with valves), "air" (refrigerant) or "poele"."""
    emission = {"air": BLOWN_REFRIGERANT, "poele": STOVE}.get(kind, NEW_RADIATORS)
    stove = kind == "poele"
    return {
        "enum_type_emission_distribution_id": emission,
        "enum_temp_distribution_ch_id": temperature,
        "enum_type_chauffage_id": DIVIDED if stove else CENTRAL,
        "enum_type_regulation_id": ROOM_BY_ROOM,
        "enum_equipement_intermittence_id": 1 if stove else WITH_MINIMUM,
        "enum_periode_installation_emetteur_id": AFTER_2000,
        "reseau_distribution_isole": 0,
        "enum_lien_generateur_emetteur_id": BACKUP if stove else MAIN,
    }


def programme(columns: Columns, equipment: int) -> None:
    """Programmable thermostat, in place: emitters without a minimum temperature at night get one (§8)."""
    emitters = columns["heating_emitter"]
    poor = emitters.where("enum_equipement_intermittence_id", 1, 2, MISSING_ID) & ~emitters.where(
        "enum_type_emission_distribution_id", STOVE
    )
    assign(emitters, poor, {"enum_equipement_intermittence_id": equipment})
    forget(emitters, poor)


def add_valves(columns: Columns) -> None:
    """Thermostatic valves, in place: radiators without become radiators with, regulated room by room (§12.3)."""
    emitters = columns["heating_emitter"]
    bare = emitters.where("enum_type_emission_distribution_id", *WITHOUT_VALVES)
    ids = emitters["enum_type_emission_distribution_id"]
    values = {"enum_type_emission_distribution_id": _mapped(ids, VALVES), "enum_type_regulation_id": ROOM_BY_ROOM}
    assign(emitters, bare, values)
    forget(emitters, bare)
