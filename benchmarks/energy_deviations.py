"""What each documented deviation of a software moves: the evidence behind `tables/ecarts_logiciels.csv`.

    python benchmarks/energy_deviations.py [--write] [DOSSIER]

Each line is taken out in turn and the recorded outputs compared again, in both readings. `--write` notes in the table
the number of files moved, brought nearer and put farther, and writes the page. Fails when a line rests on fewer than
three files.
"""

import argparse
import csv
import datetime
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.energy_accuracy import READINGS, ROOT, folder_of
from faitiere.engines.energy import switches
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.tables import FOLDER, table
from faitiere.engines.energy.tests.conformity import OUTPUTS, Corpus, error_of, load

TABLE = FOLDER / "ecarts_logiciels.csv"
PAGE = ROOT / "docs" / "comprendre" / "energie-ecarts.md"
ENOUGH = 3
MOVED = 1e-4
HEAD = """# Écarts propres aux logiciels

Page produite par `benchmarks/energy_deviations.py --write`. Les logiciels certifiés s'écartent parfois de la lettre de
l'annexe, ou enregistrent un résultat autrement. Ces écarts sont **ajustés** : constatés sur les DPE réels du dossier
partagé, jamais lus dans un texte. `--compat certified` (par défaut) les suit, `--compat text` n'en suit aucun.

Une ligne n'est gardée que si elle rapproche au moins trois DPE ; un logiciel dont nous n'avons qu'un ou deux DPE n'est
pas ajusté. « * » vaut pour tous les logiciels ; le préfixe le plus long l'emporte. « déplacés » : DPE dont une sortie
change quand on retire la ligne, dans l'une des lectures ; « rapprochés » et « éloignés » : de la sortie enregistrée (un
même DPE peut compter dans les deux, selon la sortie).

| écart | logiciel | appliqué | déplacés | rapprochés | éloignés | ce qui change |
|---|---|---|---|---|---|---|
"""


def without(rows: dict, index: int) -> dict:
    """The table but one line."""
    return {name: np.delete(values, index) for name, values in rows.items()}


def forget() -> None:
    """Drop what the engine remembers of the table."""
    switches._rules.cache_clear()
    switches._follows.cache_clear()


def gaps(corpus: Corpus, rows: dict) -> np.ndarray:
    """(readings, outputs, n) relative errors with these lines of the table."""
    kept, switches.table = switches.table, lambda name: rows if name == "ecarts_logiciels" else table(name)
    forget()
    try:
        results = [run(corpus.columns, reading=reading) for reading in READINGS]
    finally:
        switches.table = kept
        forget()
    return np.array([[error_of(name, one, corpus.outputs) for name in OUTPUTS] for one in results])


def evidence(corpus: Corpus) -> list[tuple[int, int, int]]:
    """By line of the table: dwellings moved, nearer with it, farther with it."""
    rows = {name: np.asarray(values) for name, values in table("ecarts_logiciels").items()}
    base, found = gaps(corpus, rows), []
    for index in range(len(rows["switch"])):
        with np.errstate(invalid="ignore"):
            change = np.nan_to_num(gaps(corpus, without(rows, index)) - base)
        nearer, farther = ((sign * change > MOVED).any(axis=(0, 1)) for sign in (1, -1))
        found.append((int((nearer | farther).sum()), int(nearer.sum()), int(farther.sum())))
    return found


def noted(found: list[tuple[int, int, int]]) -> list[dict[str, str]]:
    """Lines of the table with their evidence."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    for row, numbers in zip(rows, found, strict=True):
        told = dict(zip(("files", "nearer", "farther"), map(str, numbers), strict=True))
        if any(row[name] != value for name, value in told.items()):
            row |= told | {"measured": today}
    return rows


def page(rows: list[dict[str, str]]) -> str:
    """The page in Markdown."""
    lines = []
    for row in rows:
        schema = f" (schéma {row['schema_from']}–{row['schema_to']})" if row["schema_from"] else ""
        cells = (row["switch"], f"{row['software']}{schema}", "oui" if row["applies"] == "1" else "non")
        lines.append(f"| {' | '.join((*cells, row['files'], row['nearer'], row['farther'], row['description']))} |")
    return HEAD + "\n".join(lines) + "\n"


def main() -> int:
    """Print the page; write it and the table on demand; 0 when every line rests on enough files."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    folder = folder_of(args.folder)
    if not folder.is_dir():
        print(f"absent: {folder}")
        return 0
    rows = noted(evidence(load(folder)))
    print(page(rows))
    if args.write:
        PAGE.write_text(page(rows), encoding="utf-8")
        with TABLE.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    weak = [row["switch"] for row in rows if int(row["nearer"]) < ENOUGH or int(row["nearer"]) <= int(row["farther"])]
    print("weak:", ", ".join(weak) or "none")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
