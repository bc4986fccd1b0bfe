"""Electricity of auxiliaries: generators, circulators of heating, loops and tracing of hot water (§15)."""

import numpy as np
from numpy.typing import NDArray

from .arrays import across, among, filled
from .columns import Columns
from .generators.families import is_family
from .generators.operating import network_level
from .tables import constant, table

MONOTUBE = tuple(range(24, 32))  # enum_type_emission_distribution_id
RADIATORS = tuple(range(24, 40))
FLOORS = (11, 12, 13, 14)
FLOORS_AND_CEILINGS = tuple(range(11, 19))
WATER = (*range(11, 19), *range(24, 40), *range(46, 50))
AIR_NETWORK = 5
MILD = (2, 3)  # enum_temp_distribution_ch_id: low and medium
AIR_TO_AIR = (1, 2, 3)  # enum_type_generateur_ch_id
LOOPED, TRACED = 2, 3  # enum_bouclage_reseau_ecs_id
LABELS = {
    "boiler": "chaudière gaz/fioul/GPL (PAC hybride partie chaudière comprise)",
    "air": "générateur à air chaud",
    "radiator": "radiateur gaz",
    "wood": "chaudière bois avec ventilateur",
}


def _coefficients(usage: str, ids: NDArray, fan: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    """(G W, H W/kW, cap of Pn in kW), (generators,) each, §15.1. Wood boilers count only with a fan."""
    rows = table("auxiliaires_generation_GH")
    at = {label: i for i, label in enumerate(rows["generateur"])}
    kind = np.full(len(ids), at["autres"])
    kind[is_family(usage, ids, "standard", "basse_temperature", "condensation", "accumulateur_gaz")] = at[
        LABELS["boiler"]
    ]
    kind[is_family(usage, ids, "instantane_gaz")] = at["autres"]
    kind[is_family(usage, ids, "bois") & fan] = at[LABELS["wood"]]
    kind[is_family(usage, ids, "air_chaud")] = at[LABELS["air"]]
    kind[is_family(usage, ids, "radiateur_gaz")] = at[LABELS["radiator"]]
    cap = filled(rows["Pn_plafond_kW"], nan=np.inf)
    return rows["G_W"][kind], rows["H_W_par_kW"][kind], cap[kind]


def generation(usage: str, ids: NDArray, fan: NDArray, *, pn: NDArray, need_kwh: NDArray) -> NDArray:
    """(generators,) kWh a year: (G + H·Pn)·B/Pn. usage "ch" or "ecs"; pn W; need_kwh the need each covers."""
    g, h, cap = _coefficients(usage, ids, fan)
    power = g + h * np.minimum(pn / 1000, cap)
    return filled(np.where(power > 0, power * need_kwh / pn, 0.0))


def _circulator_rows(columns: Columns, blown: NDArray) -> dict[str, NDArray]:
    """Per heating installation: the least favourable drop (kPa), Fcot, δθ, and whether there is a network."""
    emitters = columns.heating_emitter
    link = emitters["heating"]
    kind = "enum_type_emission_distribution_id"
    water = emitters.where(kind, *WATER) | (emitters.where(kind, AIR_NETWORK) & blown[emitters.dwelling])
    drop = np.where(
        emitters.where(kind, *MONOTUBE),
        constant("drop_monotube"),
        np.where(
            emitters.where(kind, *RADIATORS),
            constant("drop_radiator"),
            np.where(emitters.where(kind, *FLOORS_AND_CEILINGS), constant("drop_floor"), constant("drop_other")),
        ),
    )
    factor = np.where(emitters.where(kind, *FLOORS), constant("fcot_floor"), constant("fcot_other"))
    worst_drop, worst_factor = np.zeros(columns.heating.n), np.zeros(columns.heating.n)
    np.maximum.at(worst_drop, link[water], drop[water])
    np.maximum.at(worst_factor, link[water], factor[water])
    mild = np.zeros(columns.heating.n, bool)
    mild[link[water & among(network_level(emitters), MILD)]] = True
    fall = np.where(mild, constant("fall_low"), constant("fall_high"))
    return {"drop": worst_drop, "factor": worst_factor, "fall": fall, "water": worst_factor > 0}


def heating_distribution(columns: Columns, up: dict, *, ids: NDArray, shares: NDArray, blown: NDArray) -> NDArray:
    """(installations,) kWh a year of the heating circulator (§15.2.1, §15.2.2).

    up: gv (n,) W/K, tbase (n,) °C, sh (n,) m², nref19 (n, 12) h; ids, shares (generators,): type of each and the
    share of the dwelling's need it covers, which is what its network carries; blown (n,) bool: air networks count.
    """
    heating = columns.heating
    owner = heating.dwelling
    rows = _circulator_rows(columns, blown)
    piped = ~is_family("ch", ids, "joule", "poele", "radiateur_gaz") & ~among(ids, AIR_TO_AIR)
    part = np.bincount(columns.heating_generator["heating"], shares * piped, minlength=heating.n)
    area = np.where(np.isnan(heating["surface_chauffee"]), up["sh"][owner], heating["surface_chauffee"])
    levels = np.maximum(filled(heating["nombre_niveau_installation_ch"], nan=1.0), 1.0)
    length = constant("pump_length_factor") * rows["factor"] * (levels + np.sqrt(area / levels))
    pressure = constant("drop_per_metre") * length + rows["drop"]
    power_kw = 1e-3 * up["gv"][owner] * (constant("circulator_indoor") - up["tbase"][owner])
    flow = power_kw * part / (constant("water_heat_capacity") * rows["fall"])
    size = np.maximum(1, area / constant("pump_reference_area"))
    electric = constant("pump_factor") * (pressure * flow / size) ** constant("pump_exponent") * size
    electric = np.maximum(constant("circulator_minimum"), electric)
    return np.where(rows["water"] & (part > 0), electric * across(up["nref19"])[owner] / 1000, 0.0)


def dhw_distribution(columns: Columns, need_wh: NDArray, *, area: NDArray, ratio: NDArray, days: NDArray) -> NDArray:
    """(installations,) kWh a year of the loop pump or the tracing of collective installations (§15.2.3).

    need_wh (installations, 12): need of the dwelling it covers, Wh; area (installations,): m² served by the
    whole installation; ratio (installations,): dwelling area over that area; days (12,).
    """
    installations = columns.dhw
    collective = installations["enum_type_installation_id"] > 1
    loop = installations["enum_bouclage_reseau_ecs_id"]
    lost = constant("loop_loss") * need_wh / ratio[:, None]
    drawing = constant("drawing_hours") * days
    flow = lost / (constant("loop_fall_power") * drawing)
    levels = np.maximum(filled(installations["nombre_niveau_installation_ecs"], nan=1.0), 1.0)
    climb = constant("loop_length_level") * (levels - constant("loop_level_offset"))
    length = constant("loop_length_area") * np.sqrt(area / levels) + climb
    drop = constant("loop_drop_per_metre") * length + constant("loop_drop")
    hydraulic = flow * drop[:, None] / 3.6
    electric = constant("loop_efficiency") * hydraulic ** (1 - constant("loop_efficiency_exponent"))
    electric = np.maximum(constant("loop_pump_idle"), electric)
    pump = drawing * electric + (24 * days - drawing) * constant("loop_pump_idle")
    tracing = constant("tracing_loss") * across(need_wh)
    wh = np.where(loop == LOOPED, across(pump) * ratio, np.where(loop == TRACED, tracing, 0.0))
    return np.where(collective, wh / 1000, 0.0)
