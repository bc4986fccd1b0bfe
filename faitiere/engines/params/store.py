"""Reading of the packaged tables: one ``Parameter`` a CSV line.

Everything is read and derived once, in memories that belong to an edition of the tables: the packaged one, or
for a rehearsal the same with candidate lines in it (see ``rehearsed``).
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Any, cast

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


def number_of(text: str) -> int | float | str | None:
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
        value=number_of(line["value"]),
        unit=line["unit"],
        source=line["source"],
        valid_from=start,
        valid_to=_day(line["valid_to"]),
        verified_on=_day(line["verified_on"]),
        verified=line["verified"] == "oui",
        note=line.get("note", ""),
    )


class Edition:
    """The packaged tables with candidate lines: one of the same name, keys and first day takes the place of the old.

    A candidate is read as if somebody had verified it: what is rehearsed is the day it is in force.
    """

    def __init__(self, lines: Sequence[Parameter]) -> None:
        taken = {(one.name, one.keys, one.valid_from) for one in lines}
        kept_lines = [one for one in packaged() if (one.name, one.keys, one.valid_from) not in taken]
        self.rows = (*kept_lines, *(replace(one, verified=True) for one in lines))
        self.memories: dict[Any, Any] = {}


_edition: ContextVar[Edition | None] = ContextVar("params_edition", default=None)


@contextmanager
def rehearsed(lines: Sequence[Parameter]) -> Iterator[None]:
    """Compute with candidate lines inside the block, in this thread only: nothing else sees them."""
    token = _edition.set(Edition(lines))
    try:
        yield
    finally:
        _edition.reset(token)


def kept[**P, R](maxsize: int | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Like ``functools.lru_cache``, with one memory an edition of the tables."""

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        usual = cast(Callable[P, R], lru_cache(maxsize)(function))

        @wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> R:
            edition = _edition.get()
            if edition is None:
                return usual(*args, **kwargs)
            if function not in edition.memories:
                edition.memories[function] = lru_cache(maxsize)(function)
            found: R = edition.memories[function](*args, **kwargs)
            return found

        return answer

    return declare


def every() -> tuple[Parameter, ...]:
    """All parameters in the edition of the block, the packaged one outside any rehearsal."""
    edition = _edition.get()
    return packaged() if edition is None else edition.rows


@cache
def packaged() -> tuple[Parameter, ...]:
    """All parameters of all packaged tables, in file order."""
    found = []
    for path in sorted(TABLES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            found += [_parameter(line) for line in csv.DictReader(handle)]
    return tuple(found)


@kept()
def by_name() -> dict[str, dict[Keys, tuple[Parameter, ...]]]:
    """name → keys → the successive values, oldest first."""
    index: dict[str, dict[Keys, list[Parameter]]] = {}
    for one in every():
        index.setdefault(one.name, {}).setdefault(frozenset(one.keys), []).append(one)
    return {
        name: {keys: tuple(sorted(values, key=lambda p: p.valid_from)) for keys, values in of_name.items()}
        for name, of_name in index.items()
    }
