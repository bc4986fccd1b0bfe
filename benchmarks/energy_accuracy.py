"""How near the recorded outputs of real DPEs the energy engine comes, in both readings, beside the peer.

    python benchmarks/energy_accuracy.py [--write] [DOSSIER]

The recorded outputs are read here only, to compare. The folder is `shared/data/energy/dpe` by default.
"""

import argparse
import os
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from faitiere.engines.energy.climate import BUILDING_METHODS
from faitiere.engines.energy.derived import DERIVED_METHODS
from faitiere.engines.energy.dpe_file import DpeFile, read_many, recorded_outputs
from faitiere.engines.energy.engine import run

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "comprendre" / "energie-precision.md"
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
PEER = {
    "deperdition_enveloppe": (79.4, 83.5, 92.4),
    "ubat": (79.4, 81.1, 89.0),
    "besoin_ch": (72.2, 77.7, 89.7),
    "conso_ch": (62.5, 71.8, 84.5),
    "conso_ecs": (89.0, 89.0, 92.4),
    "conso_totale_auxiliaire": (45.0, 49.1, 54.6),
    "ep_conso_5_usages_m2": (57.7, 68.0, 81.1),
    "emission_ges_5_usages_m2": (65.3, 69.8, 79.0),
    "cout_5_usages": (11.7, 16.2, 27.1),
}
PEER_INPUTS_ONLY = {"ep_conso_5_usages_m2": (27.1, 36.4, 49.1)}
PEER_CLASS = 88.0
READINGS = {
    "recorded": "avec les caractéristiques enregistrées",
    "inputs-only": "à partir des seules saisies",
}


def folder_of(argument: str | None) -> Path:
    """The folder named, else the shared one."""
    if argument:
        return Path(argument)
    return Path(os.environ.get("FAITIERE_SHARED") or ROOT.parent / "shared") / "data" / "energy" / "dpe"


def load(folder: Path):
    """Columns of the readable files, and the recorded outputs of each, in the same order."""
    paths = sorted(p for p in folder.rglob("*") if p.name.endswith((".xml", ".xml.gz")))
    files = [(path.name, path.read_bytes()) for path in paths]
    columns, answers = read_many(files)
    outputs = [recorded_outputs(data) for (_, data), a in zip(files, answers, strict=True) if isinstance(a, DpeFile)]
    return columns, outputs


def errors(values, outputs: list[dict], path: str):
    """(n,) relative error; a missing recorded value gives NaN, which is left out."""
    recorded = np.array([o.get(path) if isinstance(o.get(path), float) else np.nan for o in outputs], float)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.abs(values - recorded) / np.abs(recorded)
    found = np.where(np.abs(values - recorded) < 1e-6, 0.0, found)
    return np.where(np.isnan(recorded), np.nan, np.where(np.isnan(found), np.inf, found))


def shares(found, chosen) -> list[float]:
    """Percentages within each tolerance, among the chosen dwellings that have a recorded value."""
    kept = found[chosen & ~np.isnan(found)]
    return [100 * float((kept <= tolerance).mean()) if len(kept) else float("nan") for tolerance in TOLERANCES]


def class_share(results, outputs: list[dict], chosen) -> float:
    """Percentage of the same class (the worse of energy and gases)."""
    paths = ("ep_conso/classe_bilan_dpe", "emission_ges/classe_emission_ges")
    worse = np.array([max(str(o.get(path, "")) for path in paths) for o in outputs])
    return 100 * float((results["classe"][chosen] == worse[chosen]).mean())


def peer_cells(reading: str, name: str) -> str:
    """The peer's shares at 1, 2 and 5 % on 291 files, or dots."""
    known = (PEER if reading == "recorded" else PEER_INPUTS_ONLY).get(name)
    return " / ".join(f"{share:.1f}" for share in known) if known else "…"


def table(reading: str, results, outputs: list[dict]) -> list[str]:
    """Markdown lines: shares of each output, all dwellings computed, and the class."""
    ok = results.status == "ok"
    lines = [
        f"## Lecture « {reading} » : {READINGS[reading]}",
        "",
        f"{int(ok.sum())} logements calculés sur {len(ok)} fichiers (les autres sont refusés, avec la raison).",
        "",
        "| sortie | 0,1 % | 1 % | 2 % | 5 % | Open3CL 1 / 2 / 5 % |",
        "|---|---|---|---|---|---|",
    ]
    for name, path in OUTPUTS.items():
        values = results.values.get(f"{name}_logiciel", results[name])
        cells = " | ".join(f"{share:.1f}" for share in shares(errors(values, outputs, path), ok))
        lines.append(f"| {name} | {cells} | {peer_cells(reading, name)} |")
    peer = f"{PEER_CLASS}" if reading == "recorded" else "…"
    lines += [
        "",
        f"Même classe (la plus mauvaise des deux) : {class_share(results, outputs, ok):.1f} % (pair : {peer} %).",
        "",
    ]
    return lines


def by_group(title: str, groups, results, outputs: list[dict]) -> list[str]:
    """Markdown lines: energy per m2 by software or by schema version."""
    ok = results.status == "ok"
    found = errors(results["ep_conso_5_usages_m2"], outputs, OUTPUTS["ep_conso_5_usages_m2"])
    lines = [
        f"### ep_conso_5_usages_m2 par {title}",
        "",
        f"| {title} | n | 0,1 % | 1 % | 2 % | 5 % |",
        "|---|---|---|---|---|---|",
    ]
    for group in sorted(set(groups[ok]), key=str):
        chosen = ok & (groups == group)
        cells = " | ".join(f"{share:.0f}" for share in shares(found, chosen))
        lines.append(f"| {group} | {int(chosen.sum())} | {cells} |")
    return [*lines, ""]


def plain_words(columns, reading: str, found, ok, outputs: list[dict]) -> list[str]:
    """Markdown: primary energy when refusals count as misses, and with the text of the method alone."""
    path = OUTPUTS["ep_conso_5_usages_m2"]
    literal = run(columns, reading=reading, compat="text")
    text = shares(errors(literal["ep_conso_5_usages_m2"], outputs, path), literal.status == "ok")
    everything = shares(np.where(ok, found, np.inf), np.ones(len(ok), bool))
    return [
        "| énergie primaire par m² | 0,1 % | 1 % | 2 % | 5 % |",
        "|---|---|---|---|---|",
        "| refus comptés comme écarts | " + " | ".join(f"{share:.1f}" for share in everything) + " |",
        "| texte seul | " + " | ".join(f"{share:.1f}" for share in text) + " |",
        "",
    ]


def buildings_too(columns, reading: str, outputs: list[dict]) -> list[str]:
    """Markdown: primary energy of whole buildings and of flats deduced from them, computed on demand."""
    results = run(columns, reading=reading)
    found = errors(results["ep_conso_5_usages_m2"], outputs, OUTPUTS["ep_conso_5_usages_m2"])
    method = columns.dwelling["enum_methode_application_dpe_log_id"]
    groups = {
        "immeubles entiers": np.isin(method, BUILDING_METHODS),
        "appartements déduits de l'immeuble": np.isin(method, DERIVED_METHODS),
        "tous les fichiers": np.ones(len(method), bool),
    }
    lines = ["| à la demande (`--immeubles`) | n | 0,1 % | 1 % | 2 % | 5 % |", "|---|---|---|---|---|---|"]
    for words, chosen in groups.items():
        cells = " | ".join(f"{share:.1f}" for share in shares(found, chosen))
        lines.append(f"| {words} | {int(chosen.sum())} | {cells} |")
    return [*lines, ""]


HEAD = """# Précision du moteur énergétique

Page produite par `benchmarks/energy_accuracy.py --write` sur les DPE réels du dossier partagé. Parts des logements
(en %) dont le résultat est à moins de 0,1, 1, 2 et 5 % de la sortie enregistrée par le logiciel certifié. Les sorties
enregistrées ne servent qu'à comparer : aucune n'entre dans le calcul.

« recorded » lit les caractéristiques écrites pour chaque composant (U, b, k, Sw, masques, puissances, rendements) ;
« inputs-only » ne lit que ce que le diagnostiqueur a saisi. Les chiffres du pair (Open3CL, 291 fichiers, dont des
immeubles) sont ceux qu'il obtient avec les valeurs intermédiaires enregistrées, puis sans elles.
Les écarts propres à chaque logiciel (`tables/ecarts_logiciels.csv`) ont été établis sur ces mêmes fichiers : la ligne
« texte seul » donne le résultat sans eux, ce qui borne l'effet de cet ajustement.
Le résultat n'est pas un DPE : seul un logiciel certifié en établit.
"""


def main() -> int:
    """Print the tables; write the page on demand; 0 when better than the peer within 5 % in both readings."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    folder = folder_of(args.folder)
    if not folder.is_dir():
        print(f"absent: {folder}")
        return 0
    columns, outputs = load(folder)
    lines, ratios = [HEAD], []
    for reading in READINGS:
        results = run(columns, reading=reading)
        lines += table(reading, results, outputs)
        lines += by_group("logiciel", columns.dwelling["software"].astype(str), results, outputs)
        lines += by_group("schéma", columns.dwelling["schema_version"].astype(str), results, outputs)
        found = errors(results["ep_conso_5_usages_m2"], outputs, OUTPUTS["ep_conso_5_usages_m2"])
        ours = shares(found, results.status == "ok")[-1]
        peer = (PEER if reading == "recorded" else PEER_INPUTS_ONLY)["ep_conso_5_usages_m2"][-1]
        ratios.append(ours / peer)
        lines.append(
            f"Énergie primaire à 5 % : {ours:.1f} % contre {peer:.1f} % pour le pair, rapport {ours / peer:.2f}.\n"
        )
        lines += buildings_too(columns, reading, outputs)
        lines += plain_words(columns, reading, found, results.status == "ok", outputs)
    print("\n".join(lines))
    if args.write:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text("\n".join(lines), encoding="utf-8")
    return 0 if min(ratios) >= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
