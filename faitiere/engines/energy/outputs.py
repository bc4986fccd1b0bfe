"""The recorded `sortie` node rebuilt: final and primary energy, gases, costs by use and in total, class."""

from collections.abc import Iterable
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from . import lighting, pv
from .arrays import across
from .classes import classes
from .climate import BUILDING_METHODS, size
from .columns import Columns
from .costs import average_prices, price_range
from .energy_balance import CARRIERS, ELECTRICITY, by_carrier, emission_factors, emissions, primary_factors
from .networks import network_content
from .options import Options

GENERATORS = {"ch": "heating_generator", "ecs": "dhw_generator", "fr": "cooling"}
INSTALLATIONS = {"ch": "heating", "ecs": "dhw"}
INDIVIDUAL = 1  # enum_type_installation_id
AUXILIARIES = ("generation_ch", "generation_ecs", "distribution_ch", "distribution_ecs", "ventilation")
BY_BEHAVIOUR = ("ch", "ecs", "fr", "auxiliaire_generation_ch", "auxiliaire_generation_ecs")
MAIN_USES = ("ch", "ecs", "fr", "eclairage", "auxiliaire")
GES_OF_USE = {"ch": "ch", "ecs": "ecs", "fr": "fr", "eclairage": "eclairage"}


def final_energy(columns: Columns, up: dict, uses: dict) -> tuple[dict[str, NDArray], dict[str, NDArray]]:
    """Final energy before panels, kWh: use → (n, CARRIERS), and use → (n,) for what only takes electricity.

    uses: one behaviour, from `systems.run`.
    """
    mixed = {
        use: by_carrier(columns[table].dwelling, columns[table]["enum_type_energie_id"], uses[use]["energy"], columns.n)
        for use, table in GENERATORS.items()
    }
    electric = {"eclairage": lighting.consumption(up["zone"], up["sh"])}
    for kind in AUXILIARIES[:-1]:
        electric[f"auxiliaire_{kind}"] = uses["auxiliary"][kind]
    electric["auxiliaire_ventilation"] = up["conso_auxiliaire_ventilation"]
    return mixed, electric


def _total(parts: Iterable[NDArray]) -> NDArray:
    """Sum of arrays of one shape, part by part."""
    return reduce(np.add, parts)


def own_electricity(columns: Columns, up: dict, electric: dict[str, NDArray], options: Options) -> dict[str, NDArray]:
    """use → (n,) kWh taken from the panels, and `autres` for the uses outside the label (§16.2).

    electric: use → (n,) kWh of electricity before panels.
    """
    produced = pv.production(columns, up["e_pv"], options)
    if not columns.pv.n:
        return dict.fromkeys(("production_pv", "autres", *electric), np.zeros(columns.n))
    spread = {"auxiliaire_distribution": [u for u in electric if u.startswith("auxiliaire") and "ventilation" not in u]}
    groups = {use: spread.get(use, [use]) for use in pv.own_use_limits() if use != "autres"}
    demand = {g: _total(electric[use] for use in members) for g, members in groups.items()}
    demand["autres"] = pv.other_uses(up["sh"], up["is_house"])
    taken = pv.self_consumption(produced, demand)
    result = {"production_pv": produced, "autres": taken["autres"]}
    for group, members in groups.items():
        safe = np.where(demand[group] > 0, demand[group], 1.0)
        for use in members:
            result[use] = taken[group] * electric[use] / safe
    return result


def collective_part(columns: Columns, uses: dict) -> tuple[dict[str, NDArray], NDArray]:
    """(use → (n, CARRIERS) kWh from collective generators, (n, CARRIERS) kWh they burn for the whole building)."""
    parts, whole = {}, np.zeros((columns.n, CARRIERS))
    for use in ("ch", "ecs"):
        rows, ratio = columns[GENERATORS[use]], uses[use]["ratio"]
        energy = np.where((ratio < 1) | central(columns, use), uses[use]["energy"], 0.0)
        carrier = rows["enum_type_energie_id"]
        parts[use] = by_carrier(rows.dwelling, carrier, energy, columns.n)
        whole += by_carrier(rows.dwelling, carrier, energy / ratio, columns.n)
    return parts, whole


def central(columns: Columns, use: str) -> NDArray:
    """(generators,) bool: a collective generator seen from the DPE of its whole building."""
    rows, table = columns[GENERATORS[use]], INSTALLATIONS[use]
    building = columns.dwelling.where("enum_methode_application_dpe_log_id", *BUILDING_METHODS)[rows.dwelling]
    return building & (columns[table]["enum_type_installation_id"][rows[table]] > INDIVIDUAL)


def _prices(
    columns: Columns, uses: dict, bought: tuple[dict, dict], dates: NDArray
) -> tuple[NDArray, NDArray, dict[str, NDArray]]:
    """(€/kWh of each home's own energy and of the collective one, (n, CARRIERS)), and use → collective kWh.

    Collective consumption is priced by the building's total, the rest by each home's own.
    """
    mixed, electric = bought
    shared, whole = collective_part(columns, uses)
    own = _total(np.maximum(values - shared.get(use, 0.0), 0.0) for use, values in mixed.items())
    own[:, ELECTRICITY] += _total(np.maximum(values, 0.0) for values in electric.values())
    homes = size(columns)["nb"][:, None]
    return average_prices(own / homes, dates), average_prices(whole, dates), shared


def _ges_use(use: str) -> str:
    return GES_OF_USE.get(use, "auxiliaire")


def one_behaviour(columns: Columns, up: dict, uses: dict, *, dates: NDArray, options: Options) -> dict[str, NDArray]:
    """`conso_`, `ep_conso_`, `emission_ges_` and `cout_` of each use and of the five uses, one behaviour."""
    mixed, electric = final_energy(columns, up, uses)
    drawn = {use: values[:, ELECTRICITY] for use, values in mixed.items()} | electric
    taken = own_electricity(columns, up, drawn, options)
    for use, values in mixed.items():
        values[:, ELECTRICITY] -= taken[use]
    electric = {use: values - taken[use] for use, values in electric.items()}
    prices, shared_prices, shared = _prices(columns, uses, (mixed, electric), dates)
    factors = primary_factors(dates)
    energy = _total(mixed.values())
    energy[:, ELECTRICITY] += _total(electric.values())
    paid = np.zeros_like(energy)
    found: dict[str, NDArray] = {"conso_par_energie": energy, "cout_par_energie": paid}
    for use, values in mixed.items():
        network = network_content(columns, use, dates)
        found[f"conso_{use}"] = across(values)
        found[f"ep_conso_{use}"] = np.einsum("ij,ij->i", values, factors)
        found[f"emission_ges_{use}"] = emissions(values, _ges_use(use), network)
        cost = np.maximum(values - shared.get(use, 0.0), 0.0) * prices + shared.get(use, 0.0) * shared_prices
        found[f"cout_{use}"] = across(cost)
        paid += cost
    for use, kwh in electric.items():
        found[f"conso_{use}"] = kwh
        found[f"ep_conso_{use}"] = kwh * factors[:, ELECTRICITY]
        found[f"emission_ges_{use}"] = kwh * emission_factors(_ges_use(use))[ELECTRICITY]
        found[f"cout_{use}"] = np.maximum(kwh, 0.0) * prices[:, ELECTRICITY]
        paid[:, ELECTRICITY] += found[f"cout_{use}"]
    own = _total(v for use, v in taken.items() if use != "production_pv")
    return found | _totals(found) | {"production_pv": taken["production_pv"], "conso_elec_ac": own}


def _totals(found: dict[str, NDArray]) -> dict[str, NDArray]:
    totals: dict[str, NDArray] = {}
    names = (
        ("conso_", "conso_totale_auxiliaire", "conso_5_usages"),
        ("ep_conso_", "ep_conso_totale_auxiliaire", "ep_conso_5_usages"),
        ("emission_ges_", "emission_ges_totale_auxiliaire", "emission_ges_5_usages"),
        ("cout_", "cout_total_auxiliaire", "cout_5_usages"),
    )
    for prefix, auxiliary, five in names:
        totals[auxiliary] = _total(found[f"{prefix}auxiliaire_{kind}"] for kind in AUXILIARIES)
        totals[five] = totals[auxiliary] + _total(found[prefix + use] for use in MAIN_USES[:-1])
    return totals


def outputs(columns: Columns, up: dict, uses: dict, *, dates: NDArray, options: Options) -> dict[str, NDArray]:
    """All the figures of the `sortie` node. uses: behaviour suffix → use → generator values of `systems.run`.

    Yearly kWh, kWhEP, kgCO2e and €; per m² values are not rounded, the class takes their integer part.
    """
    found = one_behaviour(columns, up, uses[""], dates=dates, options=options)
    if options.eager:
        eager = one_behaviour(columns, up, uses["_depensier"], dates=dates, options=options)
        for use in BY_BEHAVIOUR:
            for prefix in ("conso_", "ep_conso_", "emission_ges_", "cout_"):
                found[f"{prefix}{use}_depensier"] = eager[prefix + use]
    for name in ("conso_5_usages", "ep_conso_5_usages", "emission_ges_5_usages"):
        found[f"{name}_m2"] = found[name] / up["sh"]
    found["cout_5_usages_min"], found["cout_5_usages_max"] = price_range(found["cout_5_usages"])
    site = {"date": dates, "zone": up["zone"], "altitude": up["altitude"], "sh": up["sh"]}
    return found | classes(found["ep_conso_5_usages_m2"], found["emission_ges_5_usages_m2"], site)
