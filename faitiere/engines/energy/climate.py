"""Climate and the few facts every step needs (annexe §18.1 to 18.3, 18.5)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .arrays import among, once
from .columns import Columns
from .options import Options
from .tables import table

ZONES = ("h1a", "h1b", "h1c", "h2a", "h2b", "h2c", "h2d", "h3")
ALTITUDES = ("lt400", "400_800", "gt800")
MONTHLY = (
    *("e", "e_fr_26", "e_fr_28", "e_pv", "dh14", "dh19", "dh21", "dh26", "dh28"),
    *("nref19", "nref21", "nref26", "nref28", "text", "textmoy_clim_26", "textmoy_clim_28", "tefs"),
)
HOUSE_METHODS = (1, 14, 18)
BUILDING_METHODS = (6, 7, 8, 9, 26, 27, 28, 29, 30)
HEAVY = (1, 2)
DECEMBER = 11


@cache
def monthly(variable: str) -> NDArray:
    """(2, 3, 8, 12) by old heavy walls, altitude class, zone, month. §18.2 and 18.3."""
    rows = table("climat_mensuel")
    values = np.empty((2, 3, 8, 12))
    index = (
        rows["paroi_ancienne_lourde"].astype(int),
        np.array([ALTITUDES.index(a) for a in rows["altitude"]]),
        np.array([ZONES.index(z) for z in rows["zone"]]),
        rows["mois"].astype(int) - 1,
    )
    values[index] = rows[variable]
    return values


@cache
def base_temperature() -> NDArray:
    """(3, 3) °C by altitude class and H1, H2, H3. §18.1."""
    rows = table("tbase")
    order = [list(rows["altitude"]).index(a) for a in ALTITUDES]
    return np.stack([rows[h] for h in ("h1", "h2", "h3")], axis=1)[order]


def climate(columns: Columns, up: dict, options: Options) -> dict[str, NDArray]:
    """Site and size of each dwelling, and its twelve months; `up["inertia"]` (1 to 4) is needed."""
    dwelling = columns.dwelling
    zone = np.clip(dwelling["enum_zone_climatique_id"] - 1, 0, 7)
    altitude = np.clip(dwelling["enum_classe_altitude_id"] - 1, 0, 2)
    old = (columns.dwelling["batiment_materiaux_anciens"] == 1) & among(up["inertia"], HEAVY)
    group = np.digitize(zone, (3, 7))
    place = (old * len(ALTITUDES) + altitude) * len(ZONES) + zone
    found = {name: monthly(name).reshape(-1, 12).take(place, axis=0) for name in MONTHLY}
    if options.certified:
        found["dh19"] = _first_published(found["dh19"], zone, altitude, dwelling["date"])
    return {
        **found,
        "old": old,
        "zone": zone,
        "altitude": altitude,
        "zone_group": group,
        "tbase": base_temperature()[altitude, group],
        "njj": table("jours_mois")["njj"],
    }


def _first_published(dh19: NDArray, zone: NDArray, altitude: NDArray, dates: NDArray) -> NDArray:
    """DH19 with the December of H2d as first published, which software used until it was corrected."""
    rows = table("climat_dh19_decembre_h2d")
    order = [list(rows["altitude"]).index(a) for a in ALTITUDES]
    last = np.array(rows["valid_to"][order].astype(str), dtype="datetime64[D]")
    concerned = (zone == ZONES.index("h2d")) & (dates <= last[altitude])
    corrected = dh19.copy()
    corrected[concerned, DECEMBER] = rows["dh19"][order][altitude[concerned]]
    return corrected


def is_building(columns: Columns) -> NDArray:
    """(n,) bool: the DPE of a whole building."""
    return columns.dwelling.where("enum_methode_application_dpe_log_id", *BUILDING_METHODS)


@once
def size(columns: Columns) -> dict[str, NDArray]:
    """Area, height, kind and number of dwellings of what is computed."""
    dwelling = columns.dwelling
    method = dwelling["enum_methode_application_dpe_log_id"]
    building = is_building(columns)
    flat, whole = dwelling["surface_habitable_logement"], dwelling["surface_habitable_immeuble"]
    area = np.where(building, whole, np.where(flat > 0, flat, whole))
    count = np.where(building, dwelling["nombre_appartement"], 1.0)
    return {
        "sh": area,
        "hsp": dwelling["hsp"],
        "is_house": among(method, HOUSE_METHODS),
        "nb": np.where(count >= 1, count, 1.0),
    }
