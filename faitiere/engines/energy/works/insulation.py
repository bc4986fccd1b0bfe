"""Insulating walls, roofs and floors: a resistance added to the U of today (annexe §3.2, §18).

The U of today becomes the bare U of the row (method "U0 saisi"), the new insulation its typed resistance, so
that U after = 1 / (1 / U before + R). What follows: the position of the insulation, the linear losses of
the joints, inertia when walls are lined inside, and the air-tightness class once most surfaces are insulated.
"""

import numpy as np
from numpy.typing import NDArray

from ..columns import MISSING_ID, Columns
from .airtightness import tighten
from .catalogue import entry, hypothesis
from .joints import move_insulation
from .positions import INSIDE, OUTSIDE, after, resolved
from .present import U_NAME, u_before
from .rows import assign, split
from .selection import TABLE_OF, targets

TYPED_U0 = {"wall": 4, "roof": 3, "floor": 3}  # enum_methode_saisie_u0_id: U of the wall as it stands
TYPED_R = 6  # enum_methode_saisie_u_id
NO_LINING = 2
LIGHT = 4
INNER = ("mur_iti", "mur_lnc", "rampants_interieur")


def insulate(columns: Columns, code: str, chosen: dict, reading: str) -> None:
    """Apply an insulation work in place, on every dwelling it concerns."""
    name = TABLE_OF[entry(code).quantite]
    rows = split(columns, name, targets(columns, code, chosen, reading), chosen["share"])
    if not rows.any():
        return
    if code == "mur_iti":
        lighten(columns, rows)
    add_resistance(columns, name, rows, chosen["r"], reading)
    inside = code in INNER
    part = columns[name]
    period = columns["dwelling"]["enum_periode_construction_id"][part.dwelling]
    position = resolved(part["enum_type_isolation_id"], period, unknown=INSIDE if name == "wall" else OUTSIDE)
    assign(part, rows, {"enum_type_isolation_id": after(position, inside=inside)})
    move_insulation(columns, name, rows, inside=inside, returns=int(chosen.get("retour") or 0))
    tighten(columns)


def add_resistance(columns: Columns, name: str, rows: NDArray, r: float, reading: str) -> None:
    """Type, in place, U0 = U of today and the resistance added; recorded values and table rows are cleared."""
    part, u = columns[name], U_NAME[name]
    today = u_before(columns, name, reading)
    typed = {f"{u}0_saisi": today, "resistance_isolation": r, "epaisseur_isolation": np.nan, f"{u}_saisi": np.nan}
    typed |= {f"recorded_{u}": np.nan, f"recorded_{u}0": np.nan}
    ids = {f"tv_{u}_id": MISSING_ID, f"tv_{u}0_id": MISSING_ID, "enum_periode_isolation_id": MISSING_ID}
    ids |= {"enum_methode_saisie_u0_id": TYPED_U0[name], "enum_methode_saisie_u_id": TYPED_R}
    if name == "wall":  # the lining and the render are already inside the U of today
        ids |= {"enum_type_doublage_id": NO_LINING, "enduit_isolant_paroi_ancienne": 0}
    if name == "floor":
        typed |= {"ue": np.nan, "recorded_upb_final": np.nan}
    assign(part, rows, typed | ids)


def lighten(columns: Columns, rows: NDArray) -> None:
    """Walls lined inside over most of their area no longer store heat: one heavy family less, in place (§7)."""
    area = np.nan_to_num(columns["wall"]["surface_paroi_opaque"])
    most = columns.sum("wall", area * rows) >= hypothesis("majorite") * np.maximum(columns.sum("wall", area), 1e-9)
    dwelling = columns["dwelling"]
    lost = most & (dwelling["inertie_paroi_verticale_lourd"] == 1)
    assign(dwelling, lost, {"inertie_paroi_verticale_lourd": 0})
    typed = dwelling["enum_classe_inertie_id"]
    assign(dwelling, lost & (typed > 0), {"enum_classe_inertie_id": np.minimum(typed + 1, LIGHT)})
