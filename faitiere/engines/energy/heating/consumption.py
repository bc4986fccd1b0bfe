"""Consumption of heating generators from the need of the dwelling (§9, §12)."""

import numpy as np
from numpy.typing import NDArray

from ..arrays import once
from ..columns import Columns
from ..generators.families import is_family
from ..generators.heat_pump import WATER_FLOORS, heating_scop
from ..generators.recorded import PERFORMANCE_TYPED, believed, first_known
from ..options import Options
from ..roles import MAIN, ROLES, emitter_role, generator_role
from ..tables import by_ids, constant, gather


def emission_factor(columns: Columns, ids: NDArray, ratio: NDArray) -> NDArray:
    """(generators,) INT/(Re·Rd·Rr) of the emitters it feeds, weighted by area; ratio (emitters,) the same per emitter.

    Generators and emitters meet by installation and role; a role without emitters takes all of the installation's.
    """
    emitters, generators = columns.heating_emitter, columns.heating_generator
    size = columns.heating.n * ROLES
    area = np.where(emitters["surface_chauffee"] > 0, emitters["surface_chauffee"], 1.0)
    key = emitters["heating"] * ROLES + emitter_role(columns)
    weight = np.bincount(key, area, minlength=size)
    mean = np.bincount(key, area * ratio, minlength=size) / np.where(weight > 0, weight, 1.0)
    every = np.bincount(emitters["heating"], area, minlength=columns.heating.n)
    overall = np.bincount(emitters["heating"], area * ratio, minlength=columns.heating.n)
    overall = np.where(every > 0, overall / np.where(every > 0, every, 1.0), 1.0)
    own = generators["heating"] * ROLES + generator_role(columns, ids)
    return np.where(weight[own] > 0, mean[own], overall[generators["heating"]])


@once
def floor_only(columns: Columns) -> NDArray:
    """(generators,) bool: every main emitter of the installation is a water floor or ceiling (worst emitter rules)."""
    emitters = columns.heating_emitter
    main = emitter_role(columns) == MAIN
    other = main & ~emitters.where("enum_type_emission_distribution_id", *WATER_FLOORS)
    others = np.bincount(emitters["heating"], other, minlength=columns.heating.n)
    return others[columns.heating_generator["heating"]] == 0


def generation_efficiency(columns: Columns, ids: NDArray, *, seasonal: NDArray, options: Options) -> NDArray:
    """(generators,) Rg or SCOP: combustion from `seasonal`, heat pumps from tv_scop, the rest from its table."""
    generators = columns.heating_generator
    fixed = gather(by_ids("tv_rendement_generation", "enum_type_generateur_ch_id", "rg"), ids)
    zone = columns.dwelling["enum_zone_climatique_id"][generators.dwelling]
    scop = first_known(
        believed(generators, "recorded_scop", PERFORMANCE_TYPED, options),
        heating_scop(ids, zone, floor_only(columns)),
        np.full(generators.n, constant("default_scop")),
    )
    burns = ~np.isnan(seasonal)
    result = np.where(burns, seasonal, fixed)
    return np.where(is_family("ch", ids, "pac"), scop, result)
