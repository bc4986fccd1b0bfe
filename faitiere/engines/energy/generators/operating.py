"""Operating temperatures of boilers at full and 30 % load (§13.2.1.5, §13.2.1.6)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..arrays import once
from ..columns import Columns, Table
from ..options import Options
from ..tables import by_ids, gather, table
from .families import effective_ids, listed_types
from .recorded import TEMPERATURE_TYPED, believed, first_known

LEVELS = 5  # enum_temp_distribution_ch_id 1 to 4
PERIODS = ("Avant 1981", "Entre 1981 et 2000", "Après 2000")  # enum_periode_installation_emetteur_id 1, 2, 3
LOW, MEDIUM, HIGH = 2, 3, 4
LATEST = 3
FLOORS = tuple(range(11, 19))  # enum_type_emission_distribution_id: floors and ceilings
WATER_RADIATORS = (*range(24, 40), *range(46, 50))
HIGH_NETWORKS = (11, 13, 15, 17, 24, 26, 28, 30, 32, 34, 36, 38, 46, 48)  # the same: water at 65 °C or more


def _period(labels: NDArray) -> NDArray:
    return np.array([PERIODS.index(label) + 1 for label in labels])


@cache
def _full_load() -> NDArray:
    rows = table("tv_temp_fonc_100")
    dense = np.full((LEVELS, len(PERIODS) + 1), np.nan)
    dense[rows["enum_temp_distribution_ch_id"].astype(int), _period(rows["periode_emetteurs"])] = rows["temp_fonc_100"]
    return dense


@cache
def _part_load() -> NDArray:
    rows = table("tv_temp_fonc_30")
    dense = np.full((200, LEVELS, len(PERIODS) + 1), np.nan)
    periods = _period(rows["periode_emetteurs"])
    levels = rows["enum_temp_distribution_ch_id"].astype(int)
    for cell, level, period, value in zip(
        rows["enum_type_generateur_ch_id"], levels, periods, rows["temp_fonc_30"], strict=True
    ):
        dense[[int(one) for one in cell.split("|")], level, period] = value
    return dense


def period_of_emitters(recorded: NDArray, construction: NDArray) -> NDArray:
    """(rows,) 1 before 1981, 2 from 1981 to 2000, 3 later; unknown → from the construction year (§13.2.1.5)."""
    guess = np.where(construction < 1981, 1, np.where(construction <= 2000, 2, LATEST))
    return np.where(recorded > 0, recorded, guess)


def operating_temperatures(ids: NDArray, level: NDArray, period: NDArray) -> tuple[NDArray, NDArray]:
    """(Tfonc at 100 %, Tfonc at 30 %) in °C, (rows,) each; NaN for generators without such a temperature.

    ids: enum_type_generateur_ch_id; level: enum_temp_distribution_ch_id of the network, unknown taken as high;
    period: enum_periode_installation_emetteur_id.
    """
    level = np.where((level >= 2) & (level <= HIGH), level, HIGH)
    period = np.where((period >= 1) & (period <= LATEST), period, LATEST)
    return _full_load()[level, period], _part_load()[np.clip(ids, 0, 199), level, period]


def network_level(emitters: Table) -> NDArray:
    """(emitters,) enum_temp_distribution_ch_id of the network that counts: low is for floors only (§13.2.1.5).

    An unknown level is read from the type of emitter.
    """
    kind = "enum_type_emission_distribution_id"
    level = emitters["enum_temp_distribution_ch_id"]
    read = np.where(emitters.where(kind, *HIGH_NETWORKS), HIGH, LOW)
    level = np.where(level >= LOW, level, np.where(emitters.where(kind, *FLOORS, *WATER_RADIATORS), read, 1))
    return np.where((level == LOW) & ~emitters.where(kind, *FLOORS), MEDIUM, level)


@once
def construction_year(columns: Columns) -> NDArray:
    """(n,) year of construction, else a year of the period of construction."""
    year = columns.dwelling["annee_construction"]
    typical = by_ids("periodes_construction", "enum_periode_construction_id", "annee_typique")
    return np.where(np.isnan(year), gather(typical, columns.dwelling["enum_periode_construction_id"]), year)


def boiler_temperatures(columns: Columns, options: Options) -> tuple[NDArray, NDArray]:
    """(Tfonc100, Tfonc30) (heating generators,) °C: the hottest network of the installation decides."""
    generators, emitters = columns.heating_generator, columns.heating_emitter
    link, fed = generators["heating"], emitters["heating"]
    level = np.zeros(columns.heating.n, int)
    np.maximum.at(level, fed, network_level(emitters))
    written = emitters["enum_periode_installation_emetteur_id"]
    known = (written > 0) & emitters.where("enum_type_emission_distribution_id", *FLOORS, *WATER_RADIATORS)
    oldest = np.full(columns.heating.n, LATEST + 1)
    np.minimum.at(oldest, fed[known], written[known])
    year = construction_year(columns)[generators.dwelling]
    period = period_of_emitters(np.where(oldest > LATEST, -1, oldest)[link], year)
    kinds = listed_types("ch", effective_ids("ch", generators), energy=generators["enum_type_energie_id"], year=year)
    full, part = operating_temperatures(kinds, level[link], period)
    return (
        first_known(believed(generators, "recorded_temp_fonc_100", TEMPERATURE_TYPED, options), full),
        first_known(believed(generators, "recorded_temp_fonc_30", TEMPERATURE_TYPED, options), part),
    )
