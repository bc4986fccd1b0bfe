"""Yearly cost (annexe 7): one tariff bracket per carrier, chosen by its yearly total, then an average price per use."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .tables import constant, table
from .vintages import applies


@cache
def _brackets(vintage: str, column: str) -> dict[str, list[tuple[float, float, float]]]:
    """energy → [(from kWh, fixed €, €/kWh)], the lines whose price is unknown left out."""
    rows = table(vintage)
    found: dict[str, list[tuple[float, float, float]]] = {}
    for energy, low, fixed, price in zip(
        rows["energie"], rows["seuil_min_kwh"], rows["part_fixe_eur"], rows["eur_kwh"], strict=True
    ):
        if not np.isnan(price):
            found.setdefault(energy, []).append((low, fixed, price))
    labels = table("energies")[column]
    return {str(i): found.get(label, []) for i, label in enumerate(labels, start=1)}


def _one_vintage(totals: NDArray, vintage: str, column: str) -> NDArray:
    """(n, CARRIERS) €; a carrier without any line costs NaN."""
    cost = np.full(totals.shape, np.nan)
    for carrier in np.flatnonzero((totals > 0).any(axis=0)):
        for low, fixed, price in _brackets(vintage, column)[str(carrier)]:
            inside = totals[:, carrier] >= low
            cost[inside, carrier] = fixed + price * totals[inside, carrier]
    return cost


def average_prices(totals: NDArray, date: NDArray) -> NDArray:
    """(n, CARRIERS) €/kWh: cost of the carrier's yearly total (n, CARRIERS kWh) over that total, by date of the DPE.

    Carriers the recent vintage does not list keep their price of 2021.
    """
    old = _one_vintage(totals, "tarifs_2021_07", "tarif_2021")
    new = _one_vintage(totals, "tarifs_2024_07_ajustes_sur_corpus", "tarif_2024")
    recent = applies("tarifs_2024", date)[:, None]
    cost = np.where(recent & ~np.isnan(new), new, old)
    used = totals > 0
    return np.where(used & ~np.isnan(cost), cost / np.where(used, totals, 1.0), 0.0)


def price_range(cost: NDArray) -> tuple[NDArray, NDArray]:
    """(low, high) € of the range shown on a label: ±15 % around the yearly cost."""
    margin = constant("cost_range")
    return cost * (1 - margin), cost * (1 + margin)
