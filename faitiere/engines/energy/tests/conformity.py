"""Shares of real DPEs near their recorded outputs, and the thresholds they must keep: `conformity.csv`.

The thresholds only rise: `benchmarks/energy_accuracy.py --write` raises them to what is measured, never lowers them.
The recorded outputs are read here only, to compare.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..climate import is_building
from ..columns import Columns
from ..derived import is_derived
from ..dpe_file import DpeFile, read_many, recorded_outputs
from ..engine import Results, run
from ..options import READINGS

THRESHOLDS = Path(__file__).with_name("conformity.csv")
TOLERANCES = (0.001, 0.01, 0.02, 0.05)
OUTPUTS = {
    "deperdition_enveloppe": "deperdition/deperdition_enveloppe",
    "ubat": "qualite_isolation/ubat",
    "besoin_ch": "apport_et_besoin/besoin_ch",
    "conso_ch": "ef_conso/conso_ch",
    "conso_ecs": "ef_conso/conso_ecs",
    "conso_totale_auxiliaire": "ef_conso/conso_totale_auxiliaire",
    "ep_conso_5_usages_m2": "ep_conso/ep_conso_5_usages_m2",
    "emission_ges_5_usages_m2": "emission_ges/emission_ges_5_usages_m2",
    "cout_5_usages": "cout/cout_5_usages",
}
CLASSES = ("ep_conso/classe_bilan_dpe", "emission_ges/classe_emission_ges")
HOMES, BUILDINGS, DERIVED, ALL = "maisons et appartements", "immeubles entiers", "appartements déduits", "tous"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Readable files of a folder, in columns, with the outputs recorded in each."""

    columns: Columns
    outputs: tuple[dict, ...]
    refused: int


def load(folder: Path) -> Corpus:
    """Every `.xml` and `.xml.gz` below the folder."""
    paths = sorted(p for p in folder.rglob("*") if p.name.endswith((".xml", ".xml.gz")))
    files = [(path.name, path.read_bytes()) for path in paths]
    columns, answers = read_many(files)
    read = [isinstance(answer, DpeFile) for answer in answers]
    outputs = tuple(recorded_outputs(data) for (_, data), good in zip(files, read, strict=True) if good)
    return Corpus(columns, outputs, len(files) - len(outputs))


def errors(values: NDArray, outputs: Sequence[dict], path: str) -> NDArray:
    """(n,) relative error; a missing recorded value gives NaN, which is left out."""
    recorded = np.array([o.get(path) if isinstance(o.get(path), float) else np.nan for o in outputs], float)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.abs(values - recorded) / np.abs(recorded)
    found = np.where(np.abs(values - recorded) < 1e-6, 0.0, found)
    return np.where(np.isnan(recorded), np.nan, np.where(np.isnan(found), np.inf, found))


def error_of(name: str, results: Results, outputs: Sequence[dict]) -> NDArray:
    """(n,) relative error of an output; infinite where the dwelling is refused."""
    found = errors(results.values.get(f"{name}_logiciel", results[name]), outputs, OUTPUTS[name])
    return np.where(results.status == "refused", np.inf, found)


def shares(found: NDArray, chosen: NDArray) -> list[float]:
    """Percentages within each tolerance, among the chosen dwellings that have a recorded value."""
    kept = found[chosen & ~np.isnan(found)]
    return [100 * float((kept <= tolerance).mean()) if len(kept) else float("nan") for tolerance in TOLERANCES]


def same_class(results: Results, outputs: Sequence[dict]) -> NDArray:
    """(n,) bool: the same class as recorded (the worse of energy and gases)."""
    worse = np.array([max(str(o.get(path, "")) for path in CLASSES) for o in outputs])
    return (results["classe"] == worse) & (results.status != "refused")


def groups(columns: Columns) -> dict[str, NDArray]:
    """(n,) bool by kind of dwelling."""
    building, derived = is_building(columns), is_derived(columns)
    return {HOMES: ~building & ~derived, BUILDINGS: building, DERIVED: derived, ALL: np.ones(columns.n, bool)}


def measures(corpus: Corpus) -> dict[tuple[str, str, str, str], float]:
    """Percentage by (reading, group, output, tolerance in %); the class and the share computed have no tolerance."""
    found, chosen = {}, groups(corpus.columns)
    for reading in READINGS:
        results = run(corpus.columns, reading=reading)
        missed = {name: error_of(name, results, corpus.outputs) for name in OUTPUTS}
        equal, computed = same_class(results, corpus.outputs), results.status != "refused"
        for group, which in chosen.items():
            found[reading, group, "classe", ""] = 100 * float(equal[which].mean())
            found[reading, group, "calcul", ""] = 100 * float(computed[which].mean())
            for name, error in missed.items():
                for tolerance, share in zip(TOLERANCES, shares(error, which), strict=True):
                    found[reading, group, name, f"{100 * tolerance:g}"] = share
    return found


def thresholds() -> list[dict[str, str]]:
    """Rows of the file: reading, group, output, tolerance (%), target (% asked, or empty), threshold (%)."""
    with THRESHOLDS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def key_of(row: dict[str, str]) -> tuple[str, str, str, str]:
    """The key of a row in `measures`."""
    return row["reading"], row["group"], row["output"], row["tolerance"]


def raise_thresholds(measured: dict[tuple[str, str, str, str], float]) -> None:
    """Write each threshold at the larger of what it was and what is measured, to a tenth."""
    rows = thresholds()
    for row in rows:
        row["threshold"] = f"{max(float(row['threshold'] or 0), floor(10 * measured[key_of(row)]) / 10):.1f}"
    with THRESHOLDS.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
