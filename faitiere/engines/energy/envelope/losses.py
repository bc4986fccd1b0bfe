"""Sum of the envelope losses, Ubat and marks of insulation (annexe §2, §3.6)."""

import numpy as np
from numpy.typing import NDArray

from ..columns import Columns
from ..options import Options
from ..switches import switch
from .adjacency import coefficient_b
from .bridges import bridge_k
from .glazing import bay_u, door_u
from .ground import ground_u
from .opaque import floor_u, roof_u, wall_u

AREAS = {
    "wall": ("surface_paroi_opaque", "deperdition_mur"),
    "floor": ("surface_paroi_opaque", "deperdition_plancher_bas"),
    "roof": ("surface_paroi_opaque", "deperdition_plancher_haut"),
    "bay": ("surface_totale_baie", "deperdition_baie_vitree"),
    "door": ("surface_porte", "deperdition_porte"),
}


def envelope(columns: Columns, up: dict, options: Options) -> dict[str, NDArray]:
    """Losses by family (n,) W/K, `ubat` W/(m2.K), `loss_area` m2, and b, U of each row (`wall_b`, `wall_u`…)."""
    group = up["zone_group"]
    found = {f"{name}_b": coefficient_b(columns[name], group, options) for name in AREAS}
    upb = floor_u(columns, up, options)
    found |= {
        "wall_u": wall_u(columns, up, options),
        "floor_upb": upb,
        "floor_u": ground_u(columns, upb, options),
        "roof_u": roof_u(columns, up, options),
        "door_u": door_u(columns.door, options),
        "bridge_k": bridge_k(columns, options),
    }
    found |= bay_u(columns, options)
    area = np.zeros(columns.n)
    for name, (surface, loss) in AREAS.items():
        size = columns[name][surface]
        found[loss] = columns.sum(name, size * found[f"{name}_b"] * found[f"{name}_u"])
        area += columns.sum(name, np.where(found[f"{name}_b"] > 0, size, 0.0))
    doors = columns.sum("door", np.where(found["door_b"] == 0, columns.door["surface_porte"], 0.0))
    area += np.where(switch(columns, "ubat_portes", options), doors, 0.0)
    found["deperdition_pont_thermique"] = columns.sum("bridge", columns.bridge["l"] * found["bridge_k"])
    total = sum(found[loss] for _, loss in AREAS.values()) + found["deperdition_pont_thermique"]
    with np.errstate(divide="ignore", invalid="ignore"):
        found["ubat"] = total / area
    found["transmission"], found["loss_area"] = total, area
    return found
