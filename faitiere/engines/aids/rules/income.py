"""Income categories: Anah ceilings by income zone and household size."""

import numpy as np

from faitiere.engines.params import bracket_by_row

from .. import codes
from ..columns import Columns
from ..regime import Regime


def in_ile_de_france(c: Columns) -> np.ndarray:
    """(n,) True when the Île-de-France ceilings apply: by the home for an occupant, else by the household.

    Source: barème Anah; for a landlord his own address counts, whatever the home's.
    """
    region = np.where(c.occupant | (c.household_region == ""), c.home_region, c.household_region)
    return region == codes.ILE_DE_FRANCE_REGION


def ceilings(c: Columns, r: Regime) -> np.ndarray:
    """(n, 3) ceilings in euros of the very modest, modest and intermediate categories of each household."""
    zone = in_ile_de_france(c).astype(int)
    size = np.where(np.isnan(c.household), 0, c.household)
    upto5 = np.clip(size, 1, 5).astype(int) - 1
    extra = np.maximum(size - 5, 0)[:, None] * r.income_ceilings[zone, 5, :3]
    out = r.income_ceilings[zone, upto5, :3] + extra
    out[size < 1] = np.nan
    return out


def category(c: Columns, r: Regime) -> np.ndarray:
    """(n,) code in ``CATEGORIES``, -1 when the size, the income or the ceilings are unknown.

    An income equal to a ceiling stays in the category (arrêté du 14 janvier 2020, « inférieur ou égal »).
    """
    return bracket_by_row(c.income, ceilings(c, r))
