"""Aids engine against the State's public model in the same run: throughput, answer time, equal values.

Usage: python benchmarks/aids.py [--households 100000] [--write]. With node and npm, the public model (mesaidesreno
2.3.1 on publicodes 1.10.3) is fetched once in the user's cache and run on the first households of the same draw,
under the same regime (1 June 2025). Medians of several runs; the ratio is the claim, not the absolute times.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from aids_conformity import SHARED, compare, percent, plain_share, share, summed

from faitiere.engines.aids import Situation, WorkLine, evaluate, stack
from faitiere.engines.aids.columns import FIELDS, from_entries
from faitiere.engines.aids.command import answer
from faitiere.engines.aids.outputs import compute, plain
from faitiere.engines.aids.regime import regime
from faitiere.engines.aids.wording import number

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "comprendre" / "aides-vitesse.md"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "faitiere" / "publicodes"
MODEL, ENGINE = "mesaidesreno@2.3.1", "publicodes@1.10.3"
JUNE_2025 = date(2025, 6, 1)
SAMPLE = 100
# Commune, department, region, EPCI: real places of several climate zones and income tables.
PLACES = (
    ("31555", "31", "76", "243100518"),
    ("75113", "75", "11", "200054781"),
    ("25056", "25", "27", "242500361"),
    ("49007", "49", "52", "244900015"),
    ("06088", "06", "93", "200030195"),
)
BOUNDS = {
    "menage_personnes": (1, 7),
    "menage_revenu_fiscal_reference_eur": (5_000, 110_000),
    "logement_surface_m2": (20, 200),
    "dpe_actuel": (2, 7),
    "travaux_ht_eur": (1_000, 120_000),
    "gain_energetique_pourcent": (5, 80),
    "gain_energetique_denormandie_pourcent": (5, 80),
    "taxe_fonciere_annuelle_eur": (200, 3_000),
    "taxe_fonciere_commune_taux_pourcent": (10, 100),
    "prix_achat_eur": (40_000, 400_000),
    "locavantages_loyer_mensuel_eur": (300, 1_500),
    "nombre_fenetres": (1, 20),
    "surface_murs_exterieurs_m2": (10, 160),
    "surface_murs_interieurs_m2": (10, 160),
    "surface_rampants_m2": (10, 140),
    "surface_toiture_terrasse_m2": (10, 140),
    "surface_plancher_bas_m2": (10, 140),
}
OTHER_PROJECTS = ("mpld_", "mpa_", "copro_")


def household(draw: random.Random) -> dict[str, Any]:
    """One owner of a home drawn at random, in the vocabulary of the public model."""
    entry: dict[str, Any] = {}
    for field in FIELDS.values():
        key = field.key
        if key.startswith(OTHER_PROJECTS):
            continue
        if field.words:
            entry[key] = draw.choice(list(field.words))
        elif field.kind == "bool":
            entry[key] = draw.random() < 0.5
        elif key in BOUNDS:
            entry[key] = draw.randint(*BOUNDS[key])
    commune, department, region, epci = draw.choice(PLACES)
    entry |= {"logement_commune_insee": commune, "logement_departement_code": department}
    entry |= {"logement_region_code": region, "logement_epci_siren": epci}
    entry |= {"menage_region_code": region, "menage_departement_code": department, "menage_epci_siren": epci}
    entry |= {
        "parcours_aide": "rénovation énergétique",
        "proprietaire_statut": draw.choice(("propriétaire", "propriétaire", "acquéreur")),
    }
    return entry | {"dpe_vise": draw.randint(1, entry["dpe_actuel"]), "scop_pac_air_air": draw.choice((3, 4, 5))}


def median_s(action: Callable[[], object], *, times: int = 3) -> float:
    """The median of several runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def fetched() -> Path | None:
    """The folder of the public model, fetched once; None without node, npm or network."""
    if not shutil.which("node") or not shutil.which("npm"):
        return None
    if not (CACHE / "package" / "mesaidesreno.model.json").exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        try:
            subprocess.run(["npm", "pack", MODEL], cwd=CACHE, check=True, timeout=120, capture_output=True)
            subprocess.run(["npm", "install", "--prefix", ".", *quiet, ENGINE], cwd=CACHE, check=True, timeout=300)
            archive = next(CACHE.glob("mesaidesreno-*.tgz"))
            shutil.unpack_archive(archive, CACHE, filter="data")
        except (OSError, subprocess.SubprocessError):
            return None
    return CACHE


def public(entries: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], float] | None:
    """The outputs of the public model and its median milliseconds a household; None when it cannot run."""
    folder, oracle = fetched(), SHARED / "data" / "aids" / "oracle"
    if folder is None or not oracle.is_dir():
        return None
    words = {name: json.loads((oracle / f"dictionnaire_{name}.json").read_text("utf-8")) for name in _DICTIONARIES}
    asked = folder / "situations.json"
    asked.write_text(json.dumps({"inputs": words["entrees"], "outputs": words["sorties"], "rows": entries}), "utf-8")
    script = Path(__file__).with_name("public_model.mjs")
    model = folder / "package" / "mesaidesreno.model.json"
    ran = subprocess.run(["node", script, folder, model, asked], capture_output=True, text=True, check=True)
    *rows, times = [json.loads(text) for text in ran.stdout.splitlines()]
    return rows, statistics.median(times["times_ms"])


_DICTIONARIES = ("entrees", "sorties")


def batch(count: int) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """The households and our throughput on them: from objects to amounts, the rules alone, from text to text."""
    draw = random.Random(20_250_601)
    entries, r = [household(draw) for _ in range(count)], regime(JUNE_2025)
    columns = from_entries(entries)
    texts = [(i, json.dumps(entry, ensure_ascii=False)) for i, entry in enumerate(entries[:10_000])]
    return entries, {
        "objets vers montants": count / median_s(lambda: compute(from_entries(entries), r)),
        "règles seules": count / median_s(lambda: compute(columns, r)),
        "texte JSON vers texte JSON": len(texts) / median_s(lambda: answer(texts, r)),
    }


def one_household_ms() -> float:
    """Median milliseconds for one household with every aid, every reason and the stack; all different."""
    lines = (
        WorkLine(geste="rampants_combles", amount_ht_cents=600_000, quantity=90),
        WorkLine(geste="murs_exterieurs", amount_ht_cents=1_800_000, quantity=110),
        WorkLine(geste="pac_air_eau", amount_ht_cents=1_400_000, performance="140-170", use="chauffage"),
    )
    base = Situation(3, 35_000, "occupant", False, False, "31", "31149", None, "maison", 105, None, 1975, True)
    base = replace(base, class_before="G", class_after="C", gain_percent=55, fossil_boiler_replaced=True, lines=lines)
    found = []
    for income in range(20_000, 50_000, 100):
        one = replace(base, rfr_euros=income, property_tax_cents=income)
        start = time.perf_counter()
        stack(evaluate(one, on=JUNE_2025), situation=one, on=JUNE_2025)
        found.append((time.perf_counter() - start) * 1_000)
    return statistics.median(found)


def control(entries: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> tuple[float, float]:
    """Shares of equal money outputs on the same households: over all, and known defects left out."""
    values = {key: plain(found) for key, found in compute(from_entries(entries), regime(JUNE_2025)).items()}
    ours = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
    lines = [{"entrees": e, "sorties": t} for e, t in zip(entries, theirs, strict=True)]
    counts = compare("npm-2.3.1", lines, ours=ours)
    total = summed({k: c for k, c in counts.items() if not k.startswith(OTHER_PROJECTS)}, money=True)
    return plain_share(total), share(total)


def main() -> int:
    """Print, and write with --write; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=100_000)
    parser.add_argument("--write", action="store_true", help="écrire la page de documentation")
    args = parser.parse_args()
    entries, speeds = batch(args.households)
    alone = one_household_ms()
    said = [f"{number(args.households)} foyers, toutes les aides et tous les montants :", ""]
    said += [f"- {name} : {number(round(speed))} foyers par seconde" for name, speed in speeds.items()]
    said.append(f"- un foyer, toutes les raisons et le cumul : {number(alone)} ms")
    found, missed = public(entries[:SAMPLE]), alone > 2
    if found is None:
        said.append("- modèle public : node, npm ou le dossier shared manquent, non mesuré ici")
    else:
        rows, theirs_ms = found
        ratio = speeds["objets vers montants"] * theirs_ms / 1_000
        every, kept = control(entries[:SAMPLE], rows)
        missed = missed or ratio < 1_000
        said.append(f"- modèle public ({MODEL}, {ENGINE}) : {number(theirs_ms)} ms par foyer")
        said.append(f"- rapport de débit, objets vers montants : {number(round(ratio))} fois")
        said.append(f"- montants égaux sur {SAMPLE} foyers : {percent(every)}, défauts connus exclus {percent(kept)}")
    print("\n".join(said))
    if args.write:
        head = (
            "# Vitesse du moteur des aides\n\nPage écrite par `python benchmarks/aids.py --write`. Médianes ; machine "
        )
        PAGE.write_text(head + "partagée, seul le rapport fait foi.\n\n" + "\n".join(said) + "\n", encoding="utf-8")
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
