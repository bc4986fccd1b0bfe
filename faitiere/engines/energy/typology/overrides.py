"""Corrections of the identity sheet: plain keys that change a description, usually one read from a DPE."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import MISSING_ID, Columns
from ..works import heating as heating_works
from ..works import hot_water as hot_water_works
from ..works.emitters import forget
from ..works.joints import rematch
from ..works.positions import BARE, INSIDE, OUTSIDE
from ..works.present import U_NAME
from ..works.rows import append
from ..works.selection import WATER_EMITTERS, existing, water_emitters
from .answers import COUPLED
from .choices import UnknownAnswer, choices, generator_line, ids, ratio, settings

NOT_INSULATED, TYPED_R = 1, 6  # enum_methode_saisie_u_id
TYPED_UW = 13  # enum_methode_saisie_perf_vitrage_id
RECENT_YEAR = 2016


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the sheet that can be corrected: a number between bounds, or a code of `choices(listed)`."""

    key: str
    label_fr: str
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    listed: str = ""


CORRECTIONS = {
    one.key: one
    for one in (
        Correction("surface", "Surface habitable", "m²", 5, 2000),
        Correction("murs_r", "Résistance de l'isolant des murs extérieurs (0 : non isolés)", "m².K/W", 0, 15),
        Correction("toiture_r", "Résistance de l'isolant de la toiture (0 : non isolée)", "m².K/W", 0, 20),
        Correction("plancher_r", "Résistance de l'isolant du plancher bas (0 : non isolé)", "m².K/W", 0, 15),
        Correction("fenetres_uw", "Uw des fenêtres", "W/m².K", 0.5, 7),
        Correction("chauffage", "Chauffage", listed="heating"),
        Correction("chauffage_annee", "Année du chauffage", "", 1900, 2100),
        Correction("eau_chaude", "Eau chaude", listed="hot_water"),
        Correction("ventilation", "Ventilation", listed="ventilation"),
        Correction("programmation", "Programmation", listed="thermostat"),
    )
}


def check(corrections: Mapping[str, object]) -> None:
    """UnknownAnswer with a plain sentence on an unknown key, an unknown choice or a figure out of bounds."""
    for key, value in corrections.items():
        known = CORRECTIONS.get(key)
        if known is None:
            raise UnknownAnswer(f"« {key} » n'est pas une correction possible.")
        if known.listed and value not in choices(known.listed):
            raise UnknownAnswer(f"{known.label_fr} : « {value} » n'est pas une réponse possible.")
        if not known.listed and not _between(value, known.low, known.high):
            raise UnknownAnswer(f"{known.label_fr} : indiquez un nombre entre {known.low:g} et {known.high:g}.")


def _between(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def overrides(columns: Columns, corrections: Mapping[str, object]) -> Columns:
    """The home (n = 1) with the corrections of the sheet; `columns` is left untouched. Keys: CORRECTIONS.

    A resistance replaces the insulation recorded for the family, on the bare wall as described; what was
    recorded for the rows changed is cleared.
    """
    check(corrections)
    edited = columns.copy()
    for key, correct in BY_KEY.items():
        if key in corrections:
            correct(edited, corrections)
    return edited


def _set(part: Mapping[str, NDArray], rows: NDArray, values: Mapping[str, object]) -> None:
    for column, value in values.items():
        part[column][rows] = value


def _surface(columns: Columns, corrections: Mapping) -> None:
    """The area, and that of the systems that served the former one; walls and windows stay as measured."""
    area, home = corrections["surface"], columns["dwelling"]
    before = home["surface_habitable_logement"][0]
    home["surface_habitable_logement"][:] = area
    for name, column in (
        ("ventilation", "surface_ventile"),
        ("heating", "surface_chauffee"),
        ("heating_emitter", "surface_chauffee"),
        ("dhw", "surface_habitable"),
    ):
        served = columns[name][column]
        columns[name][column] = served * area / before if before > 0 else np.full(len(served), area)


def _resistance(name: str, rules: tuple[str, ...], key: str, position: int) -> Callable[[Columns, Mapping], None]:
    def correct(columns: Columns, corrections: Mapping) -> None:
        rows = np.any([existing(columns, rule) for rule in rules], axis=0)
        part, u, r = columns[name], U_NAME[name], float(corrections[key])
        values: dict[str, Any] = {f"tv_{u}_id": MISSING_ID, f"recorded_{u}": np.nan, f"{u}_saisi": np.nan}
        values |= {"epaisseur_isolation": np.nan, "enum_periode_isolation_id": MISSING_ID}
        if name == "floor":
            values |= {"ue": np.nan, "recorded_upb_final": np.nan}
        if r == 0:
            values |= {"enum_methode_saisie_u_id": NOT_INSULATED, "enum_type_isolation_id": BARE}
            values["resistance_isolation"] = np.nan
        else:
            values |= {"enum_methode_saisie_u_id": TYPED_R, "resistance_isolation": r}
            kept = part["enum_type_isolation_id"][rows]
            values["enum_type_isolation_id"] = np.where(kept > BARE, kept, position)
        _set(part, rows, values)
        rematch(columns, name, rows)

    return correct


def _windows(columns: Columns, corrections: Mapping) -> None:
    bay = columns["bay"]
    values = {"uw_saisi": corrections["fenetres_uw"], "enum_methode_saisie_perf_vitrage_id": TYPED_UW}
    values |= {"tv_uw_id": MISSING_ID, "tv_ujn_id": MISSING_ID, "double_fenetre": 0, "ujn_saisi": np.nan}
    for column in ("recorded_uw", "recorded_ujn", "recorded_u_menuiserie"):
        values[column] = np.nan
    _set(bay, existing(columns, "fenetres"), values)


def _heating(columns: Columns, corrections: Mapping) -> None:
    kind, year = str(corrections["chauffage"]), float(corrections.get("chauffage_annee") or RECENT_YEAR)
    what = generator_line(kind, year)
    usual = settings("emitters", str(what["emetteur_par_defaut"]))
    on_water = usual["enum_type_emission_distribution_id"] in WATER_EMITTERS
    keep = on_water and bool(water_emitters(columns)[0])
    rows = heating_works.put(columns, np.ones(1, bool), what | {"emetteur": "eau" if keep else ""}, {})
    if not keep:
        area = columns["heating"]["surface_chauffee"][rows]
        values = {"heating": rows, "surface_chauffee": area, "enum_lien_generateur_emetteur_id": 1}
        values |= ids("emitters", str(what["emetteur_par_defaut"]))
        append(columns, "heating_emitter", np.zeros(len(rows), int), values | {"enum_equipement_intermittence_id": 1})


def _heating_year(columns: Columns, corrections: Mapping) -> None:
    if "chauffage" not in corrections:
        raise UnknownAnswer("Pour corriger l'année du chauffage, indiquez aussi le chauffage.")


def _hot_water(columns: Columns, corrections: Mapping) -> None:
    water, everyone = str(corrections["eau_chaude"]), np.ones(1, bool)
    told = settings("hot_water", water)
    if told:
        kind = int(told["enum_type_generateur_ecs_id"])
        hot_water_works.install_tank(columns, everyone, kind=kind, litres=ratio("volume_ballon"))
        if told.get("solaire"):
            hot_water_works.add_solar(columns, hot_water_works.SOLAR_NEW, everyone)
        return
    boiler = str(corrections.get("chauffage", ""))
    if boiler not in COUPLED:
        raise UnknownAnswer("Pour une eau chaude produite par le chauffage, indiquez aussi la chaudière.")
    what = generator_line(boiler, float(corrections.get("chauffage_annee") or RECENT_YEAR))
    mine = columns["heating_generator"]["enum_type_generateur_ch_id"] == what["enum_type_generateur_ch_id"]
    row = np.flatnonzero(mine)[:1]
    columns["heating_generator"]["enum_usage_generateur_id"][row] = heating_works.BOTH
    hot_water_works.couple(columns, everyone, what, row)


def _ventilation(columns: Columns, corrections: Mapping) -> None:
    period = int(columns["dwelling"]["enum_periode_construction_id"][0])
    era = "p1" if period <= 4 else "p2" if period <= 6 else "p3" if period <= 8 else "p4"
    air = columns["ventilation"]
    values = {"enum_type_ventilation_id": settings("ventilation", str(corrections["ventilation"]))[era]}
    values |= {"tv_debits_ventilation_id": MISSING_ID, "recorded_pvent_moy": np.nan}
    _set(air, np.ones(air.n, bool), values | {"ventilation_post_2012": int(era == "p4")})


def _thermostat(columns: Columns, corrections: Mapping) -> None:
    emitters = columns["heating_emitter"]
    everyone = np.ones(emitters.n, bool)
    _set(emitters, everyone, ids("thermostat", str(corrections["programmation"])))
    forget(emitters, everyone)


ROOFS = ("combles_perdus", "rampants", "toitures_terrasses")
BY_KEY: dict[str, Callable[[Columns, Mapping], None]] = {
    "surface": _surface,
    "murs_r": _resistance("wall", ("murs_exterieurs",), "murs_r", INSIDE),
    "toiture_r": _resistance("roof", ROOFS, "toiture_r", OUTSIDE),
    "plancher_r": _resistance("floor", ("planchers_accessibles",), "plancher_r", OUTSIDE),
    "fenetres_uw": _windows,
    "chauffage_annee": _heating_year,
    "chauffage": _heating,
    "eau_chaude": _hot_water,
    "ventilation": _ventilation,
    "programmation": _thermostat,
}
