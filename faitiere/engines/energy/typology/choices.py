"""Words of the questionnaire and what each choice means in columns (choix.csv, champs.csv)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
# Several questions share one list of choices.
SAME_LIST = {
    "wall_insulated": "insulated",
    "roof_insulated": "insulated",
    "floor_insulated": "insulated",
    "stove": "heating",
}
STOVES = ("poele_granules", "poele_buches")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list: its code, its label, and the columns or settings it stands for."""

    code: str
    label: str
    settings: dict[str, float]


class UnknownAnswer(ValueError):
    """An answer that is not in the list, or not plausible; the message is for the screen."""


def lines(name: str) -> list[dict[str, str]]:
    """The lines of one of the tables beside this module."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@cache
def _lists() -> dict[str, dict[str, Choice]]:
    found: dict[str, dict[str, Choice]] = {}
    for line in lines("choix.csv"):
        pairs = (part.split("=") for part in line["reglages"].split(";") if part)
        settings = {key: float(value) for key, value in pairs}
        found.setdefault(line["champ"], {})[line["code"]] = Choice(line["code"], line["libelle"], settings)
    return found


def choices(field: str) -> dict[str, Choice]:
    """code → Choice for a question with a list; empty for a number."""
    listed = _lists().get(SAME_LIST.get(field, field), {})
    if field == "stove":
        return {code: choice for code, choice in listed.items() if code in STOVES}
    return listed


@cache
def labels() -> dict[str, str]:
    """field → French label of the question."""
    return {line["champ"]: line["libelle"] for line in lines("champs.csv")}


@cache
def units() -> dict[str, str]:
    """field → unit of the answer, empty when it has none."""
    return {line["champ"]: line["unite"] for line in lines("champs.csv")}


@cache
def period_labels() -> dict[int, str]:
    """enum_periode_construction_id → years, in French."""
    mine = (line for line in lines("libelles.csv") if line["liste"] == "periode_construction")
    return {int(line["id"]): line["libelle"] for line in mine}


def settings(field: str, code: str) -> dict[str, float]:
    """Columns and settings of one choice."""
    return choices(field)[code].settings


def ids(field: str, code: str) -> dict[str, float]:
    """Only the ADEME columns of one choice."""
    return {key: value for key, value in settings(field, code).items() if "_" in key and key != "lourd"}


@cache
def ratio(name: str) -> float:
    """A documented ratio of ratios.csv."""
    return float(next(line["valeur"] for line in lines("ratios.csv") if line["nom"] == name))


@cache
def generator_line(code: str, year: float) -> dict[str, int | str]:
    """What a heating system of that year is (generateurs.csv): ids as int, −1 when empty."""
    line = next(
        line
        for line in lines("generateurs.csv")
        if line["code"] == code and int(line["annee_min"]) <= year <= int(line["annee_max"])
    )
    words = ("code", "role", "emetteur", "emetteur_par_defaut")
    return {key: text if key in words else int(text or -1) for key, text in line.items()}
