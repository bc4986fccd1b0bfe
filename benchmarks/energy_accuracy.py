"""How near the recorded outputs of real DPEs the energy engine comes, in both readings, beside the peer.

    python benchmarks/energy_accuracy.py [--write] [DOSSIER]

The recorded outputs are read here only, to compare. The folder is `shared/data/energy/dpe` by default. `--write`
writes the page and raises the thresholds of `faitiere/engines/energy/tests/conformity.csv`.
"""

import argparse
import csv
import os
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from faitiere.engines.energy.engine import Results, run
from faitiere.engines.energy.tests.conformity import (
    HOMES,
    OUTPUTS,
    TOLERANCES,
    Corpus,
    error_of,
    groups,
    key_of,
    load,
    measures,
    raise_thresholds,
    same_class,
    shares,
    thresholds,
)

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "comprendre" / "energie-precision.md"
REVIEWED = Path(__file__).with_name("energy_disagreements.csv")
VERDICTS = {"nous": "le nôtre est faux", "fichier": "le fichier est faux", "texte": "texte ambigu"}
PRIMARY = "ep_conso_5_usages_m2"
FAR = 0.05
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


def percents(values: list[float]) -> str:
    """Cells of a Markdown row."""
    return " | ".join("…" if np.isnan(value) else f"{value:.1f}" for value in values)


def peer_cells(reading: str, name: str) -> str:
    """The peer's shares at 1, 2 and 5 % on 291 files, or dots."""
    known = (PEER if reading == "recorded" else PEER_INPUTS_ONLY).get(name)
    return " / ".join(f"{share:.1f}" for share in known) if known else "…"


def by_output(reading: str, results: Results, corpus: Corpus) -> list[str]:
    """Markdown lines: shares of each output over houses and flats, and the class."""
    chosen = groups(corpus.columns)[HOMES]
    lines = [
        f"## Lecture « {reading} » : {READINGS[reading]}",
        "",
        f"{int((results.status != 'refused').sum())} logements calculés sur {len(results.status) + corpus.refused} "
        f"fichiers, dont {int(chosen.sum())} maisons et appartements (tableau ci-dessous).",
        "",
        "| sortie | 0,1 % | 1 % | 2 % | 5 % | Open3CL 1 / 2 / 5 % |",
        "|---|---|---|---|---|---|",
    ]
    for name in OUTPUTS:
        cells = percents(shares(error_of(name, results, corpus.outputs), chosen))
        lines.append(f"| {name} | {cells} | {peer_cells(reading, name)} |")
    equal = 100 * float(same_class(results, corpus.outputs)[chosen].mean())
    peer = f" (pair : {PEER_CLASS} %)" if reading == "recorded" else ""
    return [*lines, "", f"Même classe (la plus mauvaise des deux) : {equal:.1f} %{peer}.", ""]


def by_kind(reading: str, results: Results, corpus: Corpus) -> list[str]:
    """Markdown lines: primary energy, cost and class by kind of dwelling, then with the text of the method alone."""
    head = "| énergie primaire par m² | n | 0,1 % | 1 % | 2 % | 5 % | même classe | coût à 2 % |"
    lines = [head, "|---|---|---|---|---|---|---|---|"]
    literal = run(corpus.columns, reading=reading, compat="text")
    chosen = groups(corpus.columns)
    rows = [(words, results, which) for words, which in chosen.items()]
    rows.append((f"{HOMES}, texte seul", literal, chosen[HOMES]))
    for words, found, which in rows:
        near = shares(error_of(PRIMARY, found, corpus.outputs), which)
        equal = 100 * float(same_class(found, corpus.outputs)[which].mean())
        cost = shares(error_of("cout_5_usages", found, corpus.outputs), which)[TOLERANCES.index(0.02)]
        lines.append(f"| {words} | {int(which.sum())} | {percents([*near, equal, cost])} |")
    return [*lines, ""]


def by_group(title: str, names, found, chosen) -> list[str]:
    """Markdown lines: primary energy per m2 of houses and flats by software or by schema version."""
    lines = [
        f"### {PRIMARY} par {title}",
        "",
        f"| {title} | n | 0,1 % | 1 % | 2 % | 5 % |",
        "|---|---|---|---|---|---|",
    ]
    for name in sorted(set(names[chosen]), key=str):
        which = chosen & (names == name)
        lines.append(f"| {name} | {int(which.sum())} | {percents(shares(found, which))} |")
    return [*lines, ""]


def reviewed() -> dict[str, tuple[str, str]]:
    """By file: verdict and explanation, as reviewed by hand."""
    with REVIEWED.open(encoding="utf-8", newline="") as stream:
        return {row["file"]: (VERDICTS[row["verdict"]], row["words"]) for row in csv.DictReader(stream)}


def disagreements(corpus: Corpus, found: dict) -> list[str]:
    """Markdown lines: each file whose primary energy is beyond 5 % in a reading, and why."""
    columns, known = corpus.columns, reviewed()
    rows = []
    for index, name in enumerate(columns.dwelling["id"]):
        gaps = [found[reading][index] for reading in READINGS]
        if max(gaps) > FAR:
            kind = next(words for words, which in groups(columns).items() if which[index])
            told = " / ".join(f"{100 * gap:.1f}" for gap in gaps)
            software = columns.dwelling["software"][index]
            rows.append(f"| {name} | {software} | {kind} | {told} | {' | '.join(known.get(name, ('à relire', '')))} |")
    return [
        "## Fichiers en désaccord",
        "",
        f"{len(rows)} fichiers sur {columns.n} sont à plus de 5 % de l'énergie primaire enregistrée dans l'une des "
        "deux lectures. L'avis est relu à la main (`benchmarks/energy_disagreements.csv`).",
        "",
        "| fichier | logiciel | cas | écart recorded / inputs-only (%) | avis | explication |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
    ]


def asked(measured: dict) -> list[str]:
    """Markdown lines: the figures asked of the engine, measured."""
    lines = [
        "## Chiffres demandés",
        "",
        "| lecture | cas | sortie | à | demandé | mesuré |",
        "|---|---|---|---|---|---|",
    ]
    for row in thresholds():
        if row["target"]:
            near = f"{row['tolerance']} %" if row["tolerance"] else ""
            cells = (row["reading"], row["group"], row["output"], near, row["target"], f"{measured[key_of(row)]:.1f}")
            lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


HEAD = """# Précision du moteur énergétique

Page produite par `benchmarks/energy_accuracy.py --write` sur les DPE réels du dossier partagé. Parts des logements
(en %) dont le résultat est à moins de 0,1, 1, 2 et 5 % de la sortie enregistrée par le logiciel certifié ; un refus
compte comme un écart. Les sorties enregistrées ne servent qu'à comparer : aucune n'entre dans le calcul.

« recorded » lit les caractéristiques écrites pour chaque composant (U, b, k, Sw, masques, puissances, rendements) ;
« inputs-only » ne lit que ce que le diagnostiqueur a saisi. Les chiffres du pair (Open3CL, 291 fichiers, dont des
immeubles) sont ceux qu'il obtient avec les valeurs intermédiaires enregistrées, puis sans elles.
Les écarts propres à chaque logiciel ([page à part](energie-ecarts.md)) sont ajustés sur ces mêmes fichiers : la ligne
« texte seul » donne le résultat sans eux, ce qui borne l'effet de cet ajustement.
Le résultat n'est pas un DPE : seul un logiciel certifié en établit.
"""


def report(corpus: Corpus) -> tuple[list[str], float]:
    """Markdown lines of the page but the figures asked, and the smallest ratio to the peer within 5 %."""
    lines, ratios, found = [], [], {}
    software = corpus.columns.dwelling["software"].astype(str)
    schema = corpus.columns.dwelling["schema_version"].astype(str)
    chosen = groups(corpus.columns)[HOMES]
    for reading in READINGS:
        results = run(corpus.columns, reading=reading)
        found[reading] = error_of(PRIMARY, results, corpus.outputs)
        lines += by_output(reading, results, corpus) + by_kind(reading, results, corpus)
        ours = shares(found[reading], chosen)[-1]
        peer = (PEER if reading == "recorded" else PEER_INPUTS_ONLY)[PRIMARY][-1]
        ratios.append(ours / peer)
        told = f"{ours:.1f} % contre {peer:.1f} % pour le pair, rapport {ours / peer:.2f}."
        lines += [f"Énergie primaire à 5 %, maisons et appartements : {told}", ""]
        lines += by_group("logiciel", software, found[reading], chosen)
        lines += by_group("schéma", schema, found[reading], chosen)
    return lines + disagreements(corpus, found), min(ratios)


def main() -> int:
    """Print the page; on demand write it and raise the thresholds; 0 when better than the peer in both readings."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    folder = folder_of(args.folder)
    if not folder.is_dir():
        print(f"absent: {folder}")
        return 0
    corpus = load(folder)
    measured = measures(corpus)
    lines, ratio = report(corpus)
    page = "\n".join([HEAD, *asked(measured), *lines])
    print(page)
    if args.write:
        PAGE.write_text(page, encoding="utf-8")
        raise_thresholds(measured)
    return 0 if ratio >= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
