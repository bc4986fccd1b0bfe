"""Hot water after works: produced by the new heating, kept as it is, or by a tank of its own (§11, §14)."""

import numpy as np
from numpy.typing import NDArray

from ..columns import MISSING_ID, Columns
from .catalogue import hypothesis
from .rows import append, assign, keep
from .selection import has, is_house, own_dhw

AUTO, WITH_HEATING, APART, UNCHANGED = "auto", "avec", "separee", "inchangee"
CHOICES = (AUTO, WITH_HEATING, APART, UNCHANGED)
HEATING_ONLY, HOT_WATER_ONLY, BOTH = 1, 2, 3  # enum_usage_generateur_id
ONE_SYSTEM, ONE_WITH_SOLAR = 1, 2  # enum_cfg_installation_ecs_id
INSTANT, APART_TANK, BUILT_IN = 1, 2, 3  # enum_type_stockage_ecs_id
SOLAR_NEW, SOLAR_COMBINED = 3, 4  # enum_type_installation_solaire_id
BY_TABLE = 1
RECENT = 3  # enum_periode_installation_ecs_thermo_id
ELECTRICITY = 1
THERMODYNAMIC, TANK_B, TANK_C = 6, 70, 71  # enum_type_generateur_ecs_id
TANKS = {"ballon_thermodynamique": THERMODYNAMIC, "ballon_electrique_b": TANK_B, "ballon_electrique_c": TANK_C}


def coupled(columns: Columns) -> NDArray:
    """(n,) bool: hot water comes from the heating generator."""
    tank = columns["dhw_generator"]
    both = tank.where("enum_usage_generateur_id", BOTH) | (tank["heating_generator"] >= 0)
    return has(columns, "dhw_generator", both)


def merge_installations(columns: Columns, concerned: NDArray) -> NDArray:
    """One hot water installation, in place, for each dwelling of the mask (n,); rows of the installations kept.

    Its generators are removed, its solar part and its distribution stay. A dwelling without any gets one.
    """
    dhw = columns["dhw"]
    first = np.append(True, dhw.dwelling[1:] != dhw.dwelling[:-1])[: dhw.n]
    keep(columns, "dhw_generator", ~concerned[columns["dhw_generator"].dwelling])
    keep(columns, "dhw", first | ~concerned[dhw.dwelling])
    missing = np.flatnonzero(concerned & ~has(columns, "dhw", np.ones(columns["dhw"].n, bool)))
    if len(missing):
        area = columns["dwelling"]["surface_habitable_logement"][missing]
        values = {"enum_type_installation_id": 1, "surface_habitable": area, "nombre_logement": 1}
        values |= {"enum_bouclage_reseau_ecs_id": 1, "enum_methode_calcul_conso_id": 1}
        append(columns, "dhw", missing, values | {"nombre_niveau_installation_ecs": 1})
    dhw = columns["dhw"]
    rows = np.flatnonzero(concerned[dhw.dwelling])
    two = dhw.where("enum_cfg_installation_ecs_id", 3, MISSING_ID)
    assign(dhw, np.isin(np.arange(dhw.n), rows) & two, {"enum_cfg_installation_ecs_id": ONE_SYSTEM})
    return rows


def install_tank(
    columns: Columns, concerned: NDArray, *, kind: int, litres: float | None = None, cop: float | None = None
) -> None:
    """An electric or thermodynamic tank alone, in place, for the dwellings of the mask (n,).

    Without `litres` the tank keeps the volume of the one it replaces, or takes the usual one.
    """
    volume = litres or _usual_volume(columns)
    rows = merge_installations(columns, concerned)
    owner = columns["dhw"].dwelling[rows]
    inside = np.where(kind == THERMODYNAMIC, 0, 1)
    values = {"dhw": rows, "enum_type_generateur_ecs_id": kind, "enum_type_energie_id": ELECTRICITY}
    values |= {"enum_usage_generateur_id": HOT_WATER_ONLY, "volume_stockage": np.broadcast_to(volume, columns.n)[owner]}
    values |= {"enum_type_stockage_ecs_id": BUILT_IN, "position_volume_chauffe": inside}
    values |= {"enum_methode_saisie_carac_sys_id": 6 if cop else 1, "recorded_cop": cop or np.nan}
    append(columns, "dhw_generator", owner, values | {"enum_periode_installation_ecs_thermo_id": RECENT})


def _usual_volume(columns: Columns) -> NDArray:
    """(n,) litres of the present tanks, the usual volume where there is none."""
    tank = columns["dhw_generator"]
    present = columns.sum("dhw_generator", np.nan_to_num(tank["volume_stockage"]))
    return np.where(present > 0, np.minimum(present, hypothesis("ballon_maximal")), hypothesis("ballon_usuel"))


def replace_tank(columns: Columns, code: str, chosen: dict, _reading: str) -> None:
    """Apply a hot water tank work in place, wherever hot water is individual."""
    concerned = own_dhw(columns)
    install_tank(columns, concerned, kind=TANKS[code], litres=chosen.get("volume"), cop=chosen.get("cop"))
    released = columns["heating_generator"]
    both = released.where("enum_usage_generateur_id", BOTH) & concerned[released.dwelling]
    assign(released, both, {"enum_usage_generateur_id": HEATING_ONLY})


def couple(columns: Columns, concerned: NDArray, what: dict, heating_rows: NDArray) -> None:
    """Hot water by the new heating generator, in place; `heating_rows` (n,) its row, −1 if none."""
    rows = merge_installations(columns, concerned)
    owner = columns["dhw"].dwelling[rows]
    litres = what["volume_stockage"]
    values = {"dhw": rows, "heating_generator": heating_rows[owner], "volume_stockage": litres}
    values |= {"enum_type_generateur_ecs_id": what["enum_type_generateur_ecs_id"]}
    values |= {"enum_type_energie_id": what["ecs_energie_id"], "enum_usage_generateur_id": BOTH}
    values |= {"enum_type_stockage_ecs_id": BUILT_IN if litres else INSTANT, "position_volume_chauffe": 1}
    values |= {"enum_methode_saisie_carac_sys_id": 1, "presence_ventouse": what["presence_ventouse"]}
    append(columns, "dhw_generator", owner, values | {"enum_periode_installation_ecs_thermo_id": RECENT})


def part_from_heating(columns: Columns) -> None:
    """Hot water generators whose heating generator is gone serve hot water only, in place."""
    tank = columns["dhw_generator"]
    alone = tank.where("enum_usage_generateur_id", BOTH) & (tank["heating_generator"] < 0)
    assign(tank, alone, {"enum_usage_generateur_id": HOT_WATER_ONLY})


def add_solar(columns: Columns, kind: int, concerned: NDArray) -> None:
    """A solar part, in place, on the hot water of the dwellings of the mask (n,): the table's cover (§18.4)."""
    dhw = columns["dhw"]
    rows = concerned[dhw.dwelling]
    ids = {"enum_cfg_installation_ecs_id": ONE_WITH_SOLAR, "enum_type_installation_solaire_id": kind}
    ids |= {"enum_methode_saisie_fact_couv_sol_id": BY_TABLE, "tv_facteur_couverture_solaire_id": MISSING_ID}
    assign(dhw, rows, ids | {"fecs_saisi": np.nan, "recorded_fecs": np.nan})


def sunny(columns: Columns) -> NDArray:
    """(n,) bool: hot water already has a solar part."""
    dhw = columns["dhw"]
    return has(columns, "dhw", dhw.where("enum_cfg_installation_ecs_id", ONE_WITH_SOLAR) | (dhw["fecs_saisi"] > 0))


def install_solar(columns: Columns, _code: str, _chosen: dict, _reading: str) -> None:
    """Apply the individual solar water heater in place, on houses with their own hot water."""
    add_solar(columns, SOLAR_NEW, own_dhw(columns) & is_house(columns) & ~sunny(columns))
