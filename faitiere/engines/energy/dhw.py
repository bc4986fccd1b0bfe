"""Domestic hot water: need, storage losses, generators, consumption (§11, §14)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import filled, once
from .climate import size
from .columns import Columns, Table
from .generators.families import BOILERS, effective_ids, is_family
from .generators.heat_pump import dhw_cop
from .generators.recorded import PERFORMANCE_TYPED, believed, first_known
from .options import Options
from .roles import dhw_ratio, tank_volume
from .tables import constant, gather, lookup, table

HOUSES = (1, 14, 18)  # enum_methode_application_dpe_log_id
NO_TANK = 1  # enum_type_stockage_ecs_id
INDIVIDUAL = 1  # enum_type_installation_id
CATEGORY_C = 71  # enum_type_generateur_ecs_id, vertical electric tank of category C
ELECTRIC_BOILER = 118
INSULATED_NETWORK = 73
TANK_CLASSES = np.array([100.0, 200.0, 300.0])


@once
def is_house(columns: Columns) -> NDArray:
    """(n,) bool: the DPE is that of a house."""
    return columns.dwelling.where("enum_methode_application_dpe_log_id", *HOUSES)


def _most_adults(kind: str, area: NDArray) -> NDArray:
    """(n,) Nmax of §11.1 for a "maison" or an "appartement" of this area, m²."""
    rows = table("adultes_equivalents")
    mine = rows["batiment"] == kind
    step = np.searchsorted(rows["surface_min_m2"][mine], filled(area), side="right") - 1
    return rows["nmax_constante"][mine][step] + rows["nmax_par_m2"][mine][step] * area


def equivalent_adults(columns: Columns) -> NDArray:
    """(n,) Nadeq, adults (§11.1): of the dwelling, or of all the flats of a building from their mean area."""
    sizes = size(columns)
    area = sizes["sh"] / sizes["nb"]
    return sizes["nb"] * np.where(is_house(columns), mean_adults(area, "maison"), mean_adults(area))


def mean_adults(area: NDArray, kind: str = "appartement") -> NDArray:
    """(n,) adults of one home of this area, m² (§11.1)."""
    most = _most_adults(kind, area)
    threshold = constant("adults_threshold")
    return np.where(most < threshold, most, threshold + constant("adults_slope") * (most - threshold))


def need(adults: NDArray, cold_water: NDArray, litres: float) -> NDArray:
    """(n, 12) Wh of hot water drawn (§11.1); cold_water: Tefs (n, 12) °C; litres at 40 °C a day and adult."""
    days = table("jours_mois")["njj"]
    heat = constant("water_heat_capacity") * (constant("hot_water_temperature") - cold_water)
    return adults[:, None] * litres * heat * days


@once
def shares(columns: Columns) -> NDArray:
    """(installations,) part of the dwelling's need each DHW installation covers: equal parts (§11.4).

    In a building each serves its flats: as many as are alike, of the area written (§17.1.3).
    """
    rows = columns.dhw
    owner, count = rows.dwelling, dhw_ratio(columns)
    served = np.where(count > 1, filled(rows["surface_habitable"], nan=1.0) * count, 1.0)
    several = np.bincount(owner, count > 1, minlength=columns.n) > 0
    weight = np.where(several[owner] & (served > 0), served, 1.0)
    return weight / np.bincount(owner, weight, minlength=columns.n)[owner]


@once
def generator_shares(columns: Columns) -> NDArray:
    """(generators,) part of the dwelling's need each DHW generator covers."""
    link = columns.dhw_generator["dhw"]
    count = np.bincount(link, minlength=columns.dhw.n)
    return shares(columns)[link] / count[link]


@once
def has_tank(generators: Table) -> NDArray:
    """(generators,) bool: a tank of known volume, apart from or built in the generator."""
    return (filled(generators["volume_stockage"]) > 0) & ~generators.where("enum_type_stockage_ecs_id", NO_TANK)


def _loss_coefficient(ids: NDArray, volume: NDArray) -> NDArray:
    """(generators,) Cr of electric tanks, Wh/(l.K.day): by type and volume in litres (§11.6.2)."""
    rows = table("tv_pertes_stockage")
    kinds = [str(cell).split("|")[0] for cell in rows["enum_type_generateur_ecs_id"]]
    dense = np.full((200, len(TANK_CLASSES) + 1), np.nan)
    for order, (kind, cr) in enumerate(zip(kinds, rows["cr"], strict=True)):
        dense[int(float(kind)), order // 4] = cr
    dense[ELECTRIC_BOILER] = dense[CATEGORY_C - 2]
    return dense[ids, np.searchsorted(TANK_CLASSES, volume)]


@once
def storage_losses(columns: Columns) -> NDArray:
    """(generators,) Wh a year lost by the tank (§11.6), 0 without one; a flat has its part of it (§17.2.1)."""
    generators = columns.dhw_generator
    volume = tank_volume(columns)
    ids = effective_ids("ecs", generators)
    electric = is_family("ecs", ids, "ballon_electrique", "chaudiere_electrique")
    by_electricity = constant("electric_tank_loss") * volume * filled(_loss_coefficient(ids, volume))
    by_other = constant("tank_loss") * volume ** constant("tank_loss_exponent")
    lost = np.where(electric, by_electricity, by_other) * dhw_ratio(columns)[generators["dhw"]]
    return np.where(has_tank(generators), lost, 0.0)


@once
def distribution_efficiency(columns: Columns) -> NDArray:
    """(installations,) Rd of §11.5. Without a recorded row: inside the heated volume unless said otherwise."""
    installations = columns.dhw
    recorded = gather(
        lookup("tv_rendement_distribution_ecs", "tv_rendement_distribution_ecs_id", "rd"),
        installations["tv_rendement_distribution_ecs_id"],
    )
    generators = columns.dhw_generator
    outside = np.zeros(installations.n, bool)
    outside[generators["dhw"]] = generators["position_volume_chauffe"] == 0
    individual = np.where(outside, constant("rd_ecs_outside"), constant("rd_ecs_inside"))
    insulated = installations["reseau_distribution_isole"] == 1
    looped = installations["enum_bouclage_reseau_ecs_id"] == 2
    collective = np.where(
        insulated,
        np.where(looped, constant("rd_ecs_looped"), constant("rd_ecs_insulated")),
        constant("rd_ecs_bare"),
    )
    alone = installations["enum_type_installation_id"] <= INDIVIDUAL
    return np.where(np.isnan(recorded), np.where(alone, individual, collective), recorded)


@once
def solar_cover(columns: Columns) -> NDArray:
    """(installations,) Fecs: typed, else the table by zone, kind of solar installation and building (§18.4)."""
    installations = columns.dhw
    rows = table("tv_facteur_couverture_solaire")
    dense = np.zeros((2, 9, 5))
    for building, zone, kind, use, value in zip(
        rows["type_batiment"],
        rows["enum_zone_climatique_id"].astype(int),
        rows["enum_type_installation_solaire_id"].astype(int),
        rows["usage"],
        rows["facteur_couverture_solaire"],
        strict=True,
    ):
        if use == "ecs":
            dense[int(building == "maison"), zone, kind] = value
    owner = installations.dwelling
    kind = np.clip(installations["enum_type_installation_solaire_id"], 0, 4)
    zone = columns.dwelling["enum_zone_climatique_id"][owner]
    by_table = dense[is_house(columns)[owner].astype(int), zone, kind]
    return np.where(np.isnan(installations["fecs_saisi"]), by_table, installations["fecs_saisi"])


@dataclass(frozen=True, slots=True)
class Heater:
    """What the efficiency of DHW generators depends on, one row a generator; W, fractions on PCI, Wh."""

    ids: NDArray
    mixed: NDArray
    rpn: NDArray
    qp0: NDArray
    pilot: NDArray
    storage: NDArray
    distribution: NDArray
    cop: NDArray


@once
def cop(columns: Columns, options: Options) -> NDArray:
    """(generators,) COP of thermodynamic generators: typed, else by type, zone and period (§14.2)."""
    generators = columns.dhw_generator
    zone = columns.dwelling["enum_zone_climatique_id"][generators.dwelling]
    by_table = dhw_cop(
        effective_ids("ecs", generators),
        zone,
        generators["enum_periode_installation_ecs_thermo_id"],
    )
    return first_known(believed(generators, "recorded_cop", PERFORMANCE_TYPED, options), by_table)


def performance_loss(heater: Heater, need_wh: NDArray) -> NDArray:
    """(generators,) Iecs = 1/(Rs·Rd·Rg), need_wh the yearly need each one covers, Wh (§11.3, §14.1, §14.2)."""
    ids = heater.ids
    need_wh = np.maximum(need_wh, 1e-9)
    burner = is_family("ecs", ids, *BOILERS, "accumulateur_gaz", "instantane_gaz")
    hours = np.where(
        is_family("ecs", ids, "accumulateur_gaz"), constant("hours_accumulator"), constant("hours_dhw_only")
    )
    pilot_hours = constant("hours_pilot") * np.where(heater.mixed, constant("pilot_share_mixed"), 1.0)
    combustion = 1 / heater.rpn + (hours * heater.qp0 + heater.storage) / need_wh + pilot_hours * heater.pilot / need_wh
    tank = 1 + heater.storage * heater.distribution / need_wh
    tank = np.where(ids == CATEGORY_C, tank / constant("category_c_bonus"), tank)
    network = np.where(ids == INSULATED_NETWORK, constant("network_insulated"), constant("network_uninsulated"))
    loss = np.where(burner, combustion, 1.0)
    loss = np.where(is_family("ecs", ids, "ballon_electrique"), tank, loss)
    loss = np.where(is_family("ecs", ids, "chaudiere_electrique"), tank / constant("electric_boiler_efficiency"), loss)
    loss = np.where(is_family("ecs", ids, "reseau"), 1 / network, loss)
    loss = np.where(is_family("ecs", ids, "thermodynamique"), 1 / heater.cop, loss)
    return loss / heater.distribution
