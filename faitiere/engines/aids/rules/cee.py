"""Certificats d'économies d'énergie: fiches in kWh cumac times a price, coups de pouce, ampleur.

Source: fiches d'opérations standardisées (arrêtés), charte Coup de pouce chauffage. The price of the kWh
cumac is a hypothesis, not law: obligated suppliers set it.
"""

from dataclasses import dataclass

import numpy as np

from faitiere.engines import params

from .. import codes
from ..columns import Columns
from ..regime import Regime
from . import home
from .gestes import GESTE_CODES

AREA_FROM = ("0", "35", "60", "70", "90", "110", "130")
COUP_DE_POUCE = (
    "pac_air_eau",
    "pac_geothermique",
    "pac_solarothermique",
    "systeme_solaire_combine",
    "chaudiere_bois_manuelle",
    "chaudiere_bois_automatique",
    "reseau_chaleur",
)

# Plants of a whole building whose fiche gives an amount a dwelling served.
BY_DWELLING = ("reseau_chaleur",)


@dataclass(frozen=True)
class Fiche:
    """Shape of a fiche: its variants, whether it depends on the zone, and its correction by area."""

    variants: tuple[str, ...] = ("",)
    by_zone: bool = True
    zone_factor: bool = False
    area_tables: tuple[str, str] | None = None


def _combined(prefixes: tuple[str, ...], ends: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{p}/{e}" for p in prefixes for e in ends)


_WATER = _combined(
    ("maison/chauffage", "maison/chauffage_eau", "appartement/chauffage", "appartement/chauffage_eau"),
    codes.ETAS_AIR,
)
_GROUND = _combined(codes.HEAT_USES, codes.ETAS_GROUND)
_HEATING = ("maison_chauffage", "maison_chauffage")
FICHES: dict[str, Fiche] = {
    "pac_air_eau": Fiche(_WATER, False, True, ("maison_chauffage", "appartement_pac")),
    "pac_geothermique": Fiche(_GROUND, False, True, _HEATING),
    "pac_solarothermique": Fiche(_GROUND, False, True, _HEATING),
    "pac_air_air": Fiche(("maison/3.9-4.3", "maison/4.3+", "appartement/3.9+"), area_tables=("air", "appartement_pac")),
    "chauffe_eau_thermodynamique": Fiche(("maison", "appartement"), by_zone=False),
    "chauffe_eau_solaire": Fiche(),
    "systeme_solaire_combine": Fiche(),
    "pvt_eau": Fiche(by_zone=False),
    "chaudiere_bois_manuelle": Fiche(),
    "chaudiere_bois_automatique": Fiche(),
    "insert": Fiche(codes.ETAS_WOOD),
    "poele_buches": Fiche(codes.ETAS_WOOD),
    "poele_granules": Fiche(codes.ETAS_WOOD),
    "reseau_chaleur": Fiche(area_tables=_HEATING),
    "vmc_double_flux": Fiche(codes.VMC_KINDS, area_tables=("air", "air")),
    "fenetres": Fiche(),
    "murs_exterieurs": Fiche(),
    "murs_interieurs": Fiche(),
    "rampants_combles": Fiche(),
    "toiture_terrasse": Fiche(),
    "plancher_bas": Fiche(),
}


@params.kept()
def _zones() -> tuple[np.ndarray, np.ndarray]:
    rows = sorted((dict(p.keys)["department"], p.value) for p in params.store.every() if p.name == "cee_zone")
    return np.array([d for d, _ in rows]), np.array([codes.CLIMATE_ZONES.index(z) for _, z in rows])


def zone(c: Columns) -> np.ndarray:
    """(n,) climate zone code; H1 outside the listed departments, -1 when the department is unknown."""
    if "zone" not in c.place:
        c.place["zone"] = _zone(c)
    return c.place["zone"]


def _zone(c: Columns) -> np.ndarray:
    departments, zones = _zones()
    place = np.minimum(np.searchsorted(departments, c.home_department), len(departments) - 1)
    found = np.where(departments[place] == c.home_department, zones[place], 0)
    return np.where(c.home_department == "", -1, found)


def conditions(c: Columns, r: Regime) -> dict[str, np.ndarray]:
    """Conditions common to the fiches: home of two years and more, mainland France."""
    return {
        "age": home.at_least(c, r.number("cee_home_age")),
        "mainland": ~home.overseas(c),
    }


@params.kept()
def _fiche(r: Regime, geste: str) -> np.ndarray:
    shape = FICHES[geste]
    zones = codes.CLIMATE_ZONES if shape.by_zone else ("",)
    return params.array("cee_fiche", on=r.on, geste=(geste,), variant=shape.variants, zone=zones)[0]


@params.kept()
def _area_table(r: Regime, table: str) -> tuple[np.ndarray, np.ndarray]:
    rows = [
        (float(dict(p.keys)["area_from"]), float(p.value or 0))
        for p in params.in_force(r.on, "cee_area_factor")
        if dict(p.keys)["table"] == table
    ]
    rows.sort()
    return np.array([start for start, _ in rows]), np.array([*(factor for _, factor in rows), np.nan])


def area_factor(c: Columns, r: Regime, *, table: str) -> np.ndarray:
    """(n,) correction by living area; lower bound of each band included; NaN when unknown."""
    starts, factors = _area_table(r, table)
    place = np.searchsorted(starts, c.area, side="right") - 1
    return factors[np.where(np.isnan(c.area), -1, place)]


def variant(c: Columns, geste: str) -> np.ndarray:
    """(n,) position in the variants of the fiche, -1 when a characteristic is unknown or excluded."""
    zero = np.zeros(c.size, dtype=int)
    if geste == "pac_air_eau":
        known = (c.home >= 0) & (c.use_pac_air_eau >= 0) & (c.etas_pac_air_eau >= 0)
        return np.where(known, (c.home * 2 + c.use_pac_air_eau) * 4 + c.etas_pac_air_eau, -1)
    if geste in ("pac_geothermique", "pac_solarothermique"):
        use, etas = getattr(c, f"use_{geste}"), getattr(c, f"etas_{geste}")
        return np.where((use >= 0) & (etas >= 0), use * len(codes.ETAS_GROUND) + etas, -1)
    if geste == "pac_air_air":
        flat = np.where(c.home == codes.FLAT, 2, np.where(c.scop >= 4.3, 1, 0))
        return np.where((c.scop >= 3.9) & (c.home >= 0), flat, -1)
    if geste == "chauffe_eau_thermodynamique":
        return c.home
    if geste in ("insert", "poele_buches", "poele_granules"):
        return getattr(c, f"etas_{geste}")
    return c.vmc if geste == "vmc_double_flux" else zero


def quantity(c: Columns, r: Regime, *, geste: str) -> np.ndarray:
    """(n,) m² of the works; windows are counted at a hypothesis of area each; 1 for equipment."""
    if geste == "fenetres":
        return c.fenetres * r.number("cee_window_area")
    return getattr(c, geste) if geste in codes.AREA_GESTES else np.ones(c.size)


def kwh_cumac(c: Columns, r: Regime, *, geste: str) -> np.ndarray:
    """(n,) kWh cumac of the fiche of a geste; NaN when a fact is missing or the fiche has no value."""
    shape, where = FICHES[geste], zone(c)
    place = where if shape.by_zone else np.zeros(c.size, dtype=int)
    out = _fiche(r, geste)[variant(c, geste), place] * quantity(c, r, geste=geste)
    if shape.zone_factor:
        factors = np.array([r.number("cee_zone_factor", geste=geste, zone=z) for z in codes.CLIMATE_ZONES])
        out = out * np.append(factors, np.nan)[where]
    if shape.area_tables:
        of_house, of_flat = (area_factor(c, r, table=t) for t in shape.area_tables)
        out = out * np.where(c.home == codes.FLAT, of_flat, of_house)
    return out


def amount(c: Columns, r: Regime, *, geste: str, price: float | None = None) -> np.ndarray:
    """(n,) euros of a geste: kWh cumac × price in €/kWh cumac (the single hypothesis by default)."""
    return kwh_cumac(c, r, geste=geste) * (r.number("cee_price", kind="unique") if price is None else price)


def coup_de_pouce(c: Columns, r: Regime, *, geste: str, category: np.ndarray) -> np.ndarray:
    """(n,) flat premium when an individual gas (not condensing), oil or coal boiler is replaced, else NaN."""
    flat = r.coup_de_pouce[GESTE_CODES[geste], category]
    return np.where(c.fossil_boiler, flat, np.nan)


def ampleur_conditions(c: Columns, r: Regime, *, accompanied: np.ndarray) -> dict[str, np.ndarray]:
    """Conditions of the Coup de pouce rénovation d'ampleur: houses and individual dwellings only."""
    return {
        "no_mpra": ~accompanied,
        "dwelling": c.status != codes.SYNDICATE,
        "jumps": home.jumps(c) >= r.number("mpra_min_jumps"),
        **conditions(c, r),
    }


def ampleur(c: Columns, r: Regime) -> np.ndarray:
    """(n,) Coup de pouce rénovation d'ampleur in euros, for who cannot have MaPrimeRénov' accompagné."""
    return r.ampleur[home.jump_code(c)] * area_factor(c, r, table="ampleur")
