"""Questions put to the tables: what is worth what, on which day, and who checked it."""

from collections.abc import Sequence
from datetime import date
from itertools import product

import numpy as np

from .store import NoValue, Parameter, by_name, every, kept


def _history(name: str, keys: dict[str, str]) -> tuple[Parameter, ...]:
    of_name = by_name().get(name)
    if of_name is None:
        raise NoValue(f"Le paramètre « {name} » n'existe pas dans les tables.")
    return of_name.get(frozenset((k, str(v)) for k, v in keys.items()), ())


def _sentence(name: str, on: date, *, keys: dict[str, str], history: tuple[Parameter, ...]) -> str:
    what = name + (" (" + ", ".join(f"{k} = {v}" for k, v in sorted(keys.items())) + ")" if keys else "")
    if not history:
        return f"Aucune valeur de « {what} » dans les tables. Vérifiez le nom et les clés."
    spans = ", ".join(
        f"du {p.valid_from:%d/%m/%Y} " + (f"au {p.valid_to:%d/%m/%Y}" if p.valid_to else "à ce jour") for p in history
    )
    return f"Aucune valeur de « {what} » au {on:%d/%m/%Y}. Valeurs connues : {spans}."


def find(name: str, *, on: date, **keys: str) -> Parameter:
    """The parameter in force on a day; the most recently opened one if several are. Raises ``NoValue``."""
    found = _find(name, on, keys=tuple(keys.items()))
    if found is None:
        raise NoValue(_sentence(name, on, keys=keys, history=_history(name, keys)))
    return found


@kept(65_536)
def _find(name: str, on: date, *, keys: tuple[tuple[str, str], ...]) -> Parameter | None:
    covering = [p for p in _history(name, dict(keys)) if p.covers(on)]
    return covering[-1] if covering else None


def find_or_none(name: str, *, on: date, **keys: str) -> Parameter | None:
    """Like ``find``, None when nothing is in force: for windows of closure, which usually are absent."""
    return _find(name, on, keys=tuple(keys.items()))


def value(name: str, *, on: date, **keys: str) -> int | float | str:
    """The value in force on a day. Raises ``NoValue`` with a readable sentence.

    >>> value("eco_ptz_ceiling", on=date(2025, 12, 18), zone="metropole", works="deux_postes")
    25000
    """
    found = find(name, on=on, **keys)
    if found.value is None:
        raise NoValue(f"La valeur de « {name} » au {on:%d/%m/%Y} n'a pas été trouvée ({found.source}).")
    return found.value


def trusted(name: str, *, on: date, **keys: str) -> Parameter:
    """What to compute with on a day: the verified value in force, else the last verified one before it.

    A rule that ended without a successor stays ended (``NoValue``). When something newer is in force but
    nobody verified it, the last verified value is given back: its ``valid_to`` is then before ``on``, or
    the newer value is known to exist, and the caller must show the result as to be confirmed
    (see ``is_settled``).
    """
    found = _trusted(name, on, keys=tuple(keys.items()))
    if found is None:
        raise NoValue(_sentence(name, on, keys=keys, history=_history(name, keys)))
    return found


@kept(65_536)
def _trusted(name: str, on: date, *, keys: tuple[tuple[str, str], ...]) -> Parameter | None:
    history = _history(name, dict(keys))
    covering = [p for p in history if p.covers(on)]
    if not covering:
        return None
    checked = [p for p in history if p.verified and p.valid_from <= on and p.value is not None]
    known = checked or [p for p in covering if p.value is not None]
    return known[-1] if known else None


def is_settled(name: str, *, on: date, **keys: str) -> bool:
    """True when what is in force on that day is verified and nothing newer and unverified is known."""
    newest = find(name, on=on, **keys)
    return newest.verified and newest.value is not None


def in_force(on: date, name: str | None = None) -> list[Parameter]:
    """Every parameter in force on a day, for the page that lists the rules."""
    return list(_in_force(on, name))


@kept(4_096)
def _in_force(on: date, name: str | None) -> tuple[Parameter, ...]:
    return tuple(p for p in every() if p.covers(on) and (name is None or p.name == name))


@kept()
def last_verified(name: str | None = None) -> date:
    """The last day on which a value of the tables, or of one name in them, was checked against its source."""
    of_name = [p for p in every() if name is None or p.name == name]
    return max(p.verified_on for p in of_name if p.verified and p.verified_on)


def unverified(on: date) -> list[Parameter]:
    """What is in force on a day and that nobody could confirm."""
    return [p for p in in_force(on) if not p.verified]


def array(name: str, *, on: date, **axes: Sequence[str]) -> np.ndarray:
    """The trusted values on a day as a float array, one axis a key, in the order given.

    Each axis has one more place, at the end, holding NaN: the index -1 of an unknown code reads NaN.
    Absent combinations are NaN too. Dimensionless, or in the unit of the table.
    """
    shape = tuple(len(values) + 1 for values in axes.values())
    out = np.full(shape, np.nan)
    for place in product(*(range(len(v)) for v in axes.values())):
        keys = {k: axes[k][i] for k, i in zip(axes, place, strict=True) if axes[k][i] != ""}
        try:
            found = trusted(name, on=on, **keys)
        except NoValue:
            continue
        out[place] = found.value
    return out
