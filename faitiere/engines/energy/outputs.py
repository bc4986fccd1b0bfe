"""The recorded `sortie` node rebuilt: final and primary energy, gases, costs by use and in total, class."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from . import lighting, pv
from .classes import classes
from .climate import is_building, size
from .columns import Columns
from .costs import average_prices, price_range
from .derived import PART, is_derived, part_of
from .energy_balance import CARRIERS, ELECTRICITY, by_carrier, emissions, primary_factors
from .networks import network_content
from .options import Options
from .switches import switch

GENERATORS = {"ch": "heating_generator", "ecs": "dhw_generator", "fr": "cooling"}
INSTALLATIONS = {"ch": "heating", "ecs": "dhw"}
SHARED_AUXILIARIES = {
    "ch": ("auxiliaire_generation_ch", "auxiliaire_distribution_ch", "auxiliaire_ventilation"),
    "ecs": ("auxiliaire_generation_ecs", "auxiliaire_distribution_ecs"),
}
INDIVIDUAL = 1  # enum_type_installation_id
AUXILIARIES = ("generation_ch", "generation_ecs", "distribution_ch", "distribution_ecs", "ventilation")
BY_BEHAVIOUR = ("ch", "ecs", "fr", "auxiliaire_generation_ch", "auxiliaire_generation_ecs")
MAIN_USES = ("ch", "ecs", "fr", "eclairage", "auxiliaire")
GES_OF_USE = {"ch": "ch", "ecs": "ecs", "fr": "fr", "eclairage": "eclairage"}


def final_energy(columns: Columns, up: dict, uses: dict) -> dict[str, NDArray]:
    """use → (n, CARRIERS) kWh of final energy, before panels; uses of one behaviour from `systems.run`."""
    energy = {
        use: by_carrier(columns[table].dwelling, columns[table]["enum_type_energie_id"], uses[use]["energy"], columns.n)
        for use, table in GENERATORS.items()
    }
    electric = {"eclairage": lighting.consumption(up["zone"], up["sh"])}
    for kind in AUXILIARIES[:-1]:
        electric[f"auxiliaire_{kind}"] = uses["auxiliary"][kind]
    electric["auxiliaire_ventilation"] = up["conso_auxiliaire_ventilation"]
    for use, values in electric.items():
        energy[use] = np.zeros((columns.n, CARRIERS))
        energy[use][:, ELECTRICITY] = values
    return energy


def _total(parts: Iterable[NDArray]) -> NDArray:
    """Sum of arrays of one shape, part by part."""
    return np.sum(list(parts), axis=0)


def own_electricity(columns: Columns, up: dict, energy: dict[str, NDArray], options: Options) -> dict[str, NDArray]:
    """use → (n,) kWh taken from the panels, and `autres` for the uses outside the label (§16.2).

    Auxiliaries of generation take none: they serve burners, and a use that is not electric takes nothing.
    """
    produced = pv.production(columns, up["e_pv"], options)
    spread = {"auxiliaire_distribution": ["auxiliaire_distribution_ch", "auxiliaire_distribution_ecs"]}
    groups = {use: spread.get(use, [use]) for use in pv.own_use_limits() if use != "autres"}
    demand = {g: _total(energy[use][:, ELECTRICITY] for use in members) for g, members in groups.items()}
    demand["autres"] = pv.other_uses(up["sh"], up["is_house"])
    taken = pv.self_consumption(produced, demand)
    result = {use: np.zeros(columns.n) for use in energy} | {"production_pv": produced, "autres": taken["autres"]}
    for group, members in groups.items():
        safe = np.where(demand[group] > 0, demand[group], 1.0)
        for use in members:
            result[use] = taken[group] * energy[use][:, ELECTRICITY] / safe
    return result


def bought(energy: dict[str, NDArray], taken: dict[str, NDArray]) -> dict[str, NDArray]:
    """use → (n, CARRIERS) kWh once the panels have given their part."""
    left = {}
    for use, values in energy.items():
        left[use] = values.copy()
        left[use][:, ELECTRICITY] -= taken[use]
    return left


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
    building = is_building(columns)[rows.dwelling]
    return building & (columns[table]["enum_type_installation_id"][rows[table]] > INDIVIDUAL)


def collective_auxiliaries(columns: Columns, energy: dict[str, NDArray], options: Options) -> dict[str, NDArray]:
    """use → (n, CARRIERS) kWh of the auxiliaries some software price with the collective consumption of a building."""
    told = switch(columns, "auxiliaires_prix_immeuble", options) & (is_building(columns) | is_derived(columns))
    found = {}
    for use, names in SHARED_AUXILIARIES.items():
        rows = columns[INSTALLATIONS[use]]
        alone = columns.sum(INSTALLATIONS[use], (rows["enum_type_installation_id"] == INDIVIDUAL).astype(float)) > 0
        for name in names:
            found[name] = np.where((told & ~alone)[:, None], energy[name], 0.0)
    return found


def costs(
    columns: Columns, uses: dict, energy: dict[str, NDArray], *, dates: NDArray, options: Options
) -> dict[str, NDArray]:
    """use → (n, CARRIERS) €. Collective consumption is priced by the building's total, the rest by each home's own."""
    shared, whole = collective_part(columns, uses)
    for use, part in collective_auxiliaries(columns, energy, options).items():
        shared[use] = part
        whole = whole + part
    shared_prices = average_prices(whole, dates)
    own = {use: np.maximum(values - shared.get(use, 0.0), 0.0) for use, values in energy.items()}
    homes = size(columns)["nb"][:, None]
    prices = average_prices(sum(own.values()) / homes, dates)
    return {use: own[use] * prices + shared.get(use, 0.0) * shared_prices for use in energy}


def _ges_use(use: str) -> str:
    return GES_OF_USE.get(use, "auxiliaire")


def one_behaviour(columns: Columns, up: dict, uses: dict, *, dates: NDArray, options: Options) -> dict[str, NDArray]:
    """`conso_`, `ep_conso_`, `emission_ges_` and `cout_` of each use and of the five uses, one behaviour."""
    energy = final_energy(columns, up, uses)
    taken = own_electricity(columns, up, energy, options)
    energy = bought(energy, taken)
    factors = primary_factors(dates)
    paid = costs(columns, uses, energy, dates=dates, options=options)
    energy, paid = ({use: one * part_of(up, use) for use, one in whole.items()} for whole in (energy, paid))
    found: dict[str, NDArray] = {
        "conso_par_energie": _total(energy.values()),
        "cout_par_energie": _total(paid.values()),
    }
    for use, values in energy.items():
        found[f"conso_{use}"] = values.sum(axis=1)
        found[f"ep_conso_{use}"] = (values * factors).sum(axis=1)
        network = network_content(columns, use, dates)
        found[f"emission_ges_{use}"] = emissions(values, _ges_use(use), network)
        found[f"cout_{use}"] = paid[use].sum(axis=1)
    found |= _totals(found)
    own = _total(v for use, v in taken.items() if use != "production_pv")
    area = up[f"{PART}surface"]
    return found | {"production_pv": taken["production_pv"] * area, "conso_elec_ac": own * area}


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
    eager = one_behaviour(columns, up, uses["_depensier"], dates=dates, options=options)
    for use in BY_BEHAVIOUR:
        for prefix in ("conso_", "ep_conso_", "emission_ges_", "cout_"):
            found[f"{prefix}{use}_depensier"] = eager[prefix + use]
    area = up["sh"] * up[f"{PART}surface"]
    for name in ("conso_5_usages", "ep_conso_5_usages", "emission_ges_5_usages"):
        found[f"{name}_m2"] = found[name] / area
    found["cout_5_usages_min"], found["cout_5_usages_max"] = price_range(found["cout_5_usages"])
    site = {"date": dates, "zone": up["zone"], "altitude": up["altitude"], "sh": area}
    found["sh"] = area
    return found | classes(found["ep_conso_5_usages_m2"], found["emission_ges_5_usages_m2"], site)
