"""Which rows a work touches, how much of it there is, and why a work is not possible, in plain French."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..climate import BUILDING_METHODS
from ..columns import Columns
from ..derived import is_derived
from .catalogue import CatalogueEntry, Work, catalogue, entry, generator, parameters
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


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a work can be done on a home (n = 1); `reason` is empty when it can."""

    code: str
    libelle: str
    possible: bool
    reason: str


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


def quantities(columns: Columns, code: str | Work, *, reading: str = "inputs-only") -> float:
    """How much of a work there is in a home (n = 1), in the unit of the catalogue: m², unité, kWc, forfait."""
    work = code if isinstance(code, Work) else Work(code)
    known, chosen = entry(work.code), parameters(work)
    if known.quantite == "logement":
        return 1.0
    if known.quantite == "puissance_photovoltaique":
        return float(chosen["kwc"])
    table = columns[TABLE_OF[known.quantite]]
    rows = targets(columns, work.code, chosen, reading)
    if table.name == "door":
        return float(np.where(np.isnan(table["nb_porte"]), 1, table["nb_porte"])[rows].sum())
    area = table[AREA.get(table.name, "surface_totale_baie")]
    return float(np.nansum(area[rows]) * chosen["share"])


def is_house(columns: Columns) -> NDArray:
    """(n,) bool: an individual house."""
    return columns["dwelling"].where("enum_methode_application_dpe_log_id", 1)


def has(columns: Columns, name: str, rows: NDArray) -> NDArray:
    """(n,) bool: at least one row of the table satisfies the mask (rows,)."""
    return columns.sum(name, rows.astype(float)) > 0


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


NOTHING = {
    "murs_exterieurs": "Aucun mur ne donne sur l'extérieur.",
    "murs_non_chauffes": "Aucun mur ne donne sur un local non chauffé.",
    "combles_perdus": "Le logement n'est pas sous des combles perdus.",
    "rampants": "Le logement n'a pas de combles aménagés sous la pente du toit.",
    "toitures_terrasses": "Le logement n'a pas de toiture-terrasse.",
    "fenetres": "Aucune fenêtre n'est décrite.",
    "fenetres_toit": "Le logement n'a pas de fenêtre de toit.",
    "portes": "Aucune porte ne donne sur l'extérieur ou un local non chauffé.",
}
WHOLE_BUILDING = "Ce DPE décrit un immeuble entier : ces travaux s'y étudient autrement."
GOOD_ENOUGH = {
    "wall": "Ces murs sont déjà aussi bien isolés.",
    "roof": "Cette toiture est déjà aussi bien isolée.",
    "floor": "Ce plancher est déjà aussi bien isolé.",
    "bay": "Les fenêtres sont déjà aussi performantes.",
    "door": "Les portes sont déjà aussi isolantes.",
}


def _component_reason(columns: Columns, known: CatalogueEntry, reading: str) -> str:
    if not existing(columns, known.quantite).any():
        if known.quantite != "planchers_accessibles":
            return NOTHING[known.quantite]
        if columns["floor"].where("enum_type_adjacence_id", *ON_EARTH).any():
            return "Le plancher repose sur la terre : il ne s'isole pas par dessous."
        return "Aucun plancher ne donne sur une cave, un garage ou un vide sanitaire."
    if not targets(columns, known.code, parameters(Work(known.code)), reading).any():
        return GOOD_ENOUGH[TABLE_OF[known.quantite]]
    return ""


def _heating_reason(columns: Columns, known: CatalogueEntry) -> str:
    if of_building(columns)[0]:
        return WHOLE_BUILDING
    if not own_heating(columns)[0]:
        return "Le chauffage est collectif : ces travaux se décident en copropriété."
    types = columns["heating_generator"]["enum_type_generateur_ch_id"]
    if known.code == "systeme_solaire_combine":
        solar = columns["heating"].where("enum_cfg_installation_ch_id", 2, 7).any()
        return "Le logement a déjà un chauffage solaire." if solar else ""
    if generator(known.code)["enum_type_generateur_ch_id"] in types and known.code != "pac_air_eau_radiateurs":
        return "Le logement a déjà cet équipement."
    return ""


def _dhw_reason(columns: Columns, known: CatalogueEntry) -> str:
    if of_building(columns)[0]:
        return WHOLE_BUILDING
    if not own_dhw(columns)[0]:
        return "L'eau chaude est collective : ces travaux se décident en copropriété."
    if known.code == "chauffe_eau_solaire" and columns["dhw"].where("enum_cfg_installation_ecs_id", 2).any():
        return "Le logement a déjà un chauffe-eau solaire."
    same = {"ballon_thermodynamique": range(1, 10), "ballon_electrique_b": (70,), "ballon_electrique_c": (71,)}
    if columns["dhw_generator"].where("enum_type_generateur_ecs_id", *same.get(known.code, ())).any():
        return "Le logement a déjà cet équipement."
    return ""


def _other_reason(columns: Columns, known: CatalogueEntry) -> str:
    emitter = columns["heating_emitter"]
    if known.famille == "ventilation":
        present = columns["ventilation"].where("enum_type_ventilation_id", *ALREADY[known.code])
        return "La ventilation est déjà de ce niveau." if present.any() else ""
    if known.code == "thermostat_programmable":
        programmed = emitter.where("enum_equipement_intermittence_id", *PROGRAMMED)
        return "Le chauffage est déjà programmé." if emitter.n == 0 or programmed.all() else ""
    if known.code == "robinets_thermostatiques":
        bare = emitter.where("enum_type_emission_distribution_id", *WITHOUT_VALVES)
        return "" if bare.any() else "Aucun radiateur à eau n'est sans robinet thermostatique."
    return "Des panneaux produisent déjà de l'électricité." if columns["pv"].n else ""


def _needs_reason(columns: Columns, known: CatalogueEntry) -> str:
    if "maison" in known.necessite and not is_house(columns)[0]:
        return "Ces travaux ne concernent que les maisons."
    if "emetteurs_eau" in known.necessite and not water_emitters(columns)[0]:
        return "Le logement n'a pas de radiateurs ni de plancher chauffés par de l'eau."
    return ""


def reason(columns: Columns, code: str, *, reading: str = "inputs-only") -> str:
    """Why a work is not possible on a home (n = 1), in one sentence; empty when it is."""
    known = entry(code)
    if known.quantite in TABLE_OF:
        return _component_reason(columns, known, reading)
    by_family = {"chauffage": _heating_reason, "eau_chaude": _dhw_reason}
    return _needs_reason(columns, known) or by_family.get(known.famille, _other_reason)(columns, known)


def available(columns: Columns, *, reading: str = "inputs-only") -> list[Availability]:
    """Every work of the catalogue, possible or not on this home (n = 1), with the reason."""
    found = []
    for known in catalogue().values():
        why = reason(columns, known.code, reading=reading)
        found.append(Availability(known.code, known.libelle, not why, why))
    return found
