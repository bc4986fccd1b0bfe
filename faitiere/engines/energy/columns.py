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


class _Later:
    """Values of a column picked from another array when they are first read; that array is locked against edits."""

    __slots__ = ("base", "index")

    def __init__(self, base: NDArray, index: NDArray | None):
        self.base, self.index = base, index
        base.flags.writeable = False

    def now(self) -> NDArray:
        """A fresh array; `index` None stands for every row."""
        return self.base.copy() if self.index is None else self.base[self.index]


class Table(Mapping[str, NDArray]):
    """Columns of equal length. `table["name"]` is the array; `n` the number of rows.

    Copies and picked rows hold their columns as `_Later`: what nobody reads is never copied.
    """

    def __init__(self, name: str, columns: Mapping[str, "NDArray | _Later"], n: int):
        self.name, self.n = name, n
        self.columns: dict[str, NDArray | _Later] = dict(columns)
        self.found: dict | None = None  # what `once` remembers, when sealed
        for column, entry in inputs()[name].items():
            if column not in self.columns:
                self.columns[column] = missing(entry.kind, n)

    def __getitem__(self, column: str) -> NDArray:
        values = self.columns[column]
        if isinstance(values, _Later):
            values = self.columns[column] = values.now()
        return values

    def __setitem__(self, column: str, values: NDArray) -> None:
        self.columns[column] = values

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def dwelling(self) -> NDArray:
        """(n,) row of the dwelling each row belongs to."""
        return self["dwelling"]

    def links(self) -> dict[str, str]:
        """Link column → name of the table it points to, without `dwelling`."""
        return links_of(self.name)

    def where(self, column: str, *ids: int) -> NDArray:
        """(n,) bool: the column holds one of the ids."""
        return among(self[column], ids)

    def chosen(self, rows: NDArray) -> Mapping[str, NDArray]:
        """Some rows, each column picked when it is read."""
        return _Chosen(self, rows)

    def picked(self, index: NDArray) -> "Table":
        """A table of the rows `index` (m,), repeated if repeated; links are not renumbered."""
        composed: dict[int, NDArray] = {}
        columns: dict[str, NDArray | _Later] = {}
        for column, values in self.columns.items():
            if isinstance(values, _Later) and values.index is not None:
                place = composed.get(id(values.index))
                if place is None:
                    place = composed[id(values.index)] = values.index[index]
                columns[column] = _Later(values.base, place)
            else:
                columns[column] = _Later(values.base if isinstance(values, _Later) else values, index)
        return Table(self.name, columns, len(index))

    def copied(self) -> "Table":
        """The same rows: editing them leaves the original untouched."""
        held = {c: v if isinstance(v, _Later) else _Later(v, None) for c, v in self.columns.items()}
        return Table(self.name, held, self.n)

    def rows(self, start: int, end: int) -> "Table":
        """Rows start to end, seen in place: no copy."""
        cut: dict[int, NDArray] = {}
        columns: dict[str, NDArray | _Later] = {}
        for column, values in self.columns.items():
            if not isinstance(values, _Later):
                columns[column] = values[start:end]
            elif values.index is None:
                columns[column] = values.base[start:end]
            else:
                if id(values.index) not in cut:
                    cut[id(values.index)] = values.index[start:end]
                columns[column] = _Later(values.base, cut[id(values.index)])
        return Table(self.name, columns, end - start)

    def moved(self, column: str, values: NDArray, limits: NDArray | int) -> None:
        """Write a link column less `limits`, −1 staying −1."""
        self[column] = np.where(values < 0, -1, values - limits).astype(np.int32)


@cache
def links_of(name: str) -> dict[str, str]:
    """Link column of a table → name of the table it points to, without `dwelling`."""
    return {entry.column: entry.unit for entry in inputs()[name].values() if entry.kind == "link"}


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
        """A copy: editing it leaves the original untouched (whose arrays are then replaced, not edited in place)."""
        return Columns({name: table.copied() for name, table in self.tables.items()})

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
            part = tables[name] = table.rows(*limits[name])
            if name != "dwelling":
                part.moved("dwelling", part["dwelling"], start)
            for column, target in table.links().items():
                part.moved(column, part[column], limits[target][0])
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
            part = tables[name] = table.picked(index)
            if name != "dwelling":
                part["dwelling"] = owner.astype(np.int32)
            for column, target in table.links().items():
                part.moved(column, part[column], -picked[target][2][owner])
        return Columns(tables)

    @staticmethod
    def concat(parts: Iterable["Columns"]) -> "Columns":
        """Several sets of dwellings put one after the other."""
        parts = list(parts)
        before = {name: np.cumsum([0] + [part[name].n for part in parts[:-1]]).astype(np.int32) for name in inputs()}
        tables = {}
        for name in inputs():
            joined = _joined([part[name] for part in parts])
            links = parts[0][name].links() | ({} if name == "dwelling" else {"dwelling": "dwelling"})
            for column, target in links.items():
                shift = np.repeat(before[target], [part[name].n for part in parts])
                joined.moved(column, joined[column], -shift)
            tables[name] = joined
        return Columns(tables)


def _joined(parts: list[Table]) -> Table:
    """The rows of several tables; a column picked from one array everywhere is still picked from it."""
    indexes: dict[tuple[int, ...], NDArray] = {}
    columns: dict[str, NDArray | _Later] = {}
    for column in parts[0]:
        pieces = [part.columns[column] for part in parts]
        later = [piece for piece in pieces if isinstance(piece, _Later) and piece.index is not None]
        if len(later) < len(pieces) or len({id(piece.base) for piece in later}) > 1:
            whole = [piece.base if isinstance(piece, _Later) and piece.index is None else None for piece in pieces]
            held = zip(parts, whole, strict=True)
            columns[column] = np.concatenate([part[column] if base is None else base for part, base in held])
            continue
        key = tuple(id(piece.index) for piece in later)
        if key not in indexes:
            indexes[key] = np.concatenate([piece.index for piece in later])  # type: ignore[misc]
        columns[column] = _Later(later[0].base, indexes[key])
    return Table(parts[0].name, columns, sum(part.n for part in parts))


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
