"""Adding, removing and splitting rows of a table while the links of the other tables keep pointing right."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Columns, Table, inputs, missing

# What is shared out when a row is split in two, by table.
EXTENSIVE = {
    "wall": ("surface_paroi_totale", "surface_paroi_opaque", "surface_aiu", "surface_aue"),
    "roof": ("surface_paroi_opaque", "surface_aiu", "surface_aue"),
    "floor": ("surface_paroi_opaque", "surface_aiu", "surface_aue"),
    "bay": ("surface_totale_baie", "nb_baie"),
    "bridge": ("l",),
}


def reorder(columns: Columns, name: str, table: Table, origin: NDArray) -> None:
    """Put `table` in place of `columns[name]`, in place; `origin` (rows,) is the former row of each, −1 if new.

    Rows are sorted by dwelling here. Links of other tables to a row that is gone become −1; when several
    rows come from the same one, links follow the first.
    """
    order = np.argsort(table.dwelling, kind="stable")
    new_row = np.full(columns[name].n + 1, -1, np.int32)
    origin = origin[order]
    known = np.flatnonzero(origin >= 0)[::-1]  # backwards: of several rows, the first is written last
    new_row[origin[known]] = known
    columns.tables[name] = table.picked(order)
    for other in columns.tables.values():
        for column, target in other.links().items():
            if target == name:
                other[column] = new_row[other[column]]


def keep(columns: Columns, name: str, kept: NDArray) -> None:
    """Drop, in place, the rows of a table where `kept` (rows,) is False."""
    rows = np.flatnonzero(kept)
    table = columns[name]
    reorder(columns, name, table.picked(rows), rows)


def append(columns: Columns, name: str, owner: NDArray, values: Mapping[str, Any]) -> NDArray:
    """Add, in place, one row for each dwelling of `owner` (m,), sorted; the rows they got (m,).

    `values` gives the columns known: a scalar or an array (m,). The others are missing.
    """
    table, m = columns[name], len(owner)
    kinds = inputs()[name]
    new = {"dwelling": owner.astype(np.int32)}
    for column in table:
        if column != "dwelling":
            new[column] = missing(kinds[column].kind, m)
            if column in values:
                new[column][:] = values[column]
    joined = {c: np.concatenate([table[c], new[c]]) for c in table}
    origin = np.concatenate([np.arange(table.n), np.full(m, -1)])
    after = np.argsort(joined["dwelling"], kind="stable")
    reorder(columns, name, Table(name, joined, table.n + m), origin)
    place = np.empty(len(after), np.int64)
    place[after] = np.arange(len(after))
    return place[table.n :]


def assign(table: Table, rows: NDArray, values: Mapping[str, Any]) -> None:
    """Write, in place, the columns given (a scalar or an array (rows,)) where `rows` (rows,) is True."""
    for column, value in values.items():
        table[column] = np.where(rows, value, table[column]).astype(table[column].dtype)


def split(columns: Columns, name: str, rows: NDArray, share: float) -> NDArray:
    """Cut, in place, the rows where `rows` is True: a part `share`, then the rest. Mask of the first parts.

    Areas and lengths are shared out. A bridge of a wall, floor or roof that is cut is cut alike.
    """
    if share >= 1 or not rows.any():
        return rows
    rests = np.empty(0, np.int64)
    if name != "bay":
        links = columns["bridge"][name]
        rests = _cut(columns, "bridge", (links >= 0) & rows[links], share)[1]
    first, _ = _cut(columns, name, rows, share)
    columns["bridge"][name][rests] += 1  # links follow the first part; the rest is the next row
    mask = np.zeros(columns[name].n, bool)
    mask[first] = True
    return mask


def _cut(columns: Columns, name: str, rows: NDArray, share: float) -> tuple[NDArray, NDArray]:
    """Cut rows of one table in place; the new rows of the first parts and of the rests."""
    table = columns[name]
    index = np.sort(np.concatenate([np.arange(table.n), np.flatnonzero(rows)]), kind="stable")
    rest = np.append(False, index[1:] == index[:-1])[: len(index)]
    cut = table.picked(index)
    factor = np.where(rest, 1 - share, np.where(rows[index], share, 1.0))
    for column in EXTENSIVE[name]:
        cut[column] = cut[column] * factor
    reorder(columns, name, cut, index)
    return np.flatnonzero(rows[index] & ~rest), np.flatnonzero(rest)
