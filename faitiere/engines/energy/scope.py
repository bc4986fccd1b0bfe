"""What this version computes, and the plain refusal of the rest."""

import numpy as np
from numpy.typing import NDArray

from .climate import ALTITUDES, ZONES, is_building
from .columns import Columns
from .derived import is_derived

OK, DOUBTFUL, REFUSED = "ok", "doubtful", "refused"
NEW = (14, 15, 16, 17, 18, 19, 20, 21, 24, 25)


ENGINEERED = "Ce DPE vient d'une étude thermique de construction neuve : il ne se recalcule pas."
NO_HEATING = "Aucun chauffage n'est décrit dans ce DPE : il ne peut pas être calculé."
ADRIFT = "Un chauffe-eau n'est rattaché à aucune installation dans ce DPE : il ne peut pas être calculé."
LACKING = "{} manque dans ce DPE : il ne peut pas être calculé."


def refusals(columns: Columns) -> NDArray:
    """(n,) French sentence for each dwelling out of scope, empty when it is in scope."""
    method = columns.dwelling["enum_methode_application_dpe_log_id"]
    derived, entire = is_derived(columns), is_building(columns)
    without = np.bincount(columns.heating_generator.dwelling, minlength=columns.n) == 0
    without |= _adrift(columns, "heating_generator", "heating") | _adrift(columns, "heating_emitter", "heating")
    reasons = [
        *_lacking(columns, derived=derived, building=derived | entire),
        (np.isin(method, NEW), ENGINEERED),
        (without, NO_HEATING),
        (_adrift(columns, "dhw_generator", "dhw"), ADRIFT),
    ]
    found = np.full(columns.n, "", dtype=object)
    for applies, sentence in reversed(reasons):
        found[applies] = sentence
    return found


def _lacking(columns: Columns, *, derived: NDArray, building: NDArray) -> list[tuple[NDArray, str]]:
    """(n,) bool and the sentence, for each fact without which nothing can be computed."""
    dwelling = columns.dwelling
    zone, altitude = dwelling["enum_zone_climatique_id"], dwelling["enum_classe_altitude_id"]
    placed = (zone >= 1) & (zone <= len(ZONES)) & (altitude >= 1) & (altitude <= len(ALTITUDES))
    facts = [
        (placed, "La zone climatique ou l'altitude"),
        (~building | (dwelling["surface_habitable_immeuble"] > 0), "La surface habitable de l'immeuble"),
        (~building | (dwelling["nombre_appartement"] >= 1), "Le nombre d'appartements de l'immeuble"),
        (~derived | (dwelling["surface_habitable_logement"] > 0), "La surface habitable de l'appartement"),
    ]
    return [(~known, LACKING.format(words)) for known, words in facts]


def _adrift(columns: Columns, name: str, link: str) -> NDArray:
    """(n,) bool: a row of this table belongs to no installation."""
    return columns.sum(name, (columns[name][link] < 0).astype(float)) > 0
