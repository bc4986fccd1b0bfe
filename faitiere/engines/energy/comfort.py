"""Summer comfort indicator of the label (arrêté du 31 mars 2021, content of the DPE)."""

import numpy as np
from numpy.typing import NDArray

from .arrays import among
from .columns import Columns

OUTSIDE, HEATED_NEIGHBOUR = 1, 22  # enum_type_adjacence_id
SUNNY = (1, 3, 4, 5)  # enum_orientation_id: south, east, west, horizontal
NO_SHUTTER = 1  # enum_type_fermeture_id
UNINSULATED = (1, 2)  # enum_type_isolation_id: unknown, none
HEAVY = (1, 2)  # enum_classe_inertie_id
POOR, FAIR, GOOD = 1, 2, 3  # enum_indicateur_confort_ete_id


def shaded(columns: Columns) -> NDArray:
    """(n,) bool: every outside bay but the north ones has a shutter or another outside sun protection."""
    bays = columns.bay
    exposed = (bays["enum_type_adjacence_id"] == OUTSIDE) & bays.where("enum_orientation_id", *SUNNY)
    bare = (bays["enum_type_fermeture_id"] <= NO_SHUTTER) & (bays["presence_protection_solaire_hors_fermeture"] != 1)
    return columns.sum("bay", (exposed & bare).astype(float)) == 0


def roof_insulated(columns: Columns) -> NDArray:
    """(n,) bool: no losing roof without insulation; a home without a roof has nothing to insulate."""
    roofs = columns.roof
    losing = roofs["enum_type_adjacence_id"] != HEATED_NEIGHBOUR
    return columns.sum("roof", (losing & roofs.where("enum_type_isolation_id", *UNINSULATED)).astype(float)) == 0


def summer(columns: Columns, inertia: NDArray) -> dict[str, NDArray]:
    """The five facts (bool) and `enum_indicateur_confort_ete_id` (n,): 1 insufficient, 2 medium, 3 good.

    Sun protection and an insulated roof are both required; two of heavy inertia, cross ventilation and ceiling fans
    then make it good. inertia (n,): enum_classe_inertie_id. An unknown cross ventilation or fan counts as absent.
    """
    dwelling = columns.dwelling
    facts = {
        "isolation_toiture": roof_insulated(columns),
        "protection_solaire_exterieure": shaded(columns),
        "aspect_traversant": dwelling["aspect_traversant"] == 1,
        "brasseur_air": dwelling["brasseur_air"] == 1,
        "inertie_lourde": among(inertia, HEAVY),
    }
    required = facts["isolation_toiture"] & facts["protection_solaire_exterieure"]
    helping = sum(facts[name].astype(int) for name in ("aspect_traversant", "brasseur_air", "inertie_lourde"))
    grade = np.where(required, np.where(helping >= 2, GOOD, FAIR), POOR)
    return {**facts, "enum_indicateur_confort_ete_id": grade}
