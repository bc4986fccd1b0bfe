"""A new heating system: one central installation in place of the former ones, wood stoves kept (§9, §12 to 14)."""

import numpy as np
from numpy.typing import NDArray

from ..climate import is_building
from ..columns import MISSING_ID, Columns
from . import building, emitters, hot_water
from .catalogue import UnknownWork, entry, generator
from .present import freeze_tabulated_u
from .rows import append, assign, keep
from .selection import WOOD_STOVES, has, is_house, own_heating, water_emitters, whole_building

SIMPLE, SOLAR, WITH_STOVE, SOLAR_STOVE = 1, 2, 3, 7  # enum_cfg_installation_ch_id
HEATING_ONLY, BOTH = 1, 3  # enum_usage_generateur_id
TYPED_SCOP = 6  # enum_methode_saisie_carac_sys_id
RECENT_COOLING = 3  # enum_type_generateur_fr_id and its period: air-air heat pump from 2015


def install(columns: Columns, code: str, chosen: dict, reading: str) -> None:
    """Apply a main heating work in place, on the dwellings where it is possible."""
    what, known = generator(code), entry(code)
    concerned = whole_building(columns) if "immeuble" in known.necessite else own_heating(columns)
    if "emetteurs_eau" in known.necessite:
        concerned &= water_emitters(columns)
    if "maison" in known.necessite:
        concerned &= is_house(columns)
    if not concerned.any():
        return
    freeze_tabulated_u(columns, concerned, reading)
    put(columns, concerned, what, chosen)
    if "immeuble" in known.necessite:
        building.settle(columns, concerned, collective=what["role"] == "collectif")


def put(columns: Columns, concerned: NDArray, what: dict, chosen: dict) -> NDArray:
    """Put the system `what` (a line of generateurs.csv) in the dwellings of the mask (n,), in place.

    Returns the rows (m,) of their heating installations. `chosen`: `eau_chaude`, `scop`, `froid`.
    """
    wish = _wish(columns, chosen.get("eau_chaude", hot_water.AUTO), what, concerned)
    rows = _single_installation(columns, concerned)
    _emitters(columns, concerned, rows, what)
    generator_rows = _generators(columns, rows, what, chosen)
    if wish["avec"].any():
        hot_water.couple(columns, wish["avec"], what, generator_rows)
        columns["heating_generator"]["enum_usage_generateur_id"][generator_rows[wish["avec"]]] = BOTH
    if wish["separee"].any():
        hot_water.install_tank(columns, wish["separee"], kind=hot_water.TANK_C)
    hot_water.part_from_heating(columns)
    if chosen.get("froid"):
        _cool(columns, concerned)
    return rows


def _wish(columns: Columns, choice: str, what: dict, concerned: NDArray) -> dict[str, NDArray]:
    """Masks (n,) of the dwellings whose hot water follows the new heating, or goes to a tank of its own.

    By default hot water that came from the former generator follows the new one when that can be, else gets
    a tank; hot water made apart stays as it is.
    """
    if choice not in hot_water.CHOICES:
        raise UnknownWork(f"Eau chaude « {choice} » inconnue. Choix : {', '.join(hot_water.CHOICES)}.")
    able = what["enum_type_generateur_ecs_id"] > 0
    if choice == hot_water.WITH_HEATING and not able:
        raise UnknownWork("Cet équipement ne produit pas d'eau chaude : choisissez « separee ».")
    own = concerned & (hot_water.own_dhw(columns) | is_building(columns))
    none = np.zeros(columns.n, bool)
    if choice == hot_water.AUTO:
        following = own & hot_water.coupled(columns)
        return {"avec": following if able else none, "separee": none if able else following}
    return {
        "avec": own if choice == hot_water.WITH_HEATING else none,
        "separee": own if choice == hot_water.APART else none,
    }


def _single_installation(columns: Columns, concerned: NDArray) -> NDArray:
    """Keep, in place, one installation a dwelling (m rows returned), over its whole area, and its wood stove.

    The other generators go; hot water links to them are cut by `keep`.
    """
    generators = columns["heating_generator"]
    stove = generators.where("enum_type_generateur_ch_id", *WOOD_STOVES)
    keep(columns, "heating_generator", _first(generators.dwelling, stove) | ~concerned[generators.dwelling])
    heating = columns["heating"]
    heated = columns.sum("heating", np.nan_to_num(heating["surface_chauffee"]))
    lead = np.searchsorted(heating.dwelling, np.arange(columns.n))
    for name in ("heating_generator", "heating_emitter"):
        part = columns[name]
        inside = concerned[part.dwelling]
        part["heating"] = np.where(inside, lead[part.dwelling], part["heating"]).astype(np.int32)
    keep(columns, "heating", (np.arange(heating.n) == lead[heating.dwelling]) | ~concerned[heating.dwelling])
    rows = np.flatnonzero(concerned[columns["heating"].dwelling])
    _describe(columns, rows, heated)
    return rows


def _describe(columns: Columns, rows: NDArray, heated: NDArray) -> None:
    """Area and configuration of the installations kept, in place; a solar part stays."""
    heating, left = columns["heating"], columns["heating_generator"]
    owner = heating.dwelling[rows]
    area = columns["dwelling"]["surface_habitable_logement"]
    backed = np.bincount(left["heating"], minlength=heating.n) > 0
    sunny = np.isin(heating["enum_cfg_installation_ch_id"][rows], (SOLAR, SOLAR_STOVE))
    config = np.where(backed[rows], WITH_STOVE, SIMPLE)
    config = np.where(sunny, np.where(backed[rows], SOLAR_STOVE, SOLAR), config)
    values = {"surface_chauffee": np.where(area > 0, area, heated)[owner], "rdim": 1, "cle_repartition_ch": 1}
    values |= {"enum_cfg_installation_ch_id": config, "enum_methode_calcul_conso_id": 1}
    values |= {"ratio_virtualisation": np.nan}
    for column, value in values.items():
        heating[column][rows] = value
    backup = np.isin(left["heating"], rows)
    left["enum_lien_generateur_emetteur_id"][backup] = emitters.BACKUP
    left["enum_usage_generateur_id"][backup] = HEATING_ONLY


def _first(owner: NDArray, mask: NDArray) -> NDArray:
    """(rows,) bool: the first row of the mask for each dwelling."""
    chosen = np.flatnonzero(mask)
    first = np.zeros(len(owner), bool)
    first[chosen[np.unique(owner[chosen], return_index=True)[1]]] = True
    return first


def _emitters(columns: Columns, concerned: NDArray, rows: NDArray, what: dict) -> None:
    """Emitters of the new installation, in place: those on water kept and retuned, or new ones; stoves kept."""
    part = columns["heating_emitter"]
    stove = part.where("enum_type_emission_distribution_id", emitters.STOVE)
    backed = columns["heating"].where("enum_cfg_installation_ch_id", WITH_STOVE, SOLAR_STOVE)
    inside = concerned[part.dwelling]
    on_water = emitters.is_water(part) if what["emetteur"] == "eau" else np.zeros(part.n, bool)
    kept = on_water | (_first(part.dwelling, stove) & backed[part["heating"]])
    keep(columns, "heating_emitter", kept | ~inside)
    if what["emetteur"] == "eau":
        part = columns["heating_emitter"]
        inside = concerned[part.dwelling] & emitters.is_water(part)
        emitters.warm_at(columns, inside, what["enum_temp_distribution_ch_id"])
        area = columns.sum("heating_emitter", np.where(inside, part["surface_chauffee"], 0))
        whole = columns["heating"]["surface_chauffee"][part["heating"]]
        with np.errstate(divide="ignore", invalid="ignore"):
            scaled = part["surface_chauffee"] * whole / area[part.dwelling]
        part["surface_chauffee"] = np.where(inside, np.where(scaled > 0, scaled, whole), part["surface_chauffee"])
    elif what["emetteur"]:
        add_emitter(columns, rows, what["emetteur"], what["enum_temp_distribution_ch_id"])
    part = columns["heating_emitter"]
    present = np.zeros(columns["heating"].n, bool)
    present[part["heating"][part.where("enum_type_emission_distribution_id", emitters.STOVE)]] = True
    lacking = rows[backed[rows] & ~present[rows]]
    add_emitter(columns, lacking, "poele", 1)


def add_emitter(columns: Columns, rows: NDArray, kind: str, temperature: int) -> None:
    """One more emitter, in place, for the installations `rows`, over their whole area."""
    heating = columns["heating"]
    values = {"heating": rows, "surface_chauffee": heating["surface_chauffee"][rows]}
    append(columns, "heating_emitter", heating.dwelling[rows], values | emitters.new_emitter(kind, temperature))


def _generators(columns: Columns, rows: NDArray, what: dict, chosen: dict) -> NDArray:
    """Add, in place, the generators of the installations `rows`; (n,) the row hot water may hang on, −1 if none."""
    scop = chosen.get("scop")
    typed = {"enum_methode_saisie_carac_sys_id": TYPED_SCOP, "recorded_scop": scop} if scop else {}
    add_generator(columns, rows, what, typed)
    leading = what["enum_type_generateur_ch_id"]
    if what["ch_appoint_id"] > 0:
        leading = what["ch_appoint_id"]
        second = {"enum_type_generateur_ch_id": leading, "enum_type_energie_id": what["energie_appoint_id"]}
        add_generator(columns, rows, what, second)
    generators = columns["heating_generator"]
    mine = np.flatnonzero((generators["enum_type_generateur_ch_id"] == leading) & np.isin(generators["heating"], rows))
    found = np.full(columns.n, -1)
    found[generators.dwelling[mine]] = mine
    return found


INSTALLED = (
    "enum_type_generateur_ch_id",
    "enum_type_energie_id",
    "position_volume_chauffe",
    "presence_ventouse",
    "presence_regulation_combustion",
)


def add_generator(columns: Columns, rows: NDArray, what: dict, more: dict) -> None:
    """One more generator, in place, for the installations `rows`: that of `what` unless `more` says otherwise."""
    values = {"heating": rows, "enum_usage_generateur_id": HEATING_ONLY, "enum_methode_saisie_carac_sys_id": 1}
    values |= {column: what[column] for column in INSTALLED}
    values["enum_lien_generateur_emetteur_id"] = emitters.BACKUP if what["role"] == "appoint" else emitters.MAIN
    append(columns, "heating_generator", columns["heating"].dwelling[rows], values | more)


def _cool(columns: Columns, concerned: NDArray) -> None:
    """A reversible air-air heat pump also cools, in place, where nothing did: the DPE counts it (§10)."""
    owner = np.flatnonzero(concerned & ~has(columns, "cooling", np.ones(columns["cooling"].n, bool)))
    values = {"surface_clim": columns["dwelling"]["surface_habitable_logement"][owner], "enum_type_energie_id": 1}
    values |= {"enum_type_generateur_fr_id": RECENT_COOLING, "enum_periode_installation_fr_id": RECENT_COOLING}
    append(columns, "cooling", owner, values | {"enum_methode_saisie_carac_sys_id": 1})


def add_stove(columns: Columns, code: str, _chosen: dict, _reading: str) -> None:
    """Apply a wood stove as a backup in place: beside the main system, or in place of an older stove (§9.2)."""
    put_stove(columns, generator(code))


def put_stove(columns: Columns, what: dict) -> None:
    """Put the stove `what` (a line of generateurs.csv) in houses with their own heating, in place."""
    generators = columns["heating_generator"]
    old = generators.where("enum_type_generateur_ch_id", *WOOD_STOVES)
    concerned = own_heating(columns) & is_house(columns)
    replaced = has(columns, "heating_generator", old)
    new = {column: what[column] for column in ("enum_type_generateur_ch_id", "enum_type_energie_id")}
    new |= {"tv_rendement_generation_id": MISSING_ID, "recorded_rendement_generation": np.nan}
    assign(generators, old & concerned[generators.dwelling], new)
    heating = columns["heating"]
    simple = heating.where("enum_cfg_installation_ch_id", SIMPLE, SOLAR)
    rows = np.flatnonzero((concerned & ~replaced)[heating.dwelling] & simple)
    config = heating["enum_cfg_installation_ch_id"]
    config[rows] = np.where(config[rows] == SOLAR, SOLAR_STOVE, WITH_STOVE)
    add_generator(columns, rows, what, {})
    add_emitter(columns, rows, "poele", what["enum_temp_distribution_ch_id"])


def add_solar(columns: Columns, _code: str, _chosen: dict, _reading: str) -> None:
    """Apply the combined solar system in place: a solar part of heating and of hot water (§9.2, §9.6, §18.4)."""
    concerned = own_heating(columns) & is_house(columns) & water_emitters(columns)
    heating = columns["heating"]
    rows = concerned[heating.dwelling]
    config = heating["enum_cfg_installation_ch_id"]
    solar = np.where(config == WITH_STOVE, SOLAR_STOVE, np.where(config == SIMPLE, SOLAR, config))
    values = {"enum_cfg_installation_ch_id": solar, "enum_type_installation_solaire_id": hot_water.SOLAR_COMBINED}
    values |= {"enum_methode_saisie_fact_couv_sol_id": 1, "tv_facteur_couverture_solaire_id": MISSING_ID}
    assign(heating, rows, values)
    hot_water.add_solar(columns, hot_water.SOLAR_COMBINED, concerned & hot_water.own_dhw(columns))
