"""Candidate lines of the tables, typed or uploaded as CSV: read one by one, each fault in a French sentence.

The columns are those of the packaged tables; a comma or a semicolon separates them. Nothing read here is in force:
the lines are for ``rehearsed``.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .store import RESERVED, Parameter, by_name, number_of

LINES_MAX = 2_000
COLUMNS = ("value", "unit", "source", "valid_from", "valid_to", "note")
# Keys whose values are an open list: a place may enter a table.
_PLACES = frozenset({"commune", "department"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a line of the file, the heading being line 1."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines that may be rehearsed, and the faults that must be mended first."""

    lines: tuple[Parameter, ...] = ()
    faults: tuple[Fault, ...] = ()


class _Wrong(ValueError):
    """A line that cannot be taken; the message is a French sentence."""


def read(text: str) -> Reading:
    """Read a CSV text. All lines are looked at, so that every fault is said at once."""
    text = text.lstrip("\ufeff").strip()
    if not text:
        return Reading(
            faults=(Fault(1, "Le fichier est vide : il faut une ligne de titres puis une ligne par valeur."),)
        )
    heading = text.splitlines()[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if heading.count(";") > heading.count(",") else ",")
    lacking = [name for name in ("name", "value", "source", "valid_from") if name not in (rows.fieldnames or ())]
    if lacking:
        said = ", ".join(f"« {name} »" for name in lacking)
        return _refused(f"Il manque dans la ligne de titres : {said}.")
    try:
        return _read_rows(rows)
    except csv.Error:
        return _refused("Ce texte ne se lit pas comme un fichier CSV : enregistrez-le de nouveau en CSV UTF-8.")


def _refused(sentence: str) -> Reading:
    return Reading(faults=(Fault(1, sentence),))


def _read_rows(rows: csv.DictReader) -> Reading:
    lines: list[Parameter] = []
    faults: list[Fault] = []
    for row in rows:
        try:
            if rows.line_num > LINES_MAX:
                raise _Wrong(f"Le fichier dépasse {LINES_MAX} lignes : gardez seulement les valeurs qui changent.")
            lines.append(_line(row, lines))
        except _Wrong as wrong:
            faults.append(Fault(rows.line_num, str(wrong)))
            if rows.line_num > LINES_MAX:
                break
    return Reading(tuple(lines), tuple(faults))


def written(lines: Sequence[Parameter]) -> str:
    """The same lines as CSV text, one column a key: what ``read`` takes back."""
    keys = sorted({key for one in lines for key, _ in one.keys})
    out = io.StringIO()
    table = csv.DictWriter(out, ["name", *keys, *COLUMNS], lineterminator="\n")
    table.writeheader()
    for one in lines:
        table.writerow(
            {"name": one.name, "value": "" if one.value is None else one.value, "unit": one.unit}
            | dict(one.keys)
            | {"source": one.source, "valid_from": one.valid_from.isoformat(), "note": one.note}
            | {"valid_to": one.valid_to.isoformat() if one.valid_to else ""}
        )
    return out.getvalue()


def _line(row: dict[str, str], before: list[Parameter]) -> Parameter:
    given = {key: (text or "").strip() for key, text in row.items() if key and not isinstance(text, list)}
    name = given["name"]
    if None in row:
        raise _Wrong("Cette ligne compte plus de valeurs que la ligne de titres : un séparateur est de trop.")
    history = by_name().get(name)
    if history is None:
        raise _Wrong(f"Le barème « {name} » n'existe pas. Reprenez un nom de la page des barèmes.")
    known = [one for values in history.values() for one in values]
    keys = _keys(given, known)
    start, end = _day(given, "valid_from"), _day(given, "valid_to")
    if start is None:
        raise _Wrong("Il manque le premier jour d'application, colonne « valid_from ».")
    if end and end < start:
        raise _Wrong(f"Les dates se croisent : la fin ({end:%d/%m/%Y}) précède le début ({start:%d/%m/%Y}).")
    if not given["source"]:
        raise _Wrong("Il manque la source du changement, colonne « source ».")
    if any((one.name, one.keys, one.valid_from) == (name, keys, start) for one in before):
        raise _Wrong("Cette valeur est donnée deux fois pour le même jour.")
    return Parameter(
        name=name,
        keys=keys,
        value=_value(given["value"], known),
        unit=_unit(given.get("unit", ""), known),
        source=given["source"],
        valid_from=start,
        valid_to=end,
        verified_on=None,
        verified=False,
        note=given.get("note", ""),
    )


def _keys(given: dict[str, str], known: list[Parameter]) -> tuple[tuple[str, str], ...]:
    keys = tuple(sorted((key, text) for key, text in given.items() if key not in RESERVED and text))
    names = {tuple(key for key, _ in one.keys) for one in known}
    if tuple(key for key, _ in keys) not in names:
        expected = " ou ".join(sorted(", ".join(one) or "aucune clé" for one in names))
        raise _Wrong(f"Les clés de ce barème sont : {expected}.")
    for key, text in keys:
        values = {dict(one.keys).get(key) for one in known}
        if key not in _PLACES and text not in values:
            said = ", ".join(sorted(value for value in values if value))
            raise _Wrong(f"« {text} » n'est pas une valeur connue de « {key} ». Valeurs connues : {said}.")
    return keys


def _day(given: dict[str, str], column: str) -> date | None:
    text = given.get(column, "")
    if not text:
        return None
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, shape).date()
        except ValueError:
            continue
    raise _Wrong(f"« {text} » n'est pas une date, colonne « {column} ». Écrivez par exemple 2027-01-01.")


def _value(text: str, known: list[Parameter]) -> int | float | str:
    numeric = any(isinstance(one.value, int | float) for one in known)
    value = number_of(text.replace("\u00a0", "").replace(" ", "").replace(",", ".")) if numeric else text
    if value is None or value == "":
        raise _Wrong("Il manque la valeur, colonne « value ».")
    if numeric and (isinstance(value, str) or value != value or abs(value) > 1e9):
        raise _Wrong(f"« {text} » n'est pas un nombre. Écrivez par exemple 17500.")
    return value


def _unit(text: str, known: list[Parameter]) -> str:
    units = {one.unit for one in known}
    if text and text not in units:
        raise _Wrong(f"L'unité « {text} » n'est pas celle du barème : {' ou '.join(sorted(units)) or 'sans unité'}.")
    return text or known[-1].unit
