"""Texts of DPE files → Columns: numbers, ids, and links between rows."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .columns import DTYPES, FILL, MISSING_ID, Columns, Table, inputs, missing
from .dpe_xml import RawDpe
from .faults import DOUBTFUL, Fault

TRUE, FALSE = {"1", "true", "True", "oui"}, {"0", "false", "False", "non"}
MAX_ID, MAX_ENUM = 2_000, 172
LARGEST = 1e9  # no figure of a home, in the units of a DPE, comes near
SIGNED = ("altitude", "surface_paroi_opaque", "surface_totale_baie", "surface_porte")  # a negative area is refused


def number(text: str) -> float:
    """A finite number, with a point or a comma; ValueError otherwise."""
    value = float(text.replace(",", ".")) if "," in text else float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def convert(kind: str, text: str, column: str = "") -> float | int | str:
    """The value of a text for this kind of column; ValueError when it is not one."""
    if kind == "float":
        value = number(text)
        if abs(value) > LARGEST or (value < 0 and column not in SIGNED):
            raise ValueError(text)
        return value
    if kind == "text":
        return text[:60]
    if kind == "bool":
        if text in TRUE:
            return 1
        if text in FALSE:
            return 0
        return int(number(text) != 0)
    value = number(text)
    if not -1 <= value <= (MAX_ENUM if column.startswith("enum_") else MAX_ID):
        raise ValueError(text)
    return round(value) or MISSING_ID


def _values(kind: str, column: str, rows: Sequence[dict]) -> tuple[NDArray, list[int]]:
    """One column for all rows, and the rows whose text could not be read."""
    fill, bad, values = FILL[kind], [], []
    for index, row in enumerate(rows):
        text = row.get(column)
        if text is None:
            values.append(fill)
            continue
        try:
            values.append(convert(kind, text, column))
        except ValueError:
            values.append(fill)
            bad.append(index)
    return np.array(values, dtype=DTYPES[kind]), bad


def link(raw: RawDpe) -> None:
    """Turn the references of a file into row numbers within the file, in the rows themselves."""
    where = {
        table: _references(raw.rows.get(table, ()))
        for table in ("wall", "floor", "roof", "door", "bay", "veranda", "heating_generator")
    }
    for row in raw.rows.get("bay", ()):
        for table in ("wall", "roof", "floor"):
            row["_" + table] = where[table].get(row.get("reference_paroi"), -1)
        row["_veranda"] = where["veranda"].get(row.get("reference_lnc"), -1)
    for row in raw.rows.get("door", ()):
        row["_wall"] = where["wall"].get(row.get("reference_paroi"), -1)
    for row in raw.rows.get("bridge", ()):
        for table in ("wall", "floor", "roof", "bay", "door"):
            one = where[table].get(row.get("reference_1"), -1)
            row["_" + table] = one if one >= 0 else where[table].get(row.get("reference_2"), -1)
    _link_mixed(raw, where["heating_generator"])
    for rows in raw.rows.values():
        for row in rows:
            if "_parent" in row:
                row.update(_bay=row["_parent"], _heating=row["_parent"], _dhw=row["_parent"])
                row["_veranda"] = row["_parent"]


def _references(rows: Sequence[dict]) -> dict:
    found: dict = {}
    for index, row in enumerate(rows):
        if row.get("reference"):
            found.setdefault(row["reference"], index)
    return found


def _link_mixed(raw: RawDpe, heating: dict) -> None:
    """A mixed generator (usage 3) appears twice: link the hot-water row to the heating row."""
    mixed = [
        index
        for index, row in enumerate(raw.rows.get("heating_generator", ()))
        if row.get("enum_usage_generateur_id") == "3"
    ]
    by_mixed = {
        row.get("reference_generateur_mixte"): index
        for index, row in enumerate(raw.rows.get("heating_generator", ()))
        if row.get("reference_generateur_mixte")
    }
    for row in raw.rows.get("dhw_generator", ()):
        found = -1
        if row.get("enum_usage_generateur_id") == "3":
            key = row.get("reference_generateur_mixte")
            found = heating.get(key, by_mixed.get(row.get("reference") or key, -1))
            if found < 0 and mixed:
                found = mixed[0]
        row["_heating_generator"] = found


def build(raws: Sequence[RawDpe]) -> tuple[Columns, list[list[Fault]]]:
    """Columns of many files (n = len(raws)) and, for each, the values that could not be read."""
    faults: list[list[Fault]] = [[] for _ in raws]
    tables: dict[str, Table] = {}
    for name, listed in inputs().items():
        counts = np.array([len(raw.rows.get(name, ())) for raw in raws])
        rows = [row for raw in raws for row in raw.rows.get(name, ())]
        owner = np.repeat(np.arange(len(raws), dtype=np.int32), counts)
        columns: dict[str, NDArray] = {} if name == "dwelling" else {"dwelling": owner}
        written = set().union(*rows)
        for entry in listed.values():
            if entry.kind == "link":
                columns[entry.column] = _linked(raws, rows, owner, entry)
                continue
            if entry.column not in written:
                columns[entry.column] = missing(entry.kind, len(rows))
                continue
            columns[entry.column], bad = _values(entry.kind, entry.column, rows)
            for index in bad:
                faults[owner[index]].append(_unreadable(entry.description, rows[index][entry.column]))
        tables[name] = Table(name, columns, len(rows))
    return Columns(tables), faults


def _linked(raws: Sequence[RawDpe], rows: Sequence[dict], owner: NDArray, entry) -> NDArray:
    counts = np.array([len(raw.rows.get(entry.unit, ())) for raw in raws])
    starts = np.cumsum(counts) - counts
    local = np.array([row.get("_" + entry.column, -1) for row in rows], dtype=np.int64)
    return np.where(local < 0, -1, local + starts[owner]).astype(np.int32)


def _unreadable(description: str, text: str) -> Fault:
    shown = text[:20]
    return Fault(
        "valeur_illisible",
        description,
        shown,
        f"« {description} » contient « {shown} », qui n'est pas lisible ou n'a pas de sens : la valeur est ignorée.",
        DOUBTFUL,
    )
