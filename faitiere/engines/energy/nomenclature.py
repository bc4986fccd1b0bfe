"""The nomenclature of the engine as a page: what it reads (inputs.csv, symbols.csv), what it finds (results.csv)."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .columns import Columns, inputs
from .engine import run

FOLDER = Path(__file__).parent
HEAD = """# Nomenclature du moteur d'énergie

Page écrite par `tools/nomenclature`. Ce qui est lu porte le nom du XML de l'ADEME, ce qui est calculé celui de sa
partie `sortie` quand elle en a un. « § » renvoie à l'annexe 1 de l'arrêté du 31 mars 2021 ; `n` est le nombre de
logements.

# Grandeurs lues

Origine : `entree`, saisie du DPE ; `recorded`, valeur intermédiaire inscrite, lue seulement si l'auditeur l'a saisie
ou en lecture « recorded » ; `derived`, déduite à la lecture. Une colonne a autant de valeurs que sa table a de lignes.
"""
FOUND = """
# Grandeurs calculées

Une valeur par logement `(n,)`, par mois `(n, 12)` ou par énergie `(n, 16)` ; pour un composant, une par ligne de sa
table.

| nom | symbole | unité | forme | § | description |
|---|---|---|---|---|---|"""
COMPONENTS = ("wall", "floor", "roof", "bay", "door", "bridge")


def _lines(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def results() -> dict[str, dict[str, str]]:
    """name → line of results.csv: symbol, unit, section of the annexe, description."""
    return {line["name"]: line for line in _lines("results.csv")}


@cache
def _symbols() -> dict[tuple[str, str], tuple[str, str]]:
    return {(line["table"], line["column"]): (line["symbol"], line["section"]) for line in _lines("symbols.csv")}


def symbol_of(table: str, column: str) -> tuple[str, str]:
    """(symbol, § of the annexe) of an input; the section of its table when nothing closer is known."""
    listed = _symbols()
    return listed.get((table, column)) or listed.get(("*", column)) or listed[table, "*"]


def shape_of(name: str, values: NDArray) -> str:
    """ "(n,)", "(n, 12)", or "(wall,)" for one value a row of a table."""
    table = name.split("_", maxsplit=1)[0]
    first = table if table in COMPONENTS else "n"
    return f"({first}, {values.shape[1]})" if values.ndim == 2 else f"({first},)"


def page(homes: Columns) -> str:
    """The page; `homes`: any dwellings that can be computed, whose results give the shapes."""
    lines = [HEAD]
    for table, listed in inputs().items():
        lines += [
            f"## {table}",
            "",
            "| nom | symbole | unité | § | origine | description |",
            "|---|---|---|---|---|---|",
        ]
        for column, entry in listed.items():
            symbol, section = symbol_of(table, column)
            cells = (f"`{column}`", symbol, entry.unit, section, entry.reading, entry.description)
            lines.append("| " + " | ".join(cells) + " |")
        lines.append("")
    lines[-1:] = [FOUND]
    found = run(homes)
    for name, values in (found.values | found.rows).items():
        known = results().get(name, {"symbol": "", "unit": "", "section": "", "description": ""})
        shape = shape_of(name, np.asarray(values))
        told = (known["symbol"], known["unit"], shape, known["section"], known["description"])
        lines.append(f"| `{name}` | " + " | ".join(told) + " |")
    return "\n".join(lines) + "\n"
