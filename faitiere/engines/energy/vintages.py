"""Dates from which a rule of the label applies: `tables/dates.csv`, each with its source."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .tables import table


@cache
def first_day(rule: str) -> np.datetime64:
    """First day the rule applies."""
    rows = table("dates")
    return np.datetime64(rows["date"][list(rows["nom"]).index(rule)], "D")


def applies(rule: str, dates: NDArray) -> NDArray:
    """(n,) bool: the rule is in force at these dates."""
    return dates.astype("datetime64[D]") >= first_day(rule)
