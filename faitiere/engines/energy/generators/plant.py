"""The combustion generators of a set of dwellings, for heating and for hot water, fully characterised (§13, §14)."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import filled, once
from ..columns import Columns, Table
from ..options import Options
from ..roles import dhw_ratio, heating_ratio, tank_volume
from ..switches import switch
from ..tables import constant
from .characteristics import combustion_row, default_characteristics, gas_accumulator_standby
from .families import (
    BOILERS,
    COMBUSTION,
    WATER_HEATERS,
    effective_ids,
    is_family,
    is_recent_wall_boiler,
    is_unlisted,
    listed_types,
)
from .operating import boiler_temperatures, construction_year
from .power import dhw_power, heating_power, nominal_power
from .recorded import (
    EFFICIENCY_TYPED,
    POWER_TYPED,
    STANDBY_TYPED,
    believed,
    first_known,
    fractions,
    pilot_watts,
    standby_watts,
    watts,
)

MIXED_USE = 3  # enum_usage_generateur_id
NO_TANK = 1  # enum_type_stockage_ecs_id


@dataclass(frozen=True, slots=True)
class Plant:
    """Arrays (rows,) for one table of generators; NaN where the generator burns nothing. W, fractions on PCI, °C.

    A collective generator is seen as its virtual individual part (§17.2.1): pn, qp0 and pilot are times `ratio`.
    """

    burns: NDArray
    ratio: NDArray
    pn: NDArray
    rpn: NDArray
    rpint: NDArray
    qp0: NDArray
    pilot: NDArray
    full_load_temperature: NDArray
    part_load_temperature: NDArray


@once
def surface_shares(columns: Columns) -> NDArray:
    """(installations,) part of the heated area each heating installation serves (§9.1.3, §9.10)."""
    heating = columns.heating
    area = filled(heating["surface_chauffee"], nan=0.0)
    total = np.bincount(heating.dwelling, area, minlength=columns.n)[heating.dwelling]
    count = np.bincount(heating.dwelling, minlength=columns.n)[heating.dwelling]
    return np.where(total > 0, area / np.where(total > 0, total, 1), 1 / count)


def heating_plant(columns: Columns, gv: NDArray, tbase: NDArray, options: Options) -> Plant:
    """Heating generators. gv (n,) W/K, tbase (n,) °C."""
    generators = columns.heating_generator
    ids = effective_ids("ch", generators)
    burns = is_family("ch", ids, *COMBUSTION)
    ratio = heating_ratio(columns, ids)
    needed = _default_power(columns, gv[generators.dwelling] / ratio, tbase, burns=burns, options=options)
    pn = first_known(_typed_power(columns, ratio, options), needed * ratio)
    plant = _plant("ch", columns, pn=pn, ratio=ratio, options=options)
    full, part = boiler_temperatures(columns, options)
    return replace(plant, full_load_temperature=full, part_load_temperature=part)


def _typed_power(columns: Columns, ratio: NDArray, options: Options) -> NDArray:
    """(heating generators,) W or NaN. A boiler of one home below 4 kW lost a zero when it was typed (3500, 35000)."""
    generators = columns.heating_generator
    written = believed(generators, "recorded_pn", POWER_TYPED, options)
    own = ratio >= 1
    pn = np.where(own, watts(written), written)
    boiler = is_family("ch", effective_ids("ch", generators), *BOILERS)
    return machines(ratio) * np.where(own & boiler & (pn < constant("smallest_boiler")), 10 * pn, pn)


def machines(ratio: NDArray) -> NDArray:
    """(rows,) how many real machines a row stands for: written characteristics are those of one."""
    return np.maximum(ratio, 1.0)


def _tank_of(columns: Columns) -> tuple[NDArray, NDArray]:
    """(heating generators,) volume in litres of the linked DHW tank (0: instant), and whether it makes hot water."""
    volume = np.zeros(columns.heating_generator.n)
    mixed = columns.heating_generator["enum_usage_generateur_id"] == MIXED_USE
    link = columns.dhw_generator["heating_generator"]
    linked = link >= 0
    volume[link[linked]] = tank_volume(columns)[linked]
    return volume, mixed


def _default_power(columns: Columns, gv: NDArray, tbase: NDArray, *, burns: NDArray, options: Options) -> NDArray:
    """(heating generators,) W, §13.2.2.4: area share of the installation, split between its burners."""
    generators = columns.heating_generator
    owner, link = generators.dwelling, generators["heating"]
    burners = np.maximum(np.bincount(link, burns, minlength=columns.heating.n)[link], 1)
    misread = switch(columns, "puissance_0953", options)[owner]
    heat = heating_power(gv * surface_shares(columns)[link], tbase[owner], misread) / burners
    volume, mixed = _tank_of(columns)
    needed = np.where(mixed, np.maximum(heat, dhw_power(volume)), heat)
    ids = effective_ids("ch", generators)
    wall = is_recent_wall_boiler(ids) & (generators["data_chaudiere_murale"] != 0)
    floor = np.where(wall, 0.0, constant("boiler_floor_power"))
    radiators = np.maximum(generators["n_radiateurs_gaz"], 1)
    alone = is_family("ch", ids, "radiateur_gaz")
    return np.where(alone, 1000 * heat / radiators, nominal_power(needed, floor))


def dhw_plant(columns: Columns, heating: Plant, options: Options) -> Plant:
    """DHW generators. A mixed boiler is one machine: it has the power and losses of the heating generator."""
    generators = columns.dhw_generator
    ids = effective_ids("ecs", generators)
    link = mixed_link(columns, heating.burns & ~np.isnan(heating.rpn))
    linked = (link >= 0) & is_family("ecs", ids, *BOILERS) & np.isfinite(_gathered(heating.rpn, link, link >= 0))
    shared = _gathered(heating.pn, link, linked)
    volume = np.where(generators["enum_type_stockage_ecs_id"] == NO_TANK, 0.0, tank_volume(columns))
    alone = nominal_power(dhw_power(volume), np.full(generators.n, constant("boiler_floor_power")))
    ratio = dhw_ratio(columns)[generators["dhw"]]
    written = believed(generators, "recorded_pn", POWER_TYPED, options)
    typed = machines(ratio) * np.where(ratio >= 1, watts(written), written)
    pn = first_known(shared, typed, alone * ratio)
    own = _plant("ecs", columns, pn=pn, ratio=ratio, options=options)
    written = options.recorded & ~np.isnan(generators["recorded_rpn"])
    same = linked & ~written
    return replace(
        own,
        rpn=np.where(same, _gathered(heating.rpn, link, linked), own.rpn),
        qp0=np.where(same, _gathered(heating.qp0, link, linked), own.qp0),
        pilot=np.where(same, _gathered(heating.pilot, link, linked), own.pilot),
    )


def _gathered(values: NDArray, link: NDArray, linked: NDArray) -> NDArray:
    """values[link] where linked, NaN elsewhere."""
    if not len(values):
        return np.full(len(link), np.nan)
    return np.where(linked, values[np.maximum(link, 0)], np.nan)


def mixed_link(columns: Columns, boiler: NDArray) -> NDArray:
    """(DHW generators,) row of the heating generator it is the same machine as, −1 if none.

    Files that mark a mixed DHW generator without its reference mean the boiler of the home; boiler (heating
    generators,) bool.
    """
    generators, makers = columns.dhw_generator, columns.heating_generator
    first = np.full(columns.n, -1)
    candidates = np.flatnonzero(boiler)[::-1]
    first[makers.dwelling[candidates]] = candidates
    mixed = generators["enum_usage_generateur_id"] == MIXED_USE
    link = generators["heating_generator"]
    return np.where((link < 0) & mixed, first[generators.dwelling], link)


BURNERS = {"ch": COMBUSTION, "ecs": (*BOILERS, *WATER_HEATERS)}
POWER_ALONE = 2  # enum_methode_saisie_carac_sys_id
WRITTEN = {
    "recorded_rpn": (fractions, EFFICIENCY_TYPED),
    "recorded_rpint": (fractions, EFFICIENCY_TYPED),
    "recorded_qp0": (standby_watts, STANDBY_TYPED),
}


def _written(generators: Table, column: str, *, default: NDArray, listed: NDArray, options: Options) -> NDArray:
    """(rows,) recorded value of one machine, else its default.

    A value nobody typed is left for the default when it only differs by rounding, or when the auditor said that
    the power alone was typed; listed (rows,): the tables know the type, so that their values are certain.
    """
    scaled, typed = WRITTEN[column]
    value = scaled(believed(generators, column, typed, options), default)
    rounded = np.abs(value - default) <= constant("rounding_of_recorded") * default
    guessed = ~generators.where("enum_methode_saisie_carac_sys_id", *typed)
    power_alone = generators.where("enum_methode_saisie_carac_sys_id", POWER_ALONE) & listed
    return np.where(np.isnan(value) | (guessed & (rounded | power_alone)), default, value)


def _plant(usage: str, columns: Columns, *, pn: NDArray, ratio: NDArray, options: Options) -> Plant:
    """Tables are entered with the power of the real machine, pn/ratio, and losses brought back to its part.

    Certified software count a pilot flame only where one is written down; the text gives one by type and year.
    """
    generators = columns["heating_generator" if usage == "ch" else "dhw_generator"]
    ids = effective_ids(usage, generators)
    burns = is_family(usage, ids, *BURNERS[usage])
    fan = generators["presence_ventouse"] == 1
    real = pn / ratio
    year = construction_year(columns)[generators.dwelling]
    listed = listed_types(usage, ids, energy=generators["enum_type_energie_id"], year=year)
    tv_ids = generators["tv_generateur_combustion_id"]
    row = combustion_row(usage, ids, listed=listed, tv_ids=tv_ids, pn_kw=real / 1000)
    default = default_characteristics(np.where(burns, row, 0), real, fan)
    how: dict[str, Any] = {"listed": ~is_unlisted(usage, ids), "options": options}
    rpn = _written(generators, "recorded_rpn", default=default.rpn, **how)
    rpint = default.rpint
    if usage == "ch":
        rpint = _written(generators, "recorded_rpint", default=default.rpint, **how)
    standby = default.qp0 if usage == "ch" else gas_accumulator_standby(ids, real, default.qp0)
    count = machines(ratio)
    qp0 = count * _written(generators, "recorded_qp0", default=standby * ratio / count, **how)
    silent = switch(columns, "veilleuse_ecrite_seule", options)[generators.dwelling]
    unseen = np.where(silent, 0.0, default.pilot * ratio)
    lit = count * pilot_watts(believed(generators, "recorded_pveilleuse", STANDBY_TYPED, options))
    pilot = first_known(lit, unseen)
    unknown = np.full(generators.n, np.nan)
    return Plant(
        burns=burns,
        ratio=ratio,
        pn=np.where(burns, pn, np.nan),
        rpn=rpn,
        rpint=rpint,
        qp0=np.where(burns, qp0, 0.0),
        pilot=np.where(burns, pilot, 0.0),
        full_load_temperature=unknown,
        part_load_temperature=unknown,
    )
