"""Intermittence of heating (§8): how much the occupants and the programmer save."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..columns import Columns
from ..roles import INDIVIDUAL, MAIN, MIXED, emitter_role
from ..tables import constant, table

HOUSE, FLAT, COLLECTIVE, METERED = 0, 1, 2, 3
BLOWN, RADIATOR, CEILING, FLOOR = 1, 2, 3, 4
DIVIDED, CENTRAL = 1, 2
ROOM_BY_ROOM = 2
STOVES = (20, 21, 22, 23)
ABSENT, COLLECTIVE_PROGRAM = 1, 6
FAMILY_OF_LABEL = {
    "Air soufflé": BLOWN,
    "Radiateur / Convecteur": RADIATOR,
    "Radiateur ": RADIATOR,
    "Plafond chauffant": CEILING,
    "Plancher chauffant": FLOOR,
}


def _scope(configuration: str, metering: object) -> int:
    if configuration.startswith("maison"):
        return HOUSE
    if configuration.endswith("chauffage individuel"):
        return FLAT
    return METERED if str(metering).startswith("Présence") else COLLECTIVE


@cache
def _dense() -> NDArray:
    """(scope, divided or central, programmer, regulation, emitter family, heavy inertia) → I0."""
    rows = table("tv_intermittence")
    dense = np.full((4, 3, 8, 3, 5, 2), np.nan)
    for i in range(len(rows["i0"])):
        inertia = str(rows["enum_classe_inertie_id"][i])
        heavy = [1] if inertia.startswith("1") else [0] if inertia.startswith("3") else [0, 1]
        dense[
            _scope(rows["configuration_chauffage"][i], rows["comptage_individuel"][i]),
            int(rows["enum_type_chauffage_id"][i]),
            int(rows["enum_equipement_intermittence_id"][i]),
            int(rows["enum_type_regulation_id"][i]),
            FAMILY_OF_LABEL[rows["type_emission_simple"][i]],
            heavy,
        ] = rows["i0"][i]
    return _filled(dense)


def _filled(dense: NDArray) -> NDArray:
    """Combinations the table leaves out take the nearest listed one, the same for a whole family:
    divided heating is regulated room by room; presence detection needs a floor to be a ceiling."""
    holes = np.isnan(dense[:, DIVIDED, :, 1])
    dense[:, DIVIDED, :, 1] = np.where(holes, dense[:, DIVIDED, :, ROOM_BY_ROOM], dense[:, DIVIDED, :, 1])
    for programmer in (5, 4, 7):
        for regulation in (1, 2):
            for kind in (DIVIDED, CENTRAL):
                cell = dense[:, kind, programmer, regulation]
                below = dense[:, kind, programmer - 1, regulation]
                room = dense[:, kind, programmer, ROOM_BY_ROOM]
                cell = np.where(np.isnan(cell), room, cell)
                dense[:, kind, programmer, regulation] = np.where(np.isnan(cell), below, cell)
    return dense


@cache
def _families() -> NDArray:
    """enum_type_emission_distribution_id → blown air, radiator, ceiling or floor."""
    rows = table("tv_intermittence")
    dense = np.full(60, RADIATOR)
    for cell, label in zip(rows["enum_type_emission_distribution_id"], rows["type_emission_simple"], strict=True):
        dense[[int(one) for one in str(cell).split("|")]] = FAMILY_OF_LABEL[label]
    return dense


def base_intermittence(columns: Columns, heavy: NDArray, house: NDArray) -> NDArray:
    """(emitters,) I0 of `tv_intermittence`. heavy (n,): heavy or very heavy inertia; house (n,) bool.

    Stoves count as divided heating. Collective installations without a known meter have none; the backup of a
    mixed installation is individual.
    """
    emitters = columns.heating_emitter
    owner = emitters.dwelling
    kind = columns.heating["enum_type_installation_id"][emitters["heating"]]
    own = (kind == MIXED) & (emitter_role(columns) != MAIN)
    shared = (kind > INDIVIDUAL) & ~own & ~house[owner]
    metered = emitters["tv_intermittence_id"] >= constant("first_metered_row")
    scope = np.where(shared, np.where(metered, METERED, COLLECTIVE), np.where(house[owner], HOUSE, FLAT))
    layout = np.clip(emitters["enum_type_chauffage_id"], DIVIDED, CENTRAL)
    layout = np.where(emitters.where("enum_type_emission_distribution_id", *STOVES), DIVIDED, layout)
    layout = np.where(shared, CENTRAL, layout)
    program = np.clip(emitters["enum_equipement_intermittence_id"], ABSENT, 7)
    program = np.where(shared & (program > ABSENT) & (program < COLLECTIVE_PROGRAM), COLLECTIVE_PROGRAM, program)
    program = np.where(~shared & (program >= COLLECTIVE_PROGRAM), 3, program)
    regulation = np.clip(emitters["enum_type_regulation_id"], 1, ROOM_BY_ROOM)
    family = _families()[np.clip(emitters["enum_type_emission_distribution_id"], 0, 59)]
    return _dense()[scope, layout, program, regulation, family, heavy[owner].astype(int)]


def intermittence(i0: NDArray, gv: NDArray, volume: NDArray) -> NDArray:
    """(rows,) INT = I0/(1 + 0.1·(G − 1)), G = GV/(Hsp·Sh); gv W/K and volume m³ of the rows' dwellings (§8)."""
    g = gv / volume
    return i0 / (1 + constant("intermittence_slope") * (g - 1))
