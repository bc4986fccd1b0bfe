"""The systems half of the method: from needs to consumption, energy, gases, cost and class (§8 to §17).

`run` takes the steps in the order of the method; each step is a function of the module it names.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import auxiliaries, cooling, dhw, recovery
from .arrays import across, among
from .columns import Columns
from .comfort import summer
from .generators.cascade import Cascade, cascade_of, leading_power
from .generators.combustion import Boiler, seasonal_efficiency
from .generators.families import COMBUSTION, effective_ids, is_family
from .generators.plant import Plant, dhw_plant, heating_plant, surface_shares
from .generators.recorded import first_known
from .heating.base_backup import base_share, useful_power, with_base
from .heating.configuration import generator_shares, solar_cover
from .heating.consumption import emission_factor, generation_efficiency
from .heating.emission import combined
from .heating.intermittence import base_intermittence, intermittence
from .needs import after_recovery
from .options import Options
from .outputs import outputs
from .roles import BASE_AND_BACKUP, dhw_ratio, generator_role
from .switches import switch
from .tables import constant

STOVE_AND_BATHROOM = 5  # enum_cfg_installation_ch_id
HEAVY = (1, 2)  # enum_classe_inertie_id
HEATING_HOURS = {"": "nref19", "_depensier": "nref21"}
COOLING_LIMIT = {"": "28", "_depensier": "26"}


@dataclass(frozen=True, slots=True)
class Equipment:
    """What does not depend on the behaviour of the occupants: generators known, types told, shares."""

    heating: Plant
    dhw: Plant
    heating_ids: NDArray
    dhw_ids: NDArray
    shares: NDArray
    cascade: Cascade | None


def equipment(columns: Columns, up: dict, options: Options) -> Equipment:
    """Characterise the generators. up: gv W/K and tbase °C, (n,)."""
    heating = heating_plant(columns, up["gv"], up["tbase"], options)
    heating_ids = effective_ids("ch", columns.heating_generator)
    installation = columns.heating_generator["heating"]
    burning = is_family("ch", heating_ids, *COMBUSTION)
    cascade = cascade_of(columns, burning, heating.pn)
    sized = oversizing(columns, up, heating_ids, heating.pn, constant("indoor_temperature"))
    own = generator_shares(columns, heating_ids, leading_power(cascade, heating.pn, sized))
    return Equipment(
        heating=heating,
        dhw=dhw_plant(columns, heating, options),
        heating_ids=heating_ids,
        dhw_ids=effective_ids("ecs", columns.dhw_generator),
        shares=own * surface_shares(columns)[installation],
        cascade=cascade,
    )


def oversizing(columns: Columns, up: dict, ids: NDArray, pn: NDArray, setpoint: float) -> NDArray:
    """(heating generators,) Cdimref: power of the burners of the dwelling over what it loses at Tbase (§13.2.1.2)."""
    owner = columns.heating_generator.dwelling
    burning = is_family("ch", ids, *COMBUSTION)
    together = columns.sum("heating_generator", np.where(burning, pn, 0.0))[owner]
    demand = (up["gv"] * (setpoint - up["tbase"]))[owner]
    return together / np.maximum(demand, 1e-9)


def seasonal(columns: Columns, up: dict, kit: Equipment, setpoint: float) -> NDArray:
    """(heating generators,) Rg of combustion generators at the setpoint °C, NaN for the others (§13.2)."""
    generators, plant = columns.heating_generator, kit.heating
    regulated = generators["presence_regulation_combustion"] != 0
    boiler = Boiler(
        ids=kit.heating_ids,
        energy=generators["enum_type_energie_id"],
        pn=plant.pn,
        rpn=plant.rpn,
        rpint=plant.rpint,
        qp0=plant.qp0,
        pilot=plant.pilot,
        full_load_temperature=plant.full_load_temperature,
        part_load_temperature=np.where(regulated, plant.part_load_temperature, plant.full_load_temperature),
    )
    pressed = oversizing(columns, up, kit.heating_ids, plant.pn, setpoint)
    powered = np.flatnonzero(~np.isnan(plant.pn))  # the others have no seasonal efficiency
    cascade = kit.cascade.chosen(powered) if kit.cascade else None
    found = np.full(generators.n, np.nan)
    found[powered] = seasonal_efficiency(boiler.chosen(powered), pressed[powered], cascade)
    return found


def hot_water_need(up: dict, suffix: str) -> NDArray:
    """(n, 12) Wh of hot water drawn in the dwelling."""
    return dhw.need(up["nadeq"], up["tefs"], constant(f"litres_per_adult{suffix}"))


def recover(columns: Columns, up: dict, kit: Equipment, options: Options, suffix: str) -> dict[str, NDArray]:
    """Yearly recovered losses by origin (Wh), then the heating need left, by month and year (kWh), §9.1.1."""
    hours = up[HEATING_HOURS[suffix]]
    parts = {
        "pertes_distribution_ecs_recup": recovery.distribution(
            columns, up[f"besoin_ecs_mois{suffix}"], hours, options=options
        ),
        "pertes_stockage_ecs_recup": recovery.storage(columns, hours, options=options),
        "pertes_generateur_ch_recup": recovery.generation(
            columns,
            kit.heating,
            need_kwh=up[f"bhp{suffix}"],
            heating_hours=hours,
            options=options,
        ),
    }
    yearly = {name + suffix: across(values) for name, values in parts.items()}
    return {**yearly, **after_recovery(up, np.sum(list(parts.values()), axis=0), suffix)}


def base_and_backup(columns: Columns, up: dict, kit: Equipment, need: NDArray) -> NDArray:
    """(heating generators,) share of the need, collective bases put right (§9.8); need (n, 12) kWh."""
    if not columns.heating.where("enum_cfg_installation_ch_id", BASE_AND_BACKUP).any():
        return kit.shares
    roles = generator_role(columns, kit.heating_ids)
    power = useful_power(columns, up, roles=roles, pn=kit.heating.pn)
    paired = np.flatnonzero(columns.heating.where("enum_cfg_installation_ch_id", BASE_AND_BACKUP))
    base = np.ones(columns.heating.n)
    base[paired] = base_share(up, need, power[paired], columns.heating.dwelling[paired])
    return with_base(columns, kit.shares, roles=roles, base=base)


def heat(columns: Columns, up: dict, kit: Equipment, options: Options, suffix: str) -> dict[str, NDArray]:
    """Per heating generator: energy (kWh), need covered (kWh), efficiency (§8, §9, §12)."""
    generators = columns.heating_generator
    owner, link = generators.dwelling, generators["heating"]
    fed = columns.heating_emitter.dwelling
    i0 = base_intermittence(columns, among(up["inertia"], HEAVY), up["is_house"])
    if options.recorded:
        i0 = first_known(columns.heating_emitter["recorded_i0"], i0)
    volume = up["hsp"] * up["sh"]
    ratio = intermittence(i0, up["gv"][fed], volume[fed]) / combined(columns.heating_emitter)
    burnt = seasonal(columns, up, kit, constant(f"indoor_temperature{suffix}"))
    efficiency = generation_efficiency(columns, kit.heating_ids, seasonal=burnt, options=options)
    shares = base_and_backup(columns, up, kit, up[f"besoin_ch_mois{suffix}"])
    covered = up[f"besoin_ch{suffix}"][owner] * shares * (1 - solar_cover(columns)[link])
    factor = emission_factor(columns, kit.heating_ids, ratio)
    return {
        "energy": covered * factor / efficiency,
        "need": covered,
        "efficiency": efficiency,
        "ratio": kit.heating.ratio,
    }


def hot_water(columns: Columns, up: dict, kit: Equipment, options: Options, suffix: str) -> dict[str, NDArray]:
    """Per DHW generator: energy (kWh) and need covered (kWh) (§11, §14)."""
    generators = columns.dhw_generator
    owner, link = generators.dwelling, generators["dhw"]
    covered = across(up[f"besoin_ecs_mois{suffix}"])[owner] * dhw.generator_shares(columns)
    heater = dhw.Heater(
        ids=kit.dhw_ids,
        mixed=generators["enum_usage_generateur_id"] == 3,
        rpn=kit.dhw.rpn,
        qp0=kit.dhw.qp0,
        pilot=kit.dhw.pilot,
        storage=dhw.storage_losses(columns),
        distribution=dhw.distribution_efficiency(columns)[link],
        cop=dhw.cop(columns, options),
    )
    loss = dhw.performance_loss(heater, covered)
    energy = covered * (1 - dhw.solar_cover(columns)[link]) * loss / 1000
    return {"energy": energy, "need": covered / 1000, "ratio": kit.dhw.ratio}


def cold(columns: Columns, up: dict, options: Options, suffix: str) -> dict[str, NDArray]:
    """Cooling need (n,) kWh, 0 without a cooler, and energy per cooler (kWh) (§10)."""
    limit = COOLING_LIMIT[suffix]
    cooled = np.unique(columns.cooling.dwelling)
    monthly = cooling.need(
        {name: up[name][cooled] for name in ("gv", "sh", "cin")},
        gains=(up[f"solar_fr_{limit}"] + up[f"internal_fr_{limit}"])[cooled],
        setpoint=constant(f"cooling_setpoint{suffix}"),
        hours=up[f"nref{limit}"][cooled],
        outside=up[f"textmoy_clim_{limit}"][cooled],
    )
    need = np.zeros(columns.n)
    need[cooled] = across(monthly)
    eer = cooling.performance(columns, up["zone"], options)
    return {"need": need, "energy": cooling.consumption(columns, need, up["sh"], eer)}


def auxiliary(
    columns: Columns, up: dict, kit: Equipment, options: Options, needs: tuple[NDArray, NDArray]
) -> dict[str, NDArray]:
    """(n,) kWh of auxiliaries: generation_ch, generation_ecs, distribution_ch, distribution_ecs (§15).

    needs: kWh each heating generator covers, then each DHW generator.
    """
    makers, heaters = columns.heating_generator, columns.dhw_generator
    covered = needs[0] * ~unpowered(columns, options)
    fan, fan_ecs = makers["presence_ventouse"] == 1, heaters["presence_ventouse"] == 1
    real, real_ecs = kit.heating.pn / kit.heating.ratio, kit.dhw.pn / kit.dhw.ratio
    burner = auxiliaries.generation("ch", kit.heating_ids, fan, pn=real, need_kwh=covered)
    heater = auxiliaries.generation("ecs", kit.dhw_ids, fan_ecs, pn=real_ecs, need_kwh=needs[1])
    blown = switch(columns, "circulateur_air", options)
    pumps = auxiliaries.heating_distribution(columns, up, ids=kit.heating_ids, shares=kit.shares, blown=blown)
    ratio = dhw_ratio(columns)
    loops = auxiliaries.dhw_distribution(
        columns,
        up["besoin_ecs_mois"][columns.dhw.dwelling] * dhw.shares(columns)[:, None],
        area=up["sh"][columns.dhw.dwelling] / ratio,
        ratio=ratio,
        days=up["njj"],
    )
    return {
        "generation_ch": columns.sum("heating_generator", burner),
        "generation_ecs": columns.sum("dhw_generator", heater),
        "distribution_ch": columns.sum("heating", pumps),
        "distribution_ecs": columns.sum("dhw", loops),
    }


def unpowered(columns: Columns, options: Options) -> NDArray:
    """(heating generators,) bool: software that count no auxiliary in configuration 5 (`auxiliaires_config_5_nuls`)."""
    generators = columns.heating_generator
    five = columns.heating["enum_cfg_installation_ch_id"][generators["heating"]] == STOVE_AND_BATHROOM
    return five & switch(columns, "auxiliaires_config_5_nuls", options)[generators.dwelling]


def run(columns: Columns, up: dict, options: Options, dates: NDArray) -> dict[str, NDArray]:
    """Everything after the heating need before recovery. up: see `engine.envelope_half`; dates (n,) datetime64[D]."""
    kit = equipment(columns, up, options)
    found: dict[str, NDArray] = {}
    uses: dict[str, dict] = {}
    for suffix in options.behaviours:
        found[f"besoin_ecs_mois{suffix}"] = hot_water_need(up, suffix)
        found |= recover(columns, {**up, **found}, kit, options, suffix)
        state = {**up, **found}
        water = hot_water(columns, state, kit, options, suffix)
        heating = heat(columns, state, kit, options, suffix)
        uses[suffix] = {
            "ch": heating,
            "ecs": water,
            "fr": cold(columns, state, options, suffix),
            "auxiliary": auxiliary(columns, state, kit, options, (heating["need"], water["need"])),
        }
        found[f"besoin_ecs{suffix}"] = across(found[f"besoin_ecs_mois{suffix}"]) / 1000
        found[f"besoin_fr{suffix}"] = uses[suffix]["fr"]["need"]
    found |= summer(columns, up["inertia"])
    return found | outputs(columns, {**up, **found}, uses, dates=dates, options=options)
