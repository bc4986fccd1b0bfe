"""Air renewal and its fans (annexe §4 and §5)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .columns import Columns
from .envelope.opaque import recorded_or
from .options import Options
from .switches import switch
from .tables import by_ids, constant, gather, lookup, table

MECHANICAL = ("sf auto", "sf hygro", "double flux")
INSULATED_TYPE = 3
HOURS_PER_YEAR_KW = 8.76


def exposed_area(columns: Columns, up: dict) -> NDArray:
    """Sdep (n,) m2: walls, roofs, bays and doors that lose heat; no low floor."""
    total = np.zeros(columns.n)
    for name, column in (
        ("wall", "surface_paroi_opaque"),
        ("roof", "surface_paroi_opaque"),
        ("bay", "surface_totale_baie"),
        ("door", "surface_porte"),
    ):
        total += columns.sum(name, np.where(up[f"{name}_b"] > 0, columns[name][column], 0.0))
    return total


def flows(columns: Columns, column: str) -> NDArray:
    """Flow rate or area of inlets (rows,) of `tv_debits_ventilation`, by table row, else by kind."""
    rows = columns.ventilation
    by_row = gather(
        lookup("tv_debits_ventilation", "tv_debits_ventilation_id", column), rows["tv_debits_ventilation_id"]
    )
    by_kind = gather(
        by_ids("tv_debits_ventilation", "enum_type_ventilation_id", column), rows["enum_type_ventilation_id"]
    )
    return np.where(np.isfinite(by_row), by_row, by_kind)


def air_tightness(columns: Columns, up: dict, options: Options) -> NDArray:
    """Q4Paconv/m2 (rows,) m3/(h.m2): measured, by table row, else matched."""
    rows = columns.ventilation
    by_row = gather(lookup("tv_q4pa_conv", "tv_q4pa_conv_id", "q4pa_conv"), rows["tv_q4pa_conv_id"])
    found = np.where(np.isfinite(by_row), by_row, matched_tightness(columns, up)[rows.dwelling])
    found = np.where(np.isfinite(rows["q4pa_conv_saisi"]), rows["q4pa_conv_saisi"], found)
    return recorded_or(rows["recorded_q4pa_conv"], found, options)


PERIODS = 11  # enum_periode_construction_id stops at 10
INSULATED, SEALED, LEAKY = 0, 1, 2


@cache
def _tightness() -> NDArray:
    """(11 periods, flat or house, insulated or sealed or neither) Q4Paconv/m², NaN where the table says nothing."""
    rows = table("tv_q4pa_conv")
    dense = np.full((PERIODS, 2, 3), np.nan)
    for index, cell in enumerate(rows["enum_periode_construction_id"]):
        periods = [int(float(period)) for period in str(cell).split("|")]
        kind = rows["type_habitation"][index]
        if kind != "maison/appartement/immeuble":
            dense[periods, int(kind == "maison"), :] = rows["q4pa_conv"][index]
        else:
            state = INSULATED if rows["isolation_surfaces"][index] == 1 else SEALED
            dense[periods, :, state] = rows["q4pa_conv"][index]
    return dense


def matched_tightness(columns: Columns, up: dict) -> NDArray:
    """(n,) by period, house or flat, majority of insulated walls and roofs, majority of bays with a seal. §4."""
    period = columns.dwelling["enum_periode_construction_id"]
    known = np.where((period > 0) & (period < PERIODS), period, 0)
    state = np.where(insulated_majority(columns, up), INSULATED, np.where(sealed_majority(columns), SEALED, LEAKY))
    return _tightness()[known, up["is_house"].astype(int), state]


def insulated_majority(columns: Columns, up: dict) -> NDArray:
    """(n,) bool: more than half of the losing walls and roofs is insulated."""
    insulated, total = np.zeros(columns.n), np.zeros(columns.n)
    for name in ("wall", "roof"):
        rows = columns[name]
        area = np.where(up[f"{name}_b"] > 0, rows["surface_paroi_opaque"], 0.0)
        known = rows["enum_type_isolation_id"] >= INSULATED_TYPE
        insulated += columns.sum(name, area * known)
        total += columns.sum(name, area)
    return insulated > 0.5 * total


def sealed_majority(columns: Columns) -> NDArray:
    """(n,) bool: more than half of the area of bays and doors has a seal."""
    sealed, total = np.zeros(columns.n), np.zeros(columns.n)
    for name, column in (("bay", "surface_totale_baie"), ("door", "surface_porte")):
        rows = columns[name]
        sealed += columns.sum(name, rows[column] * (rows["presence_joint"] == 1))
        total += columns.sum(name, rows[column])
    return sealed > 0.5 * total


def ventilation(columns: Columns, up: dict, options: Options) -> dict[str, NDArray]:
    """`hvent`, `hperm` (n,) W/K, `qvarep_total` m3/h, `conso_auxiliaire_ventilation` kWh/yr."""
    rows = columns.ventilation
    owner = rows.dwelling
    area = np.where(rows["surface_ventile"] > 0, rows["surface_ventile"], up["sh"][owner])
    taken, blown = flows(columns, "qvarep_conv"), flows(columns, "qvasouf_conv")
    inlets = flows(columns, "smea_conv")
    height = up["hsp"][owner]
    share = area / columns.sum("ventilation", area)[owner]
    q4pa = air_tightness(columns, up, options) * exposed_area(columns, up)[owner] * share
    q4pa = q4pa + constant("q4pa_par_smea") * inlets * area
    n50 = q4pa / ((4 / 50) ** (2 / 3) * height * area)
    air = constant("capacite_air")
    several = (rows["plusieurs_facade_exposee"] != 0) ^ switch(columns, "facades_inversees", options)[owner]
    leak = _leak(height * area, n50, (blown - taken) / (height * n50), several)
    power = fan_power(columns, up, taken * area)
    return {
        "hvent": columns.sum("ventilation", air * taken * area),
        "hperm": columns.sum("ventilation", air * leak),
        "qvarep_total": columns.sum("ventilation", taken * area),
        "conso_auxiliaire_ventilation": columns.sum("ventilation", HOURS_PER_YEAR_KW * power),
    }


def _leak(volume: NDArray, n50: NDArray, imbalance: NDArray, several: NDArray) -> NDArray:
    """Qvinf (rows,) m3/h, one facade or several exposed to the wind. §4"""
    e = np.where(several, constant("e_plusieurs_facades"), constant("e_une_facade"))
    f = np.where(several, constant("f_plusieurs_facades"), constant("f_une_facade"))
    return volume * n50 * e / (1 + f / e * imbalance**2)


@cache
def families() -> tuple[NDArray, NDArray, NDArray]:
    """By enum_type_ventilation_id: family name, hybrid (bool), installed after 2012 (1, 0, NaN when not told)."""
    rows = table("ventilation_familles")
    ids = rows["enum_type_ventilation_id"].astype(int)
    names = np.full(ids.max() + 1, "naturelle", dtype=object)
    hybrid, recent = np.zeros(ids.max() + 1, bool), np.full(ids.max() + 1, np.nan)
    names[ids], hybrid[ids], recent[ids] = rows["famille"], rows["hybride"] == 1, rows["apres_2012"]
    return names, hybrid, recent


def fan_power(columns: Columns, up: dict, flow: NDArray) -> NDArray:
    """Pvent_moy (rows,) W of the fans; a house pays a fixed power, a flat W per m3/h. §5.

    The kind of ventilation tells its date; the flag ventilation_post_2012 only when it does not.
    """
    rows, powers = columns.ventilation, table("vmc_puissance_auxiliaire")
    names, hybrids, dated = families()
    kind = np.clip(rows["enum_type_ventilation_id"], 0, len(names) - 1)
    recent = np.where(np.isnan(dated[kind]), rows["ventilation_post_2012"] == 1, dated[kind] == 1)
    house = up["is_house"][rows.dwelling]
    found = np.zeros(rows.n)
    for family in MECHANICAL:
        for building in ("maison", "collectif"):
            row = int(np.flatnonzero((powers["type"] == family) & (powers["batiment"] == building))[0])
            power = np.where(recent, powers["a_partir_2013"][row], powers["avant_2013"][row])
            power = power if building == "maison" else power * flow
            found = np.where((names == family)[kind] & (house == (building == "maison")), power, found)
    running = np.where(house, constant("heures_hybride_maison"), constant("heures_hybride_collectif"))
    return np.where(hybrids[kind], found * running / constant("heures_semaine"), found)
