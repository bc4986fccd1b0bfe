"""Tables of columns: many dwellings at once, one numpy array a column.

Every table but `dwelling` is sorted by its `dwelling` column; a link column holds the row of another table
(−1 when there is none). Names of columns are the XML tags of the recorded DPE; `inputs.csv` is their only list.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .arrays import among

MISSING_ID = -1
DTYPES = {"float": np.float64, "id": np.int32, "bool": np.int8, "link": np.int32, "text": object}
FILL = {"float": np.nan, "id": MISSING_ID, "bool": MISSING_ID, "link": MISSING_ID, "text": ""}
OWNER = {"dwelling": "dwelling"}
IDENTITY = ("id", "date", "schema_version", "software")


@dataclass(frozen=True, slots=True)
class Input:
    """One line of `inputs.csv`. For a link, `unit` is the table it points to."""

    table: str
    column: str
    kind: str
    reading: str
    unit: str
    description: str


@cache
def inputs() -> dict[str, dict[str, Input]]:
    """All inputs, table → column → Input, in the order of `inputs.csv`."""
    listed: dict[str, dict[str, Input]] = {}
    with (Path(__file__).parent / "inputs.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            listed.setdefault(line["table"], {})[line["column"]] = Input(**line)
    return listed


def missing(kind: str, n: int) -> NDArray:
    """A column of n missing values: NaN for a float, −1 for an id or a boolean."""
    return np.full(n, FILL[kind], dtype=DTYPES[kind])


class Table(Mapping[str, NDArray]):
    """Columns of equal length. `table["name"]` is the array; `n` the number of rows."""

    def __init__(self, name: str, columns: Mapping[str, NDArray], n: int):
        self.name, self.n = name, n
        self.columns = dict(columns)
        self.found: dict | None = None  # what `once` remembers, when sealed
        for entry in inputs()[name].values():
            if entry.column not in self.columns:
                self.columns[entry.column] = missing(entry.kind, n)

    def __getitem__(self, column: str) -> NDArray:
        return self.columns[column]

    def __setitem__(self, column: str, values: NDArray) -> None:
        self.columns[column] = values

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def dwelling(self) -> NDArray:
        """(n,) row of the dwelling each row belongs to."""
        return self.columns["dwelling"]

    def links(self) -> dict[str, str]:
        """Link column → name of the table it points to, without `dwelling`."""
        return {entry.column: entry.unit for entry in inputs()[self.name].values() if entry.kind == "link"}

    def where(self, column: str, *ids: int) -> NDArray:
        """(n,) bool: the column holds one of the ids."""
        return among(self.columns[column], ids)

    def chosen(self, rows: NDArray) -> Mapping[str, NDArray]:
        """Some rows, each column picked when it is read."""
        return _Chosen(self, rows)

    def rows(self, start: int, end: int) -> "Table":
        """Rows start to end, seen in place: no copy."""
        return Table(self.name, {c: v[start:end] for c, v in self.columns.items()}, end - start)


class _Chosen(Mapping[str, NDArray]):
    def __init__(self, table: Table, rows: NDArray):
        self.table, self.rows = table, rows

    def __getitem__(self, column: str) -> NDArray:
        return self.table[column][self.rows]

    def __iter__(self) -> Iterator[str]:
        return iter(self.table)

    def __len__(self) -> int:
        return len(self.table)


class Columns:
    """The inputs of `n` dwellings: `tables[name]` is a Table, `columns.wall` a shortcut for it."""

    def __init__(self, tables: Mapping[str, Table]):
        self.tables = dict(tables)
        self.n = self.tables["dwelling"].n
        self.memo: dict[str, tuple[NDArray, NDArray]] = {}
        self.found: dict | None = None  # what `once` remembers, when sealed
        empty = np.empty(0, np.int32)
        for name in inputs():
            if name not in self.tables:
                self.tables[name] = Table(name, {"dwelling": empty}, 0)

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]

    def __getattr__(self, name: str) -> Table:
        if name.startswith("__") or name in ("tables", "memo", "found") or name not in self.tables:
            raise AttributeError(name)
        return self.tables[name]

    def groups(self, column: str) -> tuple[NDArray, NDArray]:
        """Distinct values of a text column of `dwelling`, and (n,) the place of each dwelling among them."""
        if column not in self.memo:
            values = self.dwelling[column].astype(str)
            self.memo[column] = np.unique(values, return_inverse=True)
        return self.memo[column]

    def copy(self) -> "Columns":
        """A deep copy: editing it leaves the original untouched."""
        return Columns(
            {name: Table(name, {c: v.copy() for c, v in table.items()}, table.n) for name, table in self.tables.items()}
        )

    def sealed(self) -> "Columns":
        """The same columns, promised not to be edited any more: `once` functions compute them a single time."""
        kept = Columns({name: Table(name, table.columns, table.n) for name, table in self.tables.items()})
        kept.found = {}
        for table in kept.tables.values():
            table.found = {}
        return kept

    def block(self, start: int, end: int) -> "Columns":
        """The dwellings start to end, seen in place: only their links are copied."""
        limits = {"dwelling": (start, end)}
        for name, table in self.tables.items():
            if name != "dwelling":
                low, high = np.searchsorted(table.dwelling, (start, end))
                limits[name] = (int(low), int(high))
        tables = {}
        for name, table in self.tables.items():
            part = table.rows(*limits[name])
            for column, target in {**table.links(), **({} if name == "dwelling" else OWNER)}.items():
                link = part[column]
                part[column] = np.where(link < 0, -1, link - limits[target][0]).astype(np.int32)
            tables[name] = part
        return Columns(tables)

    def sum(self, name: str, values: NDArray) -> NDArray:
        """(n,) sum over the rows of table `name` for each dwelling; values (rows,)."""
        return np.bincount(self.tables[name].dwelling, values, minlength=self.n)

    def take(self, rows: Sequence[int] | NDArray) -> "Columns":
        """The dwellings `rows`, in that order, repeated if repeated (dwelling × scenario)."""
        chosen = np.asarray(rows, np.int64)
        picked = {name: _pick(table, chosen, self.n) for name, table in self.tables.items()}
        tables = {}
        for name, table in self.tables.items():
            index, owner, _ = picked[name]
            columns = {c: v[index] for c, v in table.items()}
            if name != "dwelling":
                columns["dwelling"] = owner.astype(np.int32)
            for column, target in table.links().items():
                moved = columns[column] + picked[target][2][owner]
                columns[column] = np.where(columns[column] < 0, -1, moved).astype(np.int32)
            tables[name] = Table(name, columns, len(index))
        return Columns(tables)

    @staticmethod
    def concat(parts: Iterable["Columns"]) -> "Columns":
        """Several sets of dwellings put one after the other."""
        parts = list(parts)
        before = {name: np.cumsum([0] + [part[name].n for part in parts[:-1]]).astype(np.int32) for name in inputs()}
        tables = {}
        for name in inputs():
            links = parts[0][name].links()
            if name != "dwelling":
                links["dwelling"] = "dwelling"
            columns = {}
            for column in parts[0][name]:
                pieces = [part[name][column] for part in parts]
                if column in links:
                    shift = before[links[column]]
                    pieces = [np.where(p < 0, -1, p + s).astype(np.int32) for p, s in zip(pieces, shift, strict=True)]
                columns[column] = np.concatenate(pieces)
            tables[name] = Table(name, columns, sum(part[name].n for part in parts))
        return Columns(tables)


def _pick(table: Table, chosen: NDArray, n: int) -> tuple[NDArray, NDArray, NDArray]:
    """Rows of `table` for the chosen dwellings: (row index, new dwelling index, shift of row numbers)."""
    if table.name == "dwelling":
        return chosen, np.arange(len(chosen)), np.arange(len(chosen)) - chosen
    counts = np.bincount(table.dwelling, minlength=n)
    starts = np.cumsum(counts) - counts
    sizes = counts[chosen]
    new_starts = np.cumsum(sizes) - sizes
    owner = np.repeat(np.arange(len(chosen)), sizes)
    shift = new_starts - starts[chosen]
    index = np.arange(sizes.sum()) - shift[owner]
    return index, owner, shift
