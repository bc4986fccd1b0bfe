"""Cooling: need and consumption (§10)."""

import numpy as np
from numpy.typing import NDArray

from .arrays import filled
from .columns import Columns
from .generators.recorded import PERFORMANCE_TYPED, believed
from .options import Options
from .tables import constant, table

H3 = 7  # zone index
LATEST = 3


def need(up: dict, *, gains: NDArray, setpoint: float, hours: NDArray, outside: NDArray) -> NDArray:
    """(n, 12) kWh. up: gv, sh, cin (J/(m².K)); gains (n, 12) Wh; hours Nref and outside mean °C, (n, 12)."""
    gv = up["gv"][:, None]
    exchange = gv * (outside - setpoint) * hours
    cooled = (exchange > 0) & (hours > 0)
    ratio = np.where(cooled, gains / np.where(cooled, exchange, 1.0), 0.0)
    inertia = up["cin"] * up["sh"] / (3600 * up["gv"])
    a = (1 + inertia / constant("cooling_time_constant"))[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        use = np.where(np.isclose(ratio, 1.0), a / (a + 1), (1 - ratio**-a) / (1 - ratio ** (-a - 1)))
    result = gains / 1000 + filled(use) * exchange / 1000
    return np.where(cooled & (ratio >= constant("cooling_balance")), np.maximum(result, 0.0), 0.0)


def performance(columns: Columns, zone: NDArray, options: Options) -> NDArray:
    """(coolers,) EER used, §10.3: typed or by period of installation and zone; unknown period: the latest."""
    coolers = columns.cooling
    rows = table("tv_seer")
    dense = np.zeros((4, 2))
    h3 = np.array([int(str(z).startswith("8")) for z in rows["enum_zone_climatique_id"]])
    dense[rows["enum_periode_installation_fr_id"].astype(int), h3] = rows["eer"]
    written = coolers["enum_periode_installation_fr_id"]
    period = np.where((written > 0) & (written <= LATEST), written, LATEST)
    default = dense[period, (zone[coolers.dwelling] == H3).astype(int)]
    known = believed(coolers, "recorded_eer", PERFORMANCE_TYPED, options)
    return np.where(np.isnan(known), default, known)


def consumption(columns: Columns, need_kwh: NDArray, area: NDArray, eer: NDArray) -> NDArray:
    """(coolers,) kWh a year: 0.9·Bfr·(S_clim/Sh)/EER. need_kwh, area (n,)."""
    coolers = columns.cooling
    owner = coolers.dwelling
    share = np.minimum(filled(coolers["surface_clim"]) / area[owner], 1.0)
    return constant("cooling_use") * need_kwh[owner] * share / eer
