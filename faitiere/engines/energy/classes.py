"""The label: the worse of the energy and of the greenhouse gas class (décret 2021-19, arrêté du 25 mars 2024)."""

from functools import cache, reduce

import numpy as np
from numpy.typing import NDArray

from .arrays import among, filled
from .tables import constant, table
from .vintages import applies

LETTERS = np.array(["A", "B", "C", "D", "E", "F", "G"])
LIMITS = ("A_lt", "B_lt", "C_lt", "D_lt", "E_lt", "F_lt")
MOUNTAIN_ZONES = (1, 2, 6)  # zone index of H1b, H1c, H2d
ABOVE_800 = 2  # altitude index
ALTITUDES = ("lt400", "400_800", "gt800")


@cache
def _limits(indicator: str) -> NDArray:
    """(2, 6) limits: everywhere, then above 800 m in the mountain zones."""
    rows = table("seuils_classes")
    mine = rows["indicateur"] == indicator
    values = np.stack([rows[limit][mine] for limit in LIMITS], axis=1)
    return values[np.argsort(rows["altitude"][mine] == "gt800")]


@cache
def _small(name: str) -> tuple[NDArray, NDArray]:
    """((3 altitudes, area m², 6) limits of areas up to 40 m², the areas listed)."""
    rows = table(name)
    areas = rows["surface_m2_arrondie"].astype(int)
    dense = np.full((3, areas.max() + 1, 6), np.nan)
    index = np.array([ALTITUDES.index(a) for a in rows["altitude"]])
    dense[index, areas] = np.stack([rows[limit] for limit in LIMITS], axis=1)
    dense[:, : areas.min()] = dense[:, areas.min()][:, None]
    dense[ABOVE_800] = np.where(np.isnan(dense[ABOVE_800]), dense[0], dense[ABOVE_800])
    return dense, areas


def _grade(value: NDArray, limits: NDArray) -> NDArray:
    """(n,) 0 (A) to 6 (G); the upper bound of a class is excluded."""
    return reduce(np.add, [(value >= limit).astype(np.intp) for limit in limits.T])


def _limits_of(indicator: str, small: str, site: dict[str, NDArray]) -> NDArray:
    mountain = (site["altitude"] == ABOVE_800) & among(site["zone"], MOUNTAIN_ZONES)
    usual = _limits(indicator)[mountain.astype(int)]
    dense, areas = _small(small)
    area = np.clip(np.floor(filled(site["sh"]) + 0.5).astype(int), 0, areas.max())
    reduced = applies("petites_surfaces", site["date"]) & (site["sh"] <= constant("small_area"))
    place = np.where(mountain, ABOVE_800, np.where(site["altitude"] == ABOVE_800, 0, site["altitude"]))
    return np.where(reduced[:, None], dense[place, area], usual)


def classes(primary_m2: NDArray, emissions_m2: NDArray, site: dict[str, NDArray]) -> dict[str, NDArray]:
    """`classe` (worse of both), `classe_bilan_dpe`, `classe_emission_ges`, letters (n,).

    primary_m2 kWhEP/m².yr and emissions_m2 kgCO2e/m².yr, floored as the label shows them; site: date, zone,
    altitude (indexes) and sh m².
    """
    energy = _grade(np.floor(primary_m2), _limits_of("ep_kwh_m2", "seuils_petites_surfaces_ep", site))
    gases = _grade(np.floor(emissions_m2), _limits_of("ges_kg_m2", "seuils_petites_surfaces_ges", site))
    return {
        "classe_bilan_dpe": LETTERS[np.maximum(energy, gases)],
        "classe_ep": LETTERS[energy],
        "classe_emission_ges": LETTERS[gases],
        "classe": LETTERS[np.maximum(energy, gases)],
    }
