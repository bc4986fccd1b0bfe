"""Reading of the packaged tables: one ``Parameter`` a CSV line."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"
RESERVED = frozenset({"name", "value", "unit", "source", "valid_from", "valid_to", "verified_on", "verified", "note"})
Keys = frozenset[tuple[str, str]]


class NoValue(LookupError):
    """No value of a parameter at a date; the message is a French sentence for the user."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of law or a hypothesis: what it is worth, in which unit, from when to when, who says so.

    ``value`` is a number, a text, or None when the source announces a change without its figure.
    """

    name: str
    keys: tuple[tuple[str, str], ...]
    value: int | float | str | None
    unit: str
    source: str
    valid_from: date
    valid_to: date | None
    verified_on: date | None
    verified: bool
    note: str = ""

    def covers(self, on: date) -> bool:
        """True when ``on`` lies within the dates of force, both ends included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def _number(text: str) -> int | float | str | None:
    if text == "":
        return None
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _parameter(line: dict[str, str]) -> Parameter:
    keys = tuple(sorted((k, v) for k, v in line.items() if k not in RESERVED and v != ""))
    start = _day(line["valid_from"])
    if start is None:
        raise ValueError(f"{line['name']} {dict(keys)}: valid_from is missing")
    return Parameter(
        name=line["name"],
        keys=keys,
        value=_number(line["value"]),
        unit=line["unit"],
        source=line["source"],
        valid_from=start,
        valid_to=_day(line["valid_to"]),
        verified_on=_day(line["verified_on"]),
        verified=line["verified"] == "oui",
        note=line.get("note", ""),
    )


@cache
def every() -> tuple[Parameter, ...]:
    """All parameters of all packaged tables, in file order."""
    found = []
    for path in sorted(TABLES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            found += [_parameter(line) for line in csv.DictReader(handle)]
    return tuple(found)


@cache
def by_name() -> dict[str, dict[Keys, tuple[Parameter, ...]]]:
    """name → keys → the successive values, oldest first."""
    index: dict[str, dict[Keys, list[Parameter]]] = {}
    for one in every():
        index.setdefault(one.name, {}).setdefault(frozenset(one.keys), []).append(one)
    return {
        name: {keys: tuple(sorted(values, key=lambda p: p.valid_from)) for keys, values in of_name.items()}
        for name, of_name in index.items()
    }
