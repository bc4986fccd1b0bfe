"""The packaged tables of the method (`tables/*.csv`), read once, as numpy arrays.

`table(name)` gives the columns as written; `lookup(name, id, value)` an array indexed by the row id, so that
reading a table for a whole column is one gather; `constant(name)` a scalar of `constantes.csv`.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "tables"


def _column(values: list[str]) -> NDArray:
    try:
        return np.array([float(v) if v else np.nan for v in values])
    except ValueError:
        return np.array(values, dtype=object)


@cache
def table(name: str) -> dict[str, NDArray]:
    """Columns of tables/NAME.csv: float64 (empty cell = NaN) when every cell is a number, else text."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {column: _column([row[column] for row in rows]) for column in rows[0]}


@cache
def lookup(name: str, id_column: str, value_column: str) -> NDArray:
    """Dense float64 array indexed by id; NaN where the table has no such id, and in its last cell. See `gather`."""
    columns = table(name)
    ids = columns[id_column].astype(int)
    dense = np.full(ids.max() + 2, np.nan)
    dense[ids] = columns[value_column].astype(float)
    return dense


def gather(dense: NDArray, ids: NDArray) -> NDArray:
    """dense[ids] with NaN for an id that is missing (−1) or out of the table; dense: of `lookup` or `by_ids`."""
    place = np.ascontiguousarray(ids, np.int32).view(np.uint32)  # −1 is read as a very large number
    return dense[np.minimum(place, np.uint32(len(dense) - 1))]


@cache
def by_ids(name: str, id_column: str, value_column: str) -> NDArray:
    """Like `lookup`, for an id column whose cells list several ids (`4|5`); the first row wins."""
    columns = table(name)
    pairs = [
        (int(float(one)), float(value))
        for cell, value in zip(columns[id_column], columns[value_column], strict=True)
        for one in str(cell).split("|")
        if one not in ("", "nan")
    ]
    dense = np.full(max(i for i, _ in pairs) + 2, np.nan)
    for i, value in reversed(pairs):
        dense[i] = value
    return dense


@cache
def constants() -> dict[str, float]:
    """name → value of tables/constantes.csv."""
    columns = table("constantes")
    return {name: float(value) for name, value in zip(columns["name"], columns["value"], strict=True)}


def constant(name: str) -> float:
    """One scalar of the method; its unit and section stand beside it in constantes.csv."""
    return constants()[name]
