"""Documented deviations of certified software, by software and schema version: `tables/ecarts_logiciels.csv`."""

import numpy as np
from numpy.typing import NDArray

from .arrays import once
from .columns import Columns
from .options import Options
from .tables import table


@once
def switch(columns: Columns, name: str, options: Options) -> NDArray:
    """(n,) bool: this deviation applies; never with the literal text.

    The longest prefix of the software name wins; for equal prefixes the last line that covers the schema version.
    """
    found = np.zeros(columns.n, bool)
    if not options.certified:
        return found
    rows = table("ecarts_logiciels")
    names, which = columns.groups("software")
    schema = np.nan_to_num(columns.dwelling["schema_version"].astype(float), nan=2.0)
    rules = [index for index, one in enumerate(rows["switch"]) if one == name]
    for index in sorted(rules, key=lambda index: len(str(rows["software"][index]).strip("*"))):
        prefix = str(rows["software"][index]).strip("*")
        low, high = (np.nan_to_num(rows[c][index], nan=d) for c, d in (("schema_from", 0), ("schema_to", 99)))
        covered = np.char.startswith(names, prefix)[which] & (schema >= low) & (schema <= high)
        found[covered] = bool(rows["applies"][index])
    return found
