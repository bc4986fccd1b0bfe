"""The catalogue of works: what exists, its prices and the performance that aids ask for. Data only."""

import csv
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Work:
    """One work chosen: a code of the catalogue and what departs from its default performance.

    `parameters` may hold `share` (0 to 1, part of the surface done) and any key of the catalogue's defaults.
    """

    code: str
    parameters: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One line of catalogue.csv. `mpr` and `cee` are codes of the aids' tables, empty when there is no aid."""

    code: str
    libelle: str
    famille: str
    unite: str
    parametres: dict
    quantite: str
    mpr: str
    cee: str
    tva: float
    duree_vie_ans: int
    remplace: tuple[str, ...]
    interdit: tuple[str, ...]
    necessite: tuple[str, ...]
    phrase: str


@dataclass(frozen=True, slots=True)
class Price:
    """Euros excluding tax for one unit of a work, on a day. `verified` False: shown as to be confirmed."""

    code: str
    unite: str
    bas: float
    probable: float
    haut: float
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """The performance an aid asks for on a day: `parameter operateur valeur`, e.g. r >= 3.7 m².K/W."""

    code: str
    critere: str
    operateur: str
    valeur: float
    unite: str
    aides: tuple[str, ...]
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of a work's performance: words, unit and the bounds it must stay in (reglages.csv)."""

    key: str
    libelle: str
    unite: str
    low: float
    high: float
    whole: bool


class UnknownWork(ValueError):
    """A code or a parameter that the catalogue does not know; the message is for the screen."""


def _lines(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _value(text: str) -> float | str | None:
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        return text


@cache
def catalogue() -> dict[str, CatalogueEntry]:
    """code → entry, in the order of the file."""
    return {line["code"]: _entry(line) for line in _lines("catalogue.csv")}


def _entry(line: dict[str, str]) -> CatalogueEntry:
    read: dict[str, Any] = dict(line)
    pairs = (part.split("=", 1) for part in _several(line["parametres"]))
    read["parametres"] = {key: _value(text) for key, text in pairs}
    for column in ("remplace", "interdit", "necessite"):
        read[column] = _several(line[column])
    return CatalogueEntry(**read | {"tva": float(line["tva"]), "duree_vie_ans": int(line["duree_vie_ans"])})


@cache
def settings() -> dict[str, Setting]:
    """key → setting, for every numeric key of the catalogue."""
    return {
        line["cle"]: Setting(
            line["cle"],
            line["libelle"],
            line["unite"],
            float(line["mini"]),
            float(line["maxi"]),
            line["entier"] == "oui",
        )
        for line in _lines("reglages.csv")
    }


def entry(code: str) -> CatalogueEntry:
    """One entry; UnknownWork with a French sentence if the code is not in the catalogue."""
    found = catalogue().get(code)
    if found is None:
        raise UnknownWork(f"Les travaux « {code} » ne sont pas au catalogue.")
    return found


def parameters(work: Work) -> dict:
    """Default performance of the work with what the caller changed; UnknownWork on an unknown key."""
    known = entry(work.code)
    allowed = {"share": 1.0} | known.parametres
    unknown = sorted(set(work.parameters) - set(allowed))
    if unknown:
        raise UnknownWork(f"« {known.libelle} » n'a pas de réglage « {unknown[0]} ». Réglages : {', '.join(allowed)}.")
    chosen = allowed | {key: value for key, value in work.parameters.items() if value is not None}
    _check(known, chosen)
    return chosen


def _check(known: CatalogueEntry, chosen: dict) -> None:
    if not _between(chosen["share"], 0, 1) or chosen["share"] == 0:
        raise UnknownWork(f"« {known.libelle} » : la part réalisée va de 0 à 1 (0,8 pour 80 %).")
    for key, value in chosen.items():
        setting = settings().get(key)
        if setting is None or value is None:
            continue
        whole = not setting.whole or (isinstance(value, int | float) and float(value).is_integer())
        if not _between(value, setting.low, setting.high) or not whole:
            kind = "un nombre entier" if setting.whole else "un nombre"
            bounds = f"entre {setting.low:g} et {setting.high:g}".replace(".", ",")
            raise UnknownWork(f"« {known.libelle} » : « {setting.libelle} » doit être {kind} {bounds}.")


def _between(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _in_force(line: dict[str, str], on: date) -> bool:
    first, last = line["valid_from"], line["valid_to"]
    return date.fromisoformat(first) <= on and (not last or on <= date.fromisoformat(last))


def price(code: str, on: date) -> Price | None:
    """Price range of a work on a day, None when no line is in force."""
    for line in _lines_of("prix.csv", entry(code).code):
        if _in_force(line, on):
            return Price(
                code=code,
                unite=line["unite"],
                bas=float(line["prix_bas"]),
                probable=float(line["prix_probable"]),
                haut=float(line["prix_haut"]),
                source=line["source"],
                verified=line["verified"] == "true",
            )
    return None


def conditions(code: str, on: date) -> list[Condition]:
    """Performance that aids ask for on a day, empty when nothing is known."""
    return [
        Condition(
            code,
            line["critere"],
            line["operateur"],
            float(line["valeur"]),
            line["unite"],
            _several(line["aide"]),
            line["source"],
            line["verified"] == "true",
        )
        for line in _lines_of("conditions.csv", entry(code).code)
        if _in_force(line, on)
    ]


def meets(work: Work, condition: Condition) -> bool | None:
    """Whether the work's performance satisfies a condition; None when the performance is not known."""
    value = parameters(work).get(condition.critere)
    if value is None:
        return None
    return value >= condition.valeur if condition.operateur == ">=" else value <= condition.valeur


@cache
def _by_code(name: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for line in _lines(name):
        found.setdefault(line["code"], []).append(line)
    return found


def _lines_of(name: str, code: str) -> list[dict[str, str]]:
    return _by_code(name).get(code, [])


@cache
def hypothesis(name: str) -> float:
    """A documented figure of hypotheses.csv."""
    return float(next(line["valeur"] for line in _lines("hypotheses.csv") if line["nom"] == name))


@cache
def generator(code: str) -> dict[str, int | str]:
    """What a heating work installs (generateurs.csv): ids as int (−1 when empty), words as text."""
    line = next(line for line in _lines("generateurs.csv") if line["code"] == code)
    words = ("code", "role", "emetteur")
    return {key: text if key in words else int(text or -1) for key, text in line.items()}
