"""The heating and hot water of a whole building after works: one plant for all, or one boiler a dwelling (§17.1)."""

import numpy as np
from numpy.typing import NDArray

from ..columns import Columns
from . import emitters
from .rows import assign

ALONE, SHARED = 1, 2  # enum_type_installation_id
LOOPED = 2  # enum_bouclage_reseau_ecs_id
NOT_LOOPED = 1


def settle(columns: Columns, concerned: NDArray, *, collective: bool) -> None:
    """Say, in place, who the new installations of the buildings of the mask (n,) serve.

    Individual ones are as many as the dwellings, all alike; water emitters keep their kind, on a collective network
    or on that of each dwelling.
    """
    area, homes = columns["dwelling"]["surface_habitable_immeuble"], columns["dwelling"]["nombre_appartement"]
    for name in ("heating", "dhw"):
        part = columns[name]
        rows, owner = concerned[part.dwelling], part.dwelling
        values = {"enum_type_installation_id": SHARED if collective else ALONE, "ratio_virtualisation": np.nan}
        values["rdim"] = 1.0 if collective else np.fmax(homes[owner], 1.0)
        values |= _served(name, area[owner], np.fmax(homes[owner], 1.0), collective=collective)
        assign(part, rows, values)
    if collective:
        _on_one_network(columns, concerned)


def _served(name: str, area: NDArray, homes: NDArray, *, collective: bool) -> dict:
    if name == "heating":
        return {"surface_chauffee": area, "nombre_logement_echantillon": 1.0 if collective else homes}
    return {
        "surface_habitable": area,
        "nombre_logement": homes,
        "enum_bouclage_reseau_ecs_id": LOOPED if collective else NOT_LOOPED,
    }


def _on_one_network(columns: Columns, concerned: NDArray) -> None:
    """Water emitters of the buildings of the mask on the network of the building, in place."""
    part = columns["heating_emitter"]
    rows = concerned[part.dwelling] & emitters.is_water(part)
    shared = emitters.on_collective_network(part["enum_type_emission_distribution_id"])
    assign(part, rows, {"enum_type_emission_distribution_id": shared})
