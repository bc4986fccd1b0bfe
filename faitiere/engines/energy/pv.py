"""Photovoltaic production and the part the dwelling uses itself (§16.2)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .arrays import across, filled, once
from .columns import Columns
from .options import Options
from .switches import switch
from .tables import constant, gather, lookup, table

LABELS = {
    "ch": "chauffage",
    "ecs": "ecs",
    "fr": "refroidissement",
    "eclairage": "éclairage",
    "auxiliaire_ventilation": "auxiliaire ventilation",
    "auxiliaire_distribution": "auxiliaire distribution",
    "autres": "autres usages",
}


@cache
def own_use_limits() -> dict[str, float]:
    """use → Taplpi, the most of its electricity each use can take from the panels."""
    rows = table("pv_taux_autoproduction_limite")
    found = dict(zip(rows["usage"], rows["taplpi"], strict=True))
    return {use: float(found[label]) for use, label in LABELS.items()}


@cache
def _orientation() -> NDArray:
    """(inclination, orientation) → k."""
    rows = table("tv_coef_orientation_pv")
    dense = np.full((6, 7), np.nan)
    dense[rows["enum_inclinaison_pv_id"].astype(int), rows["enum_orientation_pv_id"].astype(int)] = rows[
        "coef_orientation_pv"
    ]
    return dense


@once
def panel_area(columns: Columns, options: Options) -> NDArray:
    """(fields,) m²: the area, else 1.6 m² a module; some software count modules first (`pv_modules_d_abord`)."""
    panels = columns.pv
    area = filled(panels["surface_totale_capteurs"])
    modules = filled(panels["nombre_module"]) * constant("pv_module_area")
    by_modules = switch(columns, "pv_modules_d_abord", options)[panels.dwelling] & (modules > 0)
    return np.where(by_modules | (area <= 0), modules, area)


def production(columns: Columns, sun: NDArray, options: Options) -> NDArray:
    """(n,) kWh a year. sun: E_pv (n, 12) kWh/m²."""
    panels = columns.pv
    area = panel_area(columns, options)
    matched = _orientation()[
        np.clip(panels["enum_inclinaison_pv_id"], 0, 5), np.clip(panels["enum_orientation_pv_id"], 0, 6)
    ]
    recorded = gather(
        lookup("tv_coef_orientation_pv", "tv_coef_orientation_pv_id", "coef_orientation_pv"),
        panels["tv_coef_orientation_pv_id"],
    )
    k = filled(np.where(np.isnan(matched), recorded, matched), nan=1.0)
    yearly = k * area * constant("pv_efficiency") * constant("pv_loss") * across(sun)[panels.dwelling]
    return columns.sum("pv", yearly)


def self_consumption(produced: NDArray, uses: dict[str, NDArray]) -> dict[str, NDArray]:
    """use → (n,) kWh taken from the panels. uses: electricity of each use of `own_use_limits`, (n,) kWh."""
    limits = own_use_limits()
    total = sum(uses.values())
    safe = np.where(total > 0, total, 1.0)
    cover = produced / safe
    limit = sum(limits[use] * energy for use, energy in uses.items()) / safe
    active = (cover > 0) & (limit > 0)
    rate = np.where(active, 1 / (1 / np.where(active, cover, 1) + 1 / np.where(active, limit, 1)), 0.0)
    weight = np.where(limit > 0, limit * safe, 1.0)
    return {use: total * rate * limits[use] * energy / weight for use, energy in uses.items()}


def other_uses(area: NDArray, house: NDArray) -> NDArray:
    """(n,) kWh a year of specific electricity outside the five uses."""
    flat = constant("other_uses_flat") + constant("lift_flat")
    return area * np.where(house, constant("other_uses_house"), flat)
