"""Degree-days base 18 by département and month, and their sum over a year or a heating season.

Shipped: 2018 to 2020, from daily temperatures by département (ODRE, `temperature-quotidienne-departementale`), method
"météo": (18 − mean of the day) when positive. Never mixed with the base 17 series of the SDES.
"""

import csv
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

BASE = 18.0
TABLE = Path(__file__).parent / "tables" / "dju18_mois.csv"
SOURCE = "DJU base 18 par département, 2018 à 2020, calculés sur les températures quotidiennes publiées par ODRE"


@dataclass(frozen=True, slots=True)
class DegreeDays:
    """Degree-days of a period and where they come from."""

    value: float
    source: str


@cache
def _months() -> Mapping[str, Mapping[date, float]]:
    found: dict[str, dict[date, float]] = {}
    with TABLE.open(encoding="utf-8", newline="") as handle:
        for line in csv.DictReader(handle):
            month = date(int(line["annee"]), int(line["mois"]), 1)
            found.setdefault(line["departement"], {})[month] = float(line["dju18_meteo"])
    return found


def from_days(days: Iterable[tuple[date, float]]) -> dict[date, float]:
    """Degree-days of each whole month (first day → value, method "météo"), from the mean temperature of days in °C.

    A month with a day missing or told twice is left out: a total that lacks a week would look like a mild winter.
    """
    months: dict[date, dict[date, float]] = {}
    doubted = set()
    for day, mean in days:
        month = day.replace(day=1)
        told = months.setdefault(month, {})
        if day in told:
            doubted.add(month)
        told[day] = max(0.0, BASE - mean)
    return {
        month: round(sum(told.values()), 1)
        for month, told in months.items()
        if len(told) == monthrange(month.year, month.month)[1] and month not in doubted
    }


def _twelve(start: date) -> list[date]:
    return [
        date(start.year + (start.month - 1 + step) // 12, (start.month - 1 + step) % 12 + 1, 1) for step in range(12)
    ]


def shipped(departement: str, start: date) -> DegreeDays | None:
    """Degree-days of the twelve months from the first day `start`; None when one of them is not in the table."""
    return over_twelve(_months().get(departement, {}), start, SOURCE)


def over_twelve(known: Mapping[date, float], start: date, source: str) -> DegreeDays | None:
    """Their sum over the twelve months from the first day `start`; None when a month is not known."""
    months = _twelve(start)
    if not all(month in known for month in months):
        return None
    return DegreeDays(round(sum(known[month] for month in months), 1), source)


def reference_degree_days(departement: str) -> DegreeDays | None:
    """Mean of the years of the table: three years make no thirty-year normal, and the source says so."""
    years = sorted({month.year for month in _months().get(departement, {})})
    found = [shipped(departement, date(year, 1, 1)) for year in years]
    values = [one.value for one in found if one is not None]
    if not values:
        return None
    return DegreeDays(
        round(sum(values) / len(values), 1),
        f"moyenne de {years[0]} à {years[-1]}, faute de normale sur trente ans ({SOURCE})",
    )
