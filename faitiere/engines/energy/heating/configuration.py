"""What share of the need each heating generator covers (§9.1.3 to §9.11): the configuration of its installation."""

import numpy as np
from numpy.typing import NDArray

from ..arrays import among, once
from ..columns import Columns
from ..generators.families import is_family, is_hybrid
from ..roles import BI_JUNCTION, ROLES, generator_role
from ..tables import by_ids, constant, gather, lookup, table

SIMPLE, WOOD_RELAY, HEAT_PUMP_RELAY, HEAT_PUMP_RELAY_STOVE = 1, 6, 8, 9  # enum_cfg_installation_ch_id
SOLAR = (2, 7)
COMBINED = 4  # enum_type_installation_solaire_id, heating and hot water


def _role_shares() -> NDArray:
    """(configurations, roles) share of each role."""
    rows = table("configurations_chauffage")
    dense = np.zeros((12, ROLES))
    dense[rows["enum_cfg_installation_ch_id"].astype(int), rows["enum_lien_generateur_emetteur_id"].astype(int)] = rows[
        "part"
    ]
    return dense


def _within_role(columns: Columns, ids: NDArray, pn: NDArray) -> NDArray:
    """(generators,) weight among the generators of one role: hybrids by zone, relays by the text, else by power."""
    generators = columns.heating_generator
    configuration = columns.heating["enum_cfg_installation_ch_id"][generators["heating"]]
    weight = np.where(np.isnan(pn), 1.0, pn)
    boiler = is_family("ch", ids, "standard", "basse_temperature", "condensation", "bois", "chaudiere_electrique")
    pump = is_family("ch", ids, "pac")
    wood = is_family("ch", ids, "bois")
    relay = constant("wood_relay_share")
    weight = np.where(configuration == WOOD_RELAY, np.where(wood, 1 - relay, relay), weight)
    relayed = among(configuration, (HEAT_PUMP_RELAY, HEAT_PUMP_RELAY_STOVE))
    second = constant("heat_pump_relay_share")
    weight = np.where(relayed & boiler, second, np.where(relayed & pump, 1 - second, weight))
    zone = columns.dwelling["enum_zone_climatique_id"][generators.dwelling]
    hybrid = gather(by_ids("pac_hybride_zones", "enum_zone_climatique_id", "part_pac"), zone)
    weight = np.where(is_hybrid("ch", ids, "pac"), hybrid, weight)
    return np.where(is_hybrid("ch", ids, "chaudiere"), 1 - hybrid, weight)


def generator_shares(columns: Columns, ids: NDArray, pn: NDArray) -> NDArray:
    """(generators,) share of its installation's need each generator covers; they sum to 1 per installation.

    ids: enum_type_generateur_ch_id; pn: W, NaN when it does not matter. A role nobody plays is shared out.
    """
    generators = columns.heating_generator
    link = generators["heating"]
    roles = generator_role(columns, ids)
    configuration = np.clip(columns.heating["enum_cfg_installation_ch_id"][link], SIMPLE, BI_JUNCTION)
    key = link * ROLES + roles
    weight = _within_role(columns, ids, pn)
    unweighable = _mixed_units(key, pn) & (configuration == SIMPLE) & ~_any_hybrid(key, ids)
    weight = np.where(unweighable, 1.0, weight)
    in_role = np.bincount(key, weight, minlength=columns.heating.n * ROLES)[key]
    share = _role_shares()[configuration, roles] * weight / in_role
    total = np.bincount(link, share, minlength=columns.heating.n)[link]
    return share / np.where(total > 0, total, 1.0)


def _mixed_units(key: NDArray, pn: NDArray) -> NDArray:
    """(generators,) bool: the role holds generators with and without a power: powers cannot weigh them."""
    known = np.bincount(key, ~np.isnan(pn))[key]
    return (known > 0) & (known < np.bincount(key)[key])


def _any_hybrid(key: NDArray, ids: NDArray) -> NDArray:
    return np.bincount(key, is_hybrid("ch", ids, "pac"))[key] > 0


@once
def solar_cover(columns: Columns) -> NDArray:
    """(installations,) Fch of solar heating: typed, else by zone (§9.2, §18.4); 0 without solar.

    A combined solar system declared with the hot water heats too, whatever the configuration says.
    """
    heating = columns.heating
    rows = table("tv_facteur_couverture_solaire")
    by_zone = np.zeros(9)
    heats = rows["usage"] == "chauffage"
    by_zone[rows["enum_zone_climatique_id"][heats].astype(int)] = rows["facteur_couverture_solaire"][heats]
    default = by_zone[columns.dwelling["enum_zone_climatique_id"][heating.dwelling]]
    recorded = gather(
        lookup("tv_facteur_couverture_solaire", "tv_facteur_couverture_solaire_id", "facteur_couverture_solaire"),
        heating["tv_facteur_couverture_solaire_id"],
    )
    cover = np.where(np.isnan(recorded), default, recorded)
    cover = np.where(np.isnan(heating["fch_saisi"]), cover, heating["fch_saisi"])
    combined = columns.sum("dhw", columns.dhw.where("enum_type_installation_solaire_id", COMBINED).astype(float)) > 0
    solar = heating.where("enum_cfg_installation_ch_id", *SOLAR) | combined[heating.dwelling]
    return np.where(solar, cover, 0.0)
