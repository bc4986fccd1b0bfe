"""The U of today of each row, read exactly as the engine reads it, so that works start from the same point."""

import numpy as np
from numpy.typing import NDArray

from ..climate import ZONES
from ..columns import MISSING_ID, Columns
from ..envelope.glazing import bay_uw, door_u
from ..envelope.opaque import BY_TABLE, floor_u, roof_u, wall_u
from ..options import Options

U_NAME = {"wall": "umur", "roof": "uph", "floor": "upb"}
TYPED_U = 9  # enum_methode_saisie_u_id
OPAQUE = {"wall": wall_u, "roof": roof_u, "floor": floor_u}


def u_before(columns: Columns, name: str, reading: str = "inputs-only") -> NDArray:
    """(rows,) W/(m².K) of walls, roofs, floors (before the ground), bays (Uw, shutters apart) or doors."""
    options = Options(reading=reading)
    if name == "bay":
        return bay_uw(columns["bay"], options)
    if name == "door":
        return door_u(columns["door"], options)
    return OPAQUE[name](columns, {"zone_group": zone_group(columns)}, options)


def zone_group(columns: Columns) -> NDArray:
    """(n,) 0 for H1, 1 for H2, 2 for H3, as the engine's climate gives it."""
    zone = np.clip(columns["dwelling"]["enum_zone_climatique_id"] - 1, 0, len(ZONES) - 1)
    return np.digitize(zone, (ZONES.index("h2a"), ZONES.index("h3")))


def freeze_tabulated_u(columns: Columns, concerned: NDArray, reading: str) -> None:
    """Type, in place, the U of rows read in a table that asks if heating is electric (§3.2).

    The table speaks of how the building was built: a new heating system must not change its walls.
    """
    for name, u in U_NAME.items():
        part = columns[name]
        rows = concerned[part.dwelling] & part.where("enum_methode_saisie_u_id", *BY_TABLE)
        today = u_before(columns, name, reading)
        part[f"{u}_saisi"] = np.where(rows, today, part[f"{u}_saisi"])
        for column, value in (("enum_methode_saisie_u_id", TYPED_U), (f"tv_{u}_id", MISSING_ID)):
            part[column] = np.where(rows, value, part[column]).astype(np.int32)
