"""Conditions on the home and its owner that several aids share."""

import numpy as np

from .. import codes
from ..columns import Columns


def owner(c: Columns) -> np.ndarray:
    """(n,) True for an owner or a person buying the home."""
    return (c.status == codes.OWNER) | (c.status == codes.BUYER)


def main_home(c: Columns) -> np.ndarray:
    """(n,) True when the home is the main home of its occupier: the owner, else the tenant."""
    return np.where(c.occupant, c.main_home_owner, c.main_home_tenant)


def at_least(c: Columns, years: float) -> np.ndarray:
    """(n,) True when the home was completed at least ``years`` whole years ago."""
    return c.age >= years


def jumps(c: Columns) -> np.ndarray:
    """(n,) number of classes gained; NaN when a class is unknown."""
    return c.class_before - c.class_after


def jump_code(c: Columns) -> np.ndarray:
    """(n,) position in ``JUMPS`` (2, 3, 4 and more), -1 under two jumps or unknown."""
    gained = jumps(c)
    return np.where(gained >= 2, np.minimum(gained, 4) - 2, -1).astype(int)


def overseas(c: Columns) -> np.ndarray:
    """(n,) True in the overseas departments and regions."""
    if "overseas" not in c.place:
        found = np.zeros(c.size, dtype=bool)
        for region in codes.DROM_REGIONS:
            found |= c.home_region == region
        c.place["overseas"] = found
    return c.place["overseas"]
