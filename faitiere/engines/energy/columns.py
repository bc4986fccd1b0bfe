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

    __slots__ = ("index", "source")

    def __init__(self, source: NDArray, index: NDArray | None):
        self.source, self.index = source, index
        source.flags.writeable = False

    def now(self) -> NDArray:
        """A fresh array; `index` None stands for every row."""
        return self.source.copy() if self.index is None else self.source[self.index]

    def picked(self, index: NDArray) -> "_Later":
        """The same values, `index` rows of them."""
        return _Later(self.source, index if self.index is None else self.index[index])


def _held(values: "NDArray | _Later") -> _Later:
    return values if isinstance(values, _Later) else _Later(values, None)


def _coded(columns: list[NDArray]) -> tuple[tuple, NDArray]:
    pairs = [tuple(None if value != value else value for value in row) for row in zip(*columns, strict=True)]
    places = {pair: place for place, pair in enumerate(dict.fromkeys(pairs))}
    return tuple(places), np.fromiter(map(places.__getitem__, pairs), np.intp, len(pairs))


class Table(Mapping[str, NDArray]):
    """Columns of equal length. `table["name"]` is the array; `n` the number of rows.

    A copy or some rows of a table share its `base`, read through `index` when a column is first asked for, and have
    `own` columns: those read or written since. What nobody reads is never copied.
    """

    def __init__(self, name: str, columns: Mapping[str, "NDArray | _Later"], n: int):
        self.name, self.n = name, n
        self.own: dict[str, NDArray | _Later] = dict(columns)
        self.base: dict[str, NDArray] = {}
        self.codes: dict[tuple[str, ...], tuple[tuple, NDArray]] = {}  # of the base, see `coded`
        self.index: NDArray | None = None
        self.found: dict | None = None  # what `once` remembers, when sealed
        for column, entry in inputs()[name].items():
            if column not in self.own:
                self.own[column] = missing(entry.kind, n)

    def __getitem__(self, column: str) -> NDArray:
        values = self.own.get(column)
        if values is None:
            whole = self.base[column]
            values = whole.copy() if self.index is None else whole[self.index]
        elif isinstance(values, _Later):
            values = values.now()
        else:
            return values
        self.own[column] = values
        return values

    def __setitem__(self, column: str, values: NDArray) -> None:
        self.own[column] = values

    def __iter__(self) -> Iterator[str]:
        return iter(self.base | self.own)

    def __len__(self) -> int:
        return len(self.base | self.own)

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

    def coded(self, *columns: str) -> tuple[tuple, NDArray]:
        """Distinct rows of some columns (None for NaN), and (n,) the place of each row among them.

        Done once for all the tables that share a base, as long as the columns were not read nor written since.
        """
        if not self.base or any(column in self.own for column in columns):
            return _coded([self[column] for column in columns])
        if columns not in self.codes:
            self.codes[columns] = _coded([self.base[column] for column in columns])
        distinct, places = self.codes[columns]
        return distinct, places if self.index is None else places[self.index]

    def chosen(self, rows: NDArray) -> Mapping[str, NDArray]:
        """Some rows, each column picked when it is read."""
        return _Chosen(self, rows)

    def _share(self) -> None:
        """Make the present columns the base of copies, once; they are then locked, replaced rather than edited."""
        if not self.base:
            self.base, self.codes = {column: self[column] for column in self.own}, {}
            for values in self.base.values():
                values.flags.writeable = False

    def _like(self, n: int, index: NDArray | None, own: Mapping[str, "NDArray | _Later"]) -> "Table":
        made = object.__new__(Table)
        made.name, made.n, made.base, made.index, made.found = self.name, n, self.base, index, None
        made.own, made.codes = dict(own), self.codes
        return made

    def picked(self, index: NDArray) -> "Table":
        """A table of the rows `index` (m,), repeated if repeated; links are not renumbered."""
        self._share()
        own = {c: _held(v).picked(index) for c, v in self.own.items() if v is not self.base.get(c)}
        return self._like(len(index), index if self.index is None else self.index[index], own)

    def copied(self) -> "Table":
        """The same rows: editing them leaves the original untouched."""
        self._share()
        return self._like(self.n, self.index, {c: _held(v) for c, v in self.own.items() if v is not self.base.get(c)})

    def same(self) -> "Table":
        """The same rows in another object, columns shared."""
        return self._like(self.n, self.index, self.own)

    def rows(self, start: int, end: int) -> "Table":
        """Rows start to end, seen in place: no copy."""
        place = np.arange(start, end)
        own = {c: v.picked(place) if isinstance(v, _Later) else v[start:end] for c, v in self.own.items()}
        if not self.base:
            return self._like(end - start, None, own)
        return self._like(end - start, place if self.index is None else self.index[start:end], own)

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
        self.found: dict | None = None  # what `once` remembers, when sealed
        empty = np.empty(0, np.int32)
        for name in inputs():
            if name not in self.tables:
                self.tables[name] = Table(name, {"dwelling": empty}, 0)

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]

    def __getattr__(self, name: str) -> Table:
        if name.startswith("__") or name in ("tables", "found") or name not in self.tables:
            raise AttributeError(name)
        return self.tables[name]

    def copy(self) -> "Columns":
        """A copy: editing it leaves the original untouched (whose arrays are then replaced, not edited in place)."""
        return Columns({name: table.copied() for name, table in self.tables.items()})

    def sealed(self) -> "Columns":
        """The same columns, promised not to be edited any more: `once` functions compute them a single time."""
        kept = Columns({name: table.same() for name, table in self.tables.items()})
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
    """The rows of several tables; what is read through one base everywhere still is."""
    first, n = parts[0], sum(part.n for part in parts)
    if not first.base or any(part.base is not first.base or part.index is None for part in parts):
        return Table(first.name, {c: np.concatenate([part[c] for part in parts]) for c in first}, n)
    index = np.concatenate([part.index for part in parts])  # type: ignore[misc]
    own = {column for part in parts for column in part.own}
    return first._like(n, index, {c: np.concatenate([part[c] for part in parts]) for c in own})


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
