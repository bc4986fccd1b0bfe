"""What ten plain answers are worth: real DPEs reduced to them, and how often their class lies in the range shown.

    python benchmarks/energy_range.py [--write] [--calibrate] [DOSSIER]

Distributions and errors are learnt on four fifths of the files and measured on the last one, five times over, so that
no file is judged by what it taught. `--calibrate` writes both tables from all files.
"""

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.dpe_answers import answers_of
from benchmarks.energy_accuracy import ROOT, folder_of
from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.tests.conformity import load
from faitiere.engines.energy.typology.answers import Answers
from faitiere.engines.energy.typology.describe import describe
from faitiere.engines.energy.typology.range import DRAWN, Line, Spread, draws, range_of

TYPOLOGY = ROOT / "faitiere/engines/energy/typology"
PAGE = ROOT / "docs/comprendre/energie-fourchette.md"
TEN = (
    *("kind", "zone", "altitude", "area", "period", "levels", "attached_sides", "storey", "wall_material"),
    *("wall_insulated", "roof", "roof_insulated", "glazing", "heating", "hot_water", "ventilation"),
)
FEW = ("kind", "zone", "altitude", "area", "period", "heating")
LABELS = ("ep_conso/classe_bilan_dpe", "emission_ges/classe_emission_ges")
FOLDS = 5
PERIODS = ((1, 1), (2, 2), (3, 4), (5, 6), (7, 8), (9, 10))
PRIOR = 3.0  # files' worth of the kind's own shares added to each period
AFTER = {"hot_water": "heating", "heating_year": "heating", "thermostat": "heating", "roof": "storey",
         "floor": "storey", "roof_insulated": "roof", "floor_insulated": "floor"}  # fmt: skip
LETTERS = "ABCDEFG"
DECILES = 2.563  # deviations between the first and the last decile of a normal law
SMALLEST = 0.05


def reduced(truth: dict, kept: tuple[str, ...]) -> Answers:
    """The answers of a file, those of `kept` alone; an unknown insulation stays unknown."""
    return Answers(**{key: value for key, value in truth.items() if key in kept and value not in (None, "inconnue")})


def _value(truth: dict, field: str) -> str | None:
    value = truth.get(field)
    if value is None:
        return None
    if field == "height":
        return f"{round(value * 5) / 5:g}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def learnt(truths: list[dict]) -> list[Line]:
    """How often each answer is met by kind and period, and after the answer it follows; smoothed by the kind."""
    found = []
    for kind in ("maison", "appartement"):
        mine = [one for one in truths if one["kind"] == kind]
        periods = Counter(str(one["period"]) for one in mine)
        found += [Line("period", kind, 0, 0, "", value, float(n)) for value, n in periods.items()]
        for field in DRAWN:
            overall = Counter(value for one in mine if (value := _value(one, field)) is not None)
            total = sum(overall.values()) or 1
            for first, last in PERIODS:
                here = Counter(_value(one, field) for one in mine if first <= one["period"] <= last)
                found += [
                    Line(field, kind, first, last, "", value, here[value] + PRIOR * n / total)
                    for value, n in overall.items()
                ]
            found += _following(mine, kind, field)
    return found


def _following(mine: list[dict], kind: str, field: str) -> list[Line]:
    """The same after the answer a field depends on, whatever the period."""
    if field not in AFTER:
        return []
    pairs = Counter((str(one.get(AFTER[field])), _value(one, field)) for one in mine if one.get(AFTER[field]))
    return [Line(field, kind, 1, 10, after, value, float(n)) for (after, value), n in pairs.items() if value]


def central(truth: dict, table: list[Line], day) -> tuple[float, float]:
    """(median, variance) of log(kWhEP/m²) over the draws, all ten answers known, before the error."""
    drawn = draws(reduced(truth, TEN), table=table, count=24)
    columns = Columns.concat([describe(one, on=day).columns for one in drawn])
    found = run(columns, reading="inputs-only", keep=("ep_conso_5_usages_m2",))["ep_conso_5_usages_m2"]
    logs = np.log(found[found > 0])
    return float(np.median(logs)), float(np.var(logs))


def errors(truths: list[dict], recorded: list[dict], table: list[Line]) -> dict[str, Spread]:
    """Bias and deviation of log(recorded / computed), by kind, robust to a few odd files.

    The deviation is what the draws do not already spread.
    """
    found = {}
    for kind in ("maison", "appartement"):
        mine = [(truth, one) for truth, one in zip(truths, recorded, strict=True) if truth["kind"] == kind]
        got = np.array([central(truth, table, one["day"]) for truth, one in mine])
        logs = np.log([one["ep"] for _, one in mine]) - got[:, 0]
        low, middle, high = np.nanpercentile(logs, (10, 50, 90))
        own = ((high - low) / DECILES) ** 2 - np.median(got[:, 1])
        found[kind] = Spread(round(float(middle), 3), round(float(max(own, SMALLEST**2) ** 0.5), 3))
    return found


def measured(truths, recorded, kept) -> list[dict]:
    """One line a file, judged by tables learnt on the other folds."""
    folds = np.random.default_rng(1).permutation(len(truths)) % FOLDS
    found = []
    for fold in range(FOLDS):
        mine = [i for i in range(len(truths)) if folds[i] != fold]
        table = learnt([truths[i] for i in mine])
        spread = errors([truths[i] for i in mine], [recorded[i] for i in mine], table)
        for i in np.flatnonzero(folds == fold):
            got = range_of(reduced(truths[i], kept), on=recorded[i]["day"], table=table, errors=spread)
            place = LETTERS.index(recorded[i]["class"])
            found.append(
                {
                    "kind": truths[i]["kind"],
                    "inside": LETTERS.index(got.low) <= place <= LETTERS.index(got.high),
                    "right": got.likely == recorded[i]["class"],
                    "near": abs(LETTERS.index(got.likely) - place) <= 1,
                    "width": LETTERS.index(got.high) - LETTERS.index(got.low) + 1,
                    "sure": got.probabilities[recorded[i]["class"]],
                }
            )
    return found


def rows(title: str, found: list[dict]) -> list[str]:
    """Markdown lines by kind."""
    lines = []
    for kind, words in (("maison", "maisons"), ("appartement", "appartements"), (None, "tous")):
        mine = [one for one in found if kind in (None, one["kind"])]
        shares = (100 * np.mean([one[key] for one in mine]) for key in ("inside", "right", "near", "sure"))
        cells = " | ".join(f"{share:.0f} %" for share in shares)
        lines.append(f"| {title}, {words} | {len(mine)} | {cells} | {np.mean([one['width'] for one in mine]):.1f} |")
    return lines


def write_tables(truths, recorded) -> None:
    """distributions.csv and ecarts.csv from all files."""
    table = learnt(truths)
    source = f"Fréquences relevées sur {len(truths)} DPE réels (2021-2025), lissées par type de logement"
    with (TYPOLOGY / "distributions.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(
            ["champ", "kind", "periode_min", "periode_max", "apres", "valeur", "poids", "source", "verified"]
        )
        for one in table:
            weight = f"{one.weight:.3g}"
            writer.writerow([one.field, one.kind, one.first, one.last, one.after, one.value, weight, source, "true"])
    spread = errors(truths, recorded, table)
    with (TYPOLOGY / "ecarts.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["kind", "biais", "ecart_type", "source", "verified"])
        for kind, one in spread.items():
            n = sum(truth["kind"] == kind for truth in truths)
            words = f"log(kWhEP/m² enregistré / calculé) sur {n} DPE réels : ajusté, médiane et déciles"
            writer.writerow([kind, one.bias, one.deviation, words, "true"])


HEAD = """# Ce que valent quelques réponses

Page produite par `benchmarks/energy_range.py --write` : {n} DPE réels de logements, réduits à ce qu'un ménage peut
dire. Les fréquences et l'erreur sont apprises sur quatre cinquièmes des fichiers et mesurées sur le dernier, cinq
fois : aucun fichier n'est jugé par ce qu'il a appris. Ces fichiers ne disent rien d'autres régions que les leurs.

| réponses | n | classe dans la fourchette à 80 % | classe la plus probable juste | juste ou voisine | \
probabilité donnée à la vraie classe | largeur (classes) |
|---|---|---|---|---|---|---|
"""


def main() -> int:
    """Print the table; 0 when the range holds between 70 % and 95 % of the recorded classes with ten answers."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--calibrate", action="store_true")
    args = parser.parse_args()
    folder = folder_of(args.folder)
    if not folder.is_dir():
        print(f"absent: {folder}")
        return 0
    corpus = load(folder)
    columns, outputs = corpus.columns, corpus.outputs
    truths, recorded = [], []
    for row, output in enumerate(outputs):
        truth = answers_of(columns.take([row]))
        label = max(str(output.get(path, "")) for path in LABELS)
        energy = output.get("ep_conso/ep_conso_5_usages_m2")
        if truth and label and label in LETTERS and isinstance(energy, float) and energy > 0:
            truths.append(truth)
            day = columns.dwelling["date"][row].astype("datetime64[D]").item()
            recorded.append({"class": label, "ep": energy, "day": day})
    if args.calibrate:
        write_tables(truths, recorded)
    ten = measured(truths, recorded, TEN)
    few = measured(truths, recorded, FEW)
    page = (
        HEAD.format(n=len(truths))
        + "\n".join(rows("dix réponses", ten) + rows("type, commune, surface, époque et chauffage", few))
        + "\n"
    )
    print(page)
    if args.write:
        PAGE.write_text(page, encoding="utf-8")
    return 0 if 0.70 <= np.mean([one["inside"] for one in ten]) <= 0.95 else 1


if __name__ == "__main__":
    sys.exit(main())
