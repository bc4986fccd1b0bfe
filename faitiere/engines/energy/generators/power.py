"""Default nominal power of combustion generators (§13.2.2.1)."""

import numpy as np
from numpy.typing import NDArray

from ..tables import constant, table


def heating_power(gv: NDArray, tbase: NDArray, misread: NDArray) -> NDArray:
    """(rows,) kW needed to heat: gv in W/K (already shared between installations), tbase in °C.

    misread (rows,) bool: software that reads 0,95³ as 0,953 (the exponent is lost in copies of the annexe).
    """
    setpoint = constant("indoor_temperature")
    losses = constant("sizing_margin") * gv * (setpoint - tbase)
    efficiency = np.where(misread, constant("sizing_efficiency_misread"), constant("sizing_efficiency") ** 3)
    return losses / (1000 * efficiency)


def dhw_power(volume: NDArray) -> NDArray:
    """(rows,) kW needed to make hot water with a tank of `volume` litres (0: instant)."""
    rows = table("puissances_ecs")
    step = np.searchsorted(rows["volume_max_l"], volume, side="left")
    return rows["kw_constante"][step] + rows["kw_par_litre"][step] * volume


def nominal_power(needed: NDArray, floor_kw: NDArray) -> NDArray:
    """(rows,) W: the catalogue step above `needed` (kW), at least `floor_kw` (kW; 0 for none)."""
    steps = table("puissances_chaudieres")["pn_kw"]
    listed = steps[np.minimum(np.searchsorted(steps, needed, side="left"), len(steps) - 1)]
    step = constant("power_step")
    beyond = (np.floor(needed / step) + 1) * step
    return 1000 * np.maximum(np.where(needed > steps[-1], beyond, listed), floor_kw)
