"""Lighting (§16.1)."""

from numpy.typing import NDArray

from .tables import constant, table


def consumption(zone: NDArray, area: NDArray) -> NDArray:
    """(n,) kWh a year. zone: index 0 (H1a) to 7 (H3); area m²."""
    hours = table("eclairage_nh")["heures_an"][zone]
    return constant("lighting_use") * constant("lighting_power") * hours / 1000 * area
