"""The recorded `sortie` node rebuilt: final and primary energy, gases, costs by use and in total, class."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from . import lighting, pv
from .arrays import across
from .classes import classes
from .climate import is_building, size
from .columns import Columns
from .costs import average_prices, price_range
from .derived import PART, is_derived, part_of
from .energy_balance import CARRIERS, ELECTRICITY, by_carrier, emission_factors, emissions, primary_factors
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
    """Sum of arrays of one shape, part by part, in a new array."""
    first, *others = parts
    return reduce(np.add, others, first.copy())


def own_electricity(columns: Columns, up: dict, drawn: dict[str, NDArray], options: Options) -> dict[str, NDArray]:
    """use → (n,) kWh taken from the panels, and `autres` for the uses outside the label (§16.2).

    drawn: use → (n,) kWh of electricity before panels. Auxiliaries of generation take none: they serve burners, and
    a use that is not electric takes nothing.
    """
    result = {use: np.zeros(columns.n) for use in (*drawn, "autres")}
    result["production_pv"] = produced = pv.production(columns, up["e_pv"], options)
    if not columns.pv.n:
        return result
    spread = {"auxiliaire_distribution": ["auxiliaire_distribution_ch", "auxiliaire_distribution_ecs"]}
    groups = {use: spread.get(use, [use]) for use in pv.own_use_limits() if use != "autres"}
    demand = {g: _total(drawn[use] for use in members) for g, members in groups.items()}
    demand["autres"] = pv.other_uses(up["sh"], up["is_house"])
    taken = pv.self_consumption(produced, demand)
    result["autres"] = taken["autres"]
    for group, members in groups.items():
        safe = np.where(demand[group] > 0, demand[group], 1.0)
        for use in members:
            result[use] = taken[group] * drawn[use] / safe
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
    building = is_building(columns)[rows.dwelling]
    return building & (columns[table]["enum_type_installation_id"][rows[table]] > INDIVIDUAL)


def collective_auxiliaries(columns: Columns, electric: dict[str, NDArray], options: Options) -> dict[str, NDArray]:
    """use → (n,) kWh of the auxiliaries some software price with the collective consumption of a building."""
    told = switch(columns, "auxiliaires_prix_immeuble", options) & (is_building(columns) | is_derived(columns))
    if not told.any():
        return {}
    found = {}
    for use, names in SHARED_AUXILIARIES.items():
        rows = columns[INSTALLATIONS[use]]
        alone = columns.sum(INSTALLATIONS[use], (rows["enum_type_installation_id"] == INDIVIDUAL).astype(float)) > 0
        for name in names:
            found[name] = np.where(told & ~alone, electric[name], 0.0)
    return found


@dataclass(frozen=True, slots=True)
class Tariff:
    """€/kWh (n, CARRIERS) of each home's own energy and of the collective one; use → kWh that are collective."""

    own: NDArray
    collective: NDArray
    shared: dict[str, NDArray]

    def paid(self, use: str, kwh: NDArray) -> NDArray:
        """€ of one use: kwh (n, CARRIERS), or (n,) of electricity."""
        own, collective = self.own, self.collective
        if kwh.ndim == 1:
            own, collective = own[:, ELECTRICITY], collective[:, ELECTRICITY]
        shared = self.shared.get(use, 0.0)
        return np.maximum(kwh - shared, 0.0) * own + shared * collective


def tariff(columns: Columns, uses: dict, bought: tuple[dict, dict], *, dates: NDArray, options: Options) -> Tariff:
    """Collective consumption is priced by the building's total, the rest by each home's own (annexe 7)."""
    mixed, electric = bought
    shared, whole = collective_part(columns, uses)
    shared |= collective_auxiliaries(columns, electric, options)
    for use in electric:
        whole[:, ELECTRICITY] += shared.get(use, 0.0)
    own = _total(np.maximum(values - shared.get(use, 0.0), 0.0) for use, values in mixed.items())
    own[:, ELECTRICITY] += _total(np.maximum(kwh - shared.get(use, 0.0), 0.0) for use, kwh in electric.items())
    homes = size(columns)["nb"][:, None]
    return Tariff(average_prices(own / homes, dates), average_prices(whole, dates), shared)


def _ges_use(use: str) -> str:
    return GES_OF_USE.get(use, "auxiliaire")


def one_behaviour(columns: Columns, up: dict, uses: dict, *, dates: NDArray, options: Options) -> dict[str, NDArray]:
    """`conso_`, `ep_conso_`, `emission_ges_` and `cout_` of each use and of the five uses, one behaviour."""
    mixed, electric = final_energy(columns, up, uses)
    drawn = {use: values[:, ELECTRICITY] for use, values in mixed.items()} | electric
    taken = own_electricity(columns, up, drawn, options)
    for use, values in mixed.items():
        values[:, ELECTRICITY] -= taken[use]
    electric = {use: kwh - taken[use] for use, kwh in electric.items()}
    prices = tariff(columns, uses, (mixed, electric), dates=dates, options=options)
    factors, energy = primary_factors(dates), np.zeros((columns.n, CARRIERS))
    paid = np.zeros_like(energy)
    found: dict[str, NDArray] = {"conso_par_energie": energy, "cout_par_energie": paid}
    for use, values in mixed.items():
        part = part_of(up, use)
        bought, cost = values * part[:, None], prices.paid(use, values) * part[:, None]
        found[f"conso_{use}"], found[f"cout_{use}"] = across(bought), across(cost)
        found[f"ep_conso_{use}"] = np.einsum("ij,ij->i", bought, factors)
        found[f"emission_ges_{use}"] = emissions(bought, _ges_use(use), network_content(columns, use, dates))
        energy += bought
        paid += cost
    for use, values in electric.items():
        kwh, cost = values * part_of(up, use), prices.paid(use, values) * part_of(up, use)
        found[f"conso_{use}"], found[f"cout_{use}"] = kwh, cost
        found[f"ep_conso_{use}"] = kwh * factors[:, ELECTRICITY]
        found[f"emission_ges_{use}"] = kwh * emission_factors(_ges_use(use))[ELECTRICITY]
        energy[:, ELECTRICITY] += kwh
        paid[:, ELECTRICITY] += cost
    own = _total(v for use, v in taken.items() if use != "production_pv")
    area = up[f"{PART}surface"]
    return found | _totals(found) | {"production_pv": taken["production_pv"] * area, "conso_elec_ac": own * area}


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
    area = up["sh"] * up[f"{PART}surface"]
    for name in ("conso_5_usages", "ep_conso_5_usages", "emission_ges_5_usages"):
        found[f"{name}_m2"] = found[name] / area
    found["cout_5_usages_min"], found["cout_5_usages_max"] = price_range(found["cout_5_usages"])
    site = {"date": dates, "zone": up["zone"], "altitude": up["altitude"], "sh": area}
    found["sh"] = area
    return found | classes(found["ep_conso_5_usages_m2"], found["emission_ges_5_usages_m2"], site)
