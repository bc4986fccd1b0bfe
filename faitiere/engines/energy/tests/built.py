"""Columns written by hand for the tests of the systems half: one home, few rows."""

import numpy as np

from faitiere.engines.energy.columns import Columns, Table, inputs

HOUSE, FLAT = 1, 2
DTYPES = {"float": np.float64, "id": np.int32, "bool": np.int8, "link": np.int32, "text": object}


def table(name: str, **columns) -> Table:
    """A table whose columns are given as lists; the others are missing. Rows belong to home 0 unless said."""
    n = len(next(iter(columns.values())))
    kinds = {column: entry.kind for column, entry in inputs()[name].items()}
    arrays = {c: np.array(v, DTYPES[kinds.get(c, "link")]) for c, v in columns.items()}
    if name != "dwelling":
        arrays.setdefault("dwelling", np.zeros(n, np.int32))
    return Table(name, arrays, n)


def home(
    *tables: Table, method: int = HOUSE, area: float = 100.0, zone: int = 1, software: str = "", **more
) -> Columns:
    """One home of the given area and zone with the given tables."""
    dwelling = table(
        "dwelling",
        enum_methode_application_dpe_log_id=[method],
        surface_habitable_logement=[area],
        enum_zone_climatique_id=[zone],
        **{column: [value] for column, value in more.items()},
    )
    dwelling["software"] = np.array([software], object)
    dwelling["schema_version"] = np.array(["2.4"], object)
    return Columns({"dwelling": dwelling, **{one.name: one for one in tables}})
