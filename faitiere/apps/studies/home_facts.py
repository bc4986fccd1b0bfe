"""What the aids ask about a home and that only its columns say. Pure functions on one home (n = 1), or on all of n."""

import numpy as np

from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.typology.answers import PERIOD_ENDS
from faitiere.engines.energy.works.selection import existing, has, is_house

# enum_type_energie_id of the ADEME lists: gas, oil, propane, butane, coal, LPG, other fossil fuel.
FOSSIL = (2, 3, 9, 10, 11, 13, 14)
SINGLE_GLAZING = 1  # enum_type_vitrage_id
HEATING_AND_WATER = 3  # enum_usage_generateur_id


def kind(columns: Columns) -> str:
    """ "maison" or "appartement"."""
    return "maison" if is_house(columns)[0] else "appartement"


def burns_fossil(columns: Columns) -> bool:
    """A heating system burns gas, oil or coal."""
    return bool(all_burning_fossil(columns).any())


def all_burning_fossil(columns: Columns) -> np.ndarray:
    """(n,) bool: a heating system burns gas, oil or coal."""
    return has(columns, "heating_generator", columns["heating_generator"].where("enum_type_energie_id", *FOSSIL))


def heats_water(columns: Columns) -> bool:
    """The heating system also makes the hot water."""
    return bool(all_heating_water(columns).any())


def all_heating_water(columns: Columns) -> np.ndarray:
    """(n,) bool: the heating system also makes the hot water."""
    both = columns["heating_generator"].where("enum_usage_generateur_id", HEATING_AND_WATER)
    return has(columns, "heating_generator", both)


def heat_use(columns: Columns) -> str:
    """What the heating system makes, as the CEE fiches name it."""
    return "chauffage_eau" if heats_water(columns) else "chauffage"


def has_single_glazing(columns: Columns) -> bool:
    """At least one window has a single pane."""
    bay = columns["bay"]
    return bool((_windows(columns) & (bay["enum_type_vitrage_id"] == SINGLE_GLAZING)).any())


def window_count(columns: Columns, area: float) -> int:
    """How many windows an area in m² makes, at the mean size of those of the home; one at least."""
    bay, rows = columns["bay"], _windows(columns)
    numbers = bay["nb_baie"][rows]
    counted = np.where(np.isfinite(numbers) & (numbers > 0), numbers, 1).sum()
    whole = np.nansum(bay["surface_totale_baie"][rows])
    return max(1, round(area * counted / whole)) if whole > 0 else 1


def last_year_built(columns: Columns) -> int | None:
    """Year the home was built, or the last of its period: the youngest it can be."""
    home = columns["dwelling"]
    if np.isfinite(home["annee_construction"][0]):
        return int(home["annee_construction"][0])
    period = int(home["enum_periode_construction_id"][0])
    return PERIOD_ENDS[period - 1] if 1 <= period <= len(PERIOD_ENDS) else None


def _windows(columns: Columns) -> np.ndarray:
    return existing(columns, "fenetres") | existing(columns, "fenetres_toit")
