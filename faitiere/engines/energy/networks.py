"""Carbon content of the heat network a dwelling is plugged on, by the arrêté in force at the date of the DPE."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .arrays import once
from .columns import Columns
from .tables import gather, lookup, table

TABLES = {"ch": "heating_generator", "ecs": "dhw_generator"}
FIRST_LISTED, LAST_LISTED = 2021, 2024  # tables of networks by identifier; earlier rows have another identifier


@cache
def _contents(year: int) -> dict[str, float]:
    rows = table(f"tv_reseau_chaleur_{year}")
    return {
        str(name): float(value)
        for name, value in zip(rows["identifiant_reseau"], rows["contenu_co2_acv"], strict=True)
        if str(value) not in ("", "nan")
    }


@once
def network_content(columns: Columns, use: str, dates: NDArray) -> NDArray:
    """(n,) kgCO2e/kWh of the network serving a use ("ch", "ecs"); NaN without network or when it is not listed.

    The list of the year before the DPE is in force; the first files point into the list of 2020 instead.
    """
    found = np.full(columns.n, np.nan)
    if use not in TABLES:
        return found
    generators = columns[TABLES[use]]
    found[generators.dwelling] = gather(
        lookup("tv_reseau_chaleur_2020", "tv_reseau_chaleur_id", "contenu_co2"), generators["tv_reseau_chaleur_id"]
    )
    named = np.flatnonzero(generators["identifiant_reseau_chaleur"] != "")
    owners = generators.dwelling[named]
    years = np.clip(dates[owners].astype("datetime64[Y]").astype(int) + 1969, FIRST_LISTED, LAST_LISTED)
    names = generators["identifiant_reseau_chaleur"][named]
    for owner, year, name in zip(owners.tolist(), years.tolist(), names, strict=True):
        found[owner] = _contents(year).get(name, np.nan)
    return found
