"""Documented deviations of certified software, by software and schema version: `tables/ecarts_logiciels.csv`."""

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from .arrays import once
from .columns import Columns
from .options import Options
from .tables import table

UNKNOWN_SCHEMA = 2.0  # the first version of the XML of the method


@cache
def _rules(name: str) -> list[tuple[str, float, float, bool]]:
    """(prefix of the software, first and last schema, applies), the rule that wins last."""
    rows, found = table("ecarts_logiciels"), []
    for index in (index for index, one in enumerate(rows["switch"]) if one == name):
        low, high = rows["schema_from"][index], rows["schema_to"][index]
        bounds = (0.0 if np.isnan(low) else low, 99.0 if np.isnan(high) else high)
        found.append((str(rows["software"][index]).strip("*"), *bounds, bool(rows["applies"][index])))
    return sorted(found, key=lambda rule: len(rule[0]))


@lru_cache(maxsize=4096)
def _follows(name: str, makers: tuple[tuple[str, float | None], ...]) -> NDArray:
    """(makers,) bool: the deviation applies to each (software, schema version)."""
    applied = np.zeros(len(makers), bool)
    for prefix, low, high, applies in _rules(name):
        for place, (software, schema) in enumerate(makers):
            if (
                str(software).startswith(prefix)
                and low <= (UNKNOWN_SCHEMA if schema is None else float(schema)) <= high
            ):
                applied[place] = applies
    return applied


@once
def _makers(columns: Columns) -> tuple[tuple, NDArray]:
    """Distinct (software, schema version), and (n,) the place of each dwelling among them."""
    return columns.dwelling.coded("software", "schema_version")


@once
def switch(columns: Columns, name: str, options: Options) -> NDArray:
    """(n,) bool: this deviation applies; never with the literal text.

    The longest prefix of the software name wins; for equal prefixes the last line that covers the schema version.
    """
    if not options.certified:
        return np.zeros(columns.n, bool)
    makers, which = _makers(columns)
    return _follows(name, makers)[which]
