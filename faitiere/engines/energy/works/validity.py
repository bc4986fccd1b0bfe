"""What each work needs, forbids and replaces, on columns: (n,) why it is not possible, in plain French."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..climate import is_building
from ..columns import Columns
from .catalogue import CatalogueEntry, UnknownWork, Work, catalogue, entry, generator, parameters
from .selection import (
    ALREADY,
    ON_EARTH,
    PROGRAMMED,
    TABLE_OF,
    WITHOUT_VALVES,
    existing,
    has,
    is_house,
    of_building,
    own_dhw,
    own_heating,
    targets,
    water_emitters,
)

Reasons = list[tuple[NDArray, str]]


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a work can be done on a home (n = 1); `reason` is empty when it can."""

    code: str
    libelle: str
    possible: bool
    reason: str


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
ONE_HOME = "Ces travaux se décident pour un immeuble entier."
WHOLE_BUILDING = "Ce DPE décrit un immeuble entier : ces travaux s'y étudient autrement."
GOOD_ENOUGH = {
    "wall": "Ces murs sont déjà aussi bien isolés.",
    "roof": "Cette toiture est déjà aussi bien isolée.",
    "floor": "Ce plancher est déjà aussi bien isolé.",
    "bay": "Les fenêtres sont déjà aussi performantes.",
    "door": "Les portes sont déjà aussi isolantes.",
}


COLLECTIVE_HEATING = "Le chauffage est collectif : ces travaux se décident en copropriété."
COLLECTIVE_WATER = "L'eau chaude est collective : ces travaux se décident en copropriété."
PRESENT = "Le logement a déjà cet équipement."
SAME_TANKS = {"ballon_thermodynamique": range(1, 10), "ballon_electrique_b": (70,), "ballon_electrique_c": (71,)}


def _component(columns: Columns, known: CatalogueEntry, reading: str) -> Reasons:
    name, rule = TABLE_OF[known.quantite], known.quantite
    present = has(columns, name, existing(columns, rule))
    good = ~has(columns, name, targets(columns, known.code, parameters(Work(known.code)), reading))
    if rule != "planchers_accessibles":
        return [(~present, NOTHING[rule]), (good, GOOD_ENOUGH[name])]
    earth = has(columns, "floor", columns["floor"].where("enum_type_adjacence_id", *ON_EARTH))
    return [
        (~present & earth, "Le plancher repose sur la terre : il ne s'isole pas par dessous."),
        (~present, "Aucun plancher ne donne sur une cave, un garage ou un vide sanitaire."),
        (good, GOOD_ENOUGH[name]),
    ]


def _heating(columns: Columns, known: CatalogueEntry) -> Reasons:
    if "immeuble" in known.necessite:
        return _building_heating(columns, known)
    found = [(of_building(columns), WHOLE_BUILDING), (~own_heating(columns), COLLECTIVE_HEATING)]
    if known.code == "systeme_solaire_combine":
        solar = columns["heating"].where("enum_cfg_installation_ch_id", 2, 7)
        return [*found, (has(columns, "heating", solar), "Le logement a déjà un chauffage solaire.")]
    if known.code == "pac_air_eau_radiateurs":
        return found
    kind = int(generator(known.code)["enum_type_generateur_ch_id"])
    same = columns["heating_generator"].where("enum_type_generateur_ch_id", kind)
    return [*found, (has(columns, "heating_generator", same), PRESENT)]


def _building_heating(columns: Columns, known: CatalogueEntry) -> Reasons:
    what = generator(known.code)
    kind = columns["heating_generator"].where("enum_type_generateur_ch_id", int(what["enum_type_generateur_ch_id"]))
    shared = columns["heating"].where("enum_type_installation_id", 2, 3, 4) == (what["role"] == "collectif")
    same = kind & shared[columns["heating_generator"]["heating"]]
    words = "L'immeuble a déjà cet équipement."
    return [(~is_building(columns), ONE_HOME), (has(columns, "heating_generator", same), words)]


def _hot_water(columns: Columns, known: CatalogueEntry) -> Reasons:
    found = [(of_building(columns), WHOLE_BUILDING), (~own_dhw(columns), COLLECTIVE_WATER)]
    if known.code == "chauffe_eau_solaire":
        solar = columns["dhw"].where("enum_cfg_installation_ecs_id", 2)
        return [*found, (has(columns, "dhw", solar), "Le logement a déjà un chauffe-eau solaire.")]
    same = columns["dhw_generator"].where("enum_type_generateur_ecs_id", *SAME_TANKS.get(known.code, ()))
    return [*found, (has(columns, "dhw_generator", same), PRESENT)]


def _others(columns: Columns, known: CatalogueEntry) -> Reasons:
    emitter = columns["heating_emitter"]
    if known.famille == "ventilation":
        present = columns["ventilation"].where("enum_type_ventilation_id", *ALREADY[known.code])
        return [(has(columns, "ventilation", present), "La ventilation est déjà de ce niveau.")]
    if known.code == "thermostat_programmable":
        bare = ~emitter.where("enum_equipement_intermittence_id", *PROGRAMMED)
        return [(~has(columns, "heating_emitter", bare), "Le chauffage est déjà programmé.")]
    if known.code == "robinets_thermostatiques":
        bare = emitter.where("enum_type_emission_distribution_id", *WITHOUT_VALVES)
        words = "Aucun radiateur à eau n'est sans robinet thermostatique."
        return [(~has(columns, "heating_emitter", bare), words)]
    panels = has(columns, "pv", np.ones(columns["pv"].n, bool))
    return [(panels, "Des panneaux produisent déjà de l'électricité.")]


def _needs(columns: Columns, known: CatalogueEntry) -> Reasons:
    found: Reasons = []
    if "maison" in known.necessite:
        found.append((~is_house(columns), "Ces travaux ne concernent que les maisons."))
    if "emetteurs_eau" in known.necessite:
        words = "Le logement n'a pas de radiateurs ni de plancher chauffés par de l'eau."
        found.append((~water_emitters(columns), words))
    return found


def reasons(columns: Columns, code: str, *, reading: str = "inputs-only") -> NDArray:
    """(n,) why a work is not possible on each home, in one sentence; empty when it is."""
    known = entry(code)
    if known.quantite in TABLE_OF:
        listed = _component(columns, known, reading)
    else:
        by_family = {"chauffage": _heating, "eau_chaude": _hot_water}
        asked = by_family.get(known.famille, _others)(columns, known)
        listed = asked + _needs(columns, known) if "immeuble" in known.necessite else _needs(columns, known) + asked
    found = np.full(columns.n, "", dtype=object)
    for applies, sentence in reversed(listed):
        found[applies] = sentence
    return found


def reason(columns: Columns, code: str, *, reading: str = "inputs-only") -> str:
    """Why a work is not possible on a home (n = 1), in one sentence; empty when it is."""
    return str(reasons(columns, code, reading=reading)[0])


def available(columns: Columns, *, reading: str = "inputs-only") -> list[Availability]:
    """Every work of the catalogue, possible or not on this home (n = 1), with the reason."""
    found = []
    for known in catalogue().values():
        why = reason(columns, known.code, reading=reading)
        found.append(Availability(known.code, known.libelle, not why, why))
    return found


def exclusion(one: str, other: str) -> str:
    """Why two different works do not go together, in one sentence; empty when they do."""
    known, second = entry(one), entry(other)
    if other in known.interdit:
        return f"« {known.libelle} » et « {second.libelle} » ne vont pas ensemble."
    if "chauffage" in known.remplace and "chauffage" in second.remplace:
        return f"« {known.libelle} » et « {second.libelle} » remplacent tous deux le chauffage."
    return ""


def check(works: Sequence[Work]) -> None:
    """UnknownWork when two works chosen exclude each other, or one is chosen twice, or a setting is wrong."""
    codes = [work.code for work in works]
    for work in works:
        parameters(work)
        if codes.count(work.code) > 1:
            raise UnknownWork(f"« {entry(work.code).libelle} » est choisi deux fois.")
        for other in codes:
            wrong = exclusion(work.code, other) if other != work.code else ""
            if wrong:
                raise UnknownWork(wrong)
