"""Collective base with an individual backup (§9.8): what part of the need the base covers."""

import numpy as np
from numpy.typing import NDArray

from ..arrays import across, filled
from ..columns import Columns
from ..roles import BACKUP, BASE_AND_BACKUP, MAIN, ROLES, emitter_role
from ..tables import constant
from .emission import combined


def base_share(up: dict, need: NDArray, useful_power: NDArray, owner: NDArray) -> NDArray:
    """(installations,) share of the need covered by the base.

    up: dh14, nref19, text (n, 12), tbase (n,); need (n, 12) kWh; useful_power Pe (installations,) kW, of the
    dwelling's part of the base; owner (installations,) row of the dwelling.
    """
    yearly = across(need)[owner]
    turning = constant("base_turning_temperature")
    degree_hours = up["dh14"][owner]
    limit = turning - useful_power * across(degree_hours) / np.maximum(yearly, 1e-9)
    tbase = up["tbase"][owner]
    spread = np.maximum(up["text"][owner] - tbase[:, None], 1e-9)
    x = np.maximum(0.5 * (limit - tbase)[:, None] / spread, 0.0)
    below = up["nref19"][owner] * spread * x**5 * (14 - 28 * x + 20 * x**2 - 5 * x**3)
    ratio = np.where(degree_hours > 0, below / np.where(degree_hours > 0, degree_hours, 1.0), 0.0)
    covered = need[owner] * (1 - np.clip(ratio, 0.0, 1.0))
    return across(covered) / np.maximum(yearly, 1e-9)


def useful_power(columns: Columns, up: dict, *, roles: NDArray, pn: NDArray) -> NDArray:
    """(installations,) Pe in kW: Pn·Re·Rd·Rr of the base, else what leaves half of the peak to the backup.

    up: gv, tbase (n,); roles and pn (generators,), pn in W and NaN when unknown.
    """
    emitters, heating = columns.heating_emitter, columns.heating
    main = emitter_role(columns) == MAIN
    count = np.bincount(emitters["heating"], main, minlength=heating.n)
    efficiency = np.bincount(emitters["heating"], combined(emitters) * main, minlength=heating.n)
    efficiency = np.where(count > 0, efficiency / np.maximum(count, 1), 1.0)
    link = columns.heating_generator["heating"]
    base = roles == MAIN
    known = np.bincount(link, base & ~np.isnan(pn), minlength=heating.n) > 0
    power = np.bincount(link, np.where(base, filled(pn), 0.0), minlength=heating.n) / 1000
    peak = up["gv"] * (constant("base_turning_temperature") - up["tbase"]) / 1000
    return np.where(known, power * efficiency, constant("backup_sizing") * peak[heating.dwelling])


def with_base(columns: Columns, shares: NDArray, *, roles: NDArray, base: NDArray) -> NDArray:
    """(generators,) `shares` of the need, those of base + backup installations put right by the degree hours.

    roles (generators,); base (installations,): see `base_share`.
    """
    heating, link = columns.heating, columns.heating_generator["heating"]
    size = heating.n * ROLES
    key = link * ROLES + roles
    whole = np.bincount(link, shares, minlength=heating.n)[link]
    in_role = np.bincount(key, shares, minlength=size)[key]
    own = np.where(roles == BACKUP, 1 - base[link], base[link])
    part = whole * own * shares / np.where(in_role > 0, in_role, 1.0)
    paired = heating.where("enum_cfg_installation_ch_id", BASE_AND_BACKUP)[link]
    has_backup = np.bincount(link, roles == BACKUP, minlength=heating.n)[link] > 0
    return np.where(paired & has_backup, part, shares)
