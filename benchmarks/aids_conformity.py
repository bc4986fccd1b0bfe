"""Aids engine against the public model (publicodes, betagouv/reno): share of equal values, and speed.

Usage: python benchmarks/aids_conformity.py [--detail]. The grids lie in the shared folder
(FAITIERE_SHARED, else ../shared beside the repository). Known defects of the public model
(LISEZMOI) are left out of the first score, each being tested in the engine's own tests; the second score
also leaves out the differences that were understood, listed in docs/comprendre/aides.md.
"""

import argparse
import gzip
import json
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from faitiere.engines.aids.columns import from_entries
from faitiere.engines.aids.command import answer
from faitiere.engines.aids.outputs import compute
from faitiere.engines.aids.regime import regime

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("FAITIERE_SHARED", ROOT.parent / "shared"))
GRIDS = (
    ("npm-2.3.1", date(2025, 3, 1)),
    ("2025-12-18", date(2025, 12, 18)),
    ("2026-branche", date(2026, 3, 1)),
)
PUBLIC_MS = 10.0  # aids.md: the public engine takes 10 to 82 ms a situation; the fastest is kept
CENT = 0.006
Row = dict[str, Any]


@dataclass(frozen=True)
class Excuse:
    """Values that are not compared: which outputs, in which lines, why."""

    reason: str
    outputs: Callable[[str], bool]
    when: Callable[[Row, Row, str], bool]
    known: bool


def _starts(*names: str) -> Callable[[str], bool]:
    return lambda key: key.startswith(names)


_HEATING = tuple(
    f"geste_{g}_{kind}"
    for g in (
        "pac_air_eau",
        "pac_geothermique",
        "pac_solarothermique",
        "systeme_solaire_combine",
        "chaudiere_bois_manuelle",
        "chaudiere_bois_automatique",
        "reseau_chaleur",
    )
    for kind in ("coup_de_pouce", "total")
)


def _old_npm(grid: str) -> bool:
    return grid.startswith("npm")


def _other_department(e: Row, grid: str) -> bool:
    return _old_npm(grid) and e["menage_departement_code"] != e["logement_departement_code"]


EXCEPTIONS = (
    Excuse(
        "1. taxe foncière : 10 à 15 ans refusé",
        _starts("taxe_fonciere"),
        lambda e, s, g: e["logement_periode_construction"] == "de 10 à 15 ans",
        True,
    ),
    Excuse(
        "2. éco-PTZ : 50 000 € dès que MPR par geste est possible",
        _starts("eco_ptz_montant", "eco_ptz_duree"),
        lambda e, s, g: s["mpr_geste_eligible"] and not s["mpra_eligible"],
        True,
    ),
    Excuse(
        "3. prime individuelle sans projet de copropriété",
        _starts("copro_prime_individuelle"),
        lambda e, s, g: True,
        True,
    ),
    Excuse(
        "3. prime individuelle dans le total",
        _starts("ampleur_total"),
        lambda e, s, g: bool(s["copro_prime_individuelle"]) or e["proprietaire_statut"] == "copropriété",
        True,
    ),
    Excuse(
        "4. Logement décent : plafond non appliqué",
        _starts("mpld_montant"),
        lambda e, s, g: e["mpld_situation"] == "occupant" and e["mpld_travaux_eur"] > 50_000,
        True,
    ),
    Excuse(
        "5. PAR+ ouvert à l'acquéreur",
        _starts("par_plus"),
        lambda e, s, g: e["proprietaire_statut"] == "acquéreur",
        True,
    ),
    Excuse(
        "10. coups de pouce sans contrôle des conditions CEE",
        lambda key: key in _HEATING,
        lambda e, s, g: not s["cee_conditions"],
        True,
    ),
    Excuse(
        "11. surface de fenêtre CEE (npm-2.3.1)",
        _starts("geste_fenetres_cee", "geste_fenetres_total"),
        lambda e, s, g: _old_npm(g),
        True,
    ),
    Excuse(
        "a. npm-2.3.1 : écrêtement des modestes à 80 % au lieu de 90 %",
        _starts("ecretement_"),
        lambda e, s, g: _old_npm(g) and s["categorie_revenu"] == "modeste",
        False,
    ),
    Excuse(
        "b. npm-2.3.1 : zone climatique du ménage, non du logement",
        lambda key: key == "zone_climatique" or key.endswith(("_cee", "_total")),
        lambda e, s, g: _other_department(e, g),
        False,
    ),
    Excuse(
        "c. npm-2.3.1 : PAC solarothermique sans CEE",
        _starts("geste_pac_solarothermique"),
        lambda e, s, g: _old_npm(g),
        False,
    ),
    Excuse(
        "d. npm-2.3.1 : éco-PTZ sans les types de travaux",
        _starts("eco_ptz_"),
        lambda e, s, g: _old_npm(g),
        False,
    ),
    Excuse(
        "e. npm-2.3.1 : Coup de pouce ampleur au syndicat de copropriété",
        _starts("cee_renovation_ampleur", "ampleur_total"),
        lambda e, s, g: _old_npm(g) and e["proprietaire_statut"] == "copropriété",
        False,
    ),
    Excuse(
        "f. copropriété sous 35 % de gain : taux multiplié par cent (unité)",
        _starts("copro_taux"),
        lambda e, s, g: e["copro_gain_energetique"] == "moins de 35 %",
        False,
    ),
)


def equal(theirs: Any, ours: Any) -> bool:
    """Same value: same text, same boolean, both null, or numbers within a rounded cent."""
    if isinstance(theirs, bool) or isinstance(ours, bool) or None in (theirs, ours):
        return theirs is ours
    if isinstance(theirs, int | float) and isinstance(ours, int | float):
        return abs(theirs - ours) < CENT
    return theirs == ours


def _excuse(key: str, line: Row, *, grid: str) -> Excuse | None:
    e, s = line["entrees"], line["sorties"]
    return next((x for x in EXCEPTIONS if x.outputs(key) and x.when(e, s, grid)), None)


def compare(grid: str, lines: list[Row], *, ours: list[Row]) -> dict[str, Counter]:
    """Counts by output: all, equal, known (defects left out), understood, unexplained."""
    counts: dict[str, Counter] = {}
    for line, mine in zip(lines, ours, strict=True):
        for key, theirs in line["sorties"].items():
            count = counts.setdefault(key, Counter())
            count["all"] += 1
            if equal(theirs, mine.get(key)):
                count["equal"] += 1
                continue
            excuse = _excuse(key, line, grid=grid)
            count["unexplained" if excuse is None else "known" if excuse.known else "understood"] += 1
    return counts


def read(grid: str) -> list[Row]:
    """The lines of a grid of the oracle."""
    path = SHARED / "data" / "aids" / "oracle" / f"grille_{grid}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(text) for text in handle]


def answered(lines: list[Row], on: date) -> list[Row]:
    """Our outputs for the lines of a grid, through the batch command's own function."""
    numbered = [(i, json.dumps(line, ensure_ascii=False)) for i, line in enumerate(lines)]
    return [json.loads(text) for text in answer(numbered, regime(on))]


def _best(action: Callable[[], object]) -> float:
    """The shortest of three runs, in seconds: the machine may be shared."""
    found = []
    for _ in range(3):
        start = time.perf_counter()
        action()
        found.append(time.perf_counter() - start)
    return min(found)


def _speed(lines: list[Row], on: date) -> tuple[float, float]:
    """Situations a second: rules alone, then the whole way from JSON text to JSON text."""
    r, many = regime(on), [line["entrees"] for line in lines] * 2
    columns = from_entries(many * 5)
    texts = [(i, json.dumps(entry, ensure_ascii=False)) for i, entry in enumerate(many)]
    rules = _best(lambda: compute(columns, r))
    whole = _best(lambda: answer(texts, r))
    return 5 * len(many) / rules, len(many) / whole


def report(grid: str, on: date, *, detail: bool) -> int:
    """Print the scores of a grid; return the number of unexplained differences."""
    lines = read(grid)
    ours = answered(lines, on)
    counts = compare(grid, lines, ours=ours)
    total = sum(counts.values(), Counter())
    compared = total["all"] - total["known"]
    print(f"{grid} au {on:%d/%m/%Y} : {len(lines)} situations, {len(counts)} sorties")
    print(f"  égales, défauts connus exclus        {total['equal']}/{compared} = {total['equal'] / compared:.3%}")
    print(f"  égales ou différence expliquée       {1 - total['unexplained'] / compared:.3%}")
    print(f"  défauts connus {total['known']}, expliquées {total['understood']}, inexpliquées {total['unexplained']}")
    for key, count in sorted(counts.items()):
        if detail or count["unexplained"]:
            share = count["equal"] / max(1, count["all"] - count["known"])
            print(f"    {key:45} {share:8.2%}  connus {count['known']:4}  expliquées {count['understood']:4}")
    rules, whole = _speed(lines, on)
    print(f"  règles seules : {rules:,.0f} situations/s, {rules * PUBLIC_MS / 1000:,.0f} fois le moteur public")
    print(f"  JSON lu, calculé, écrit : {whole:,.0f} situations/s, {whole * PUBLIC_MS / 1000:,.0f} fois")
    return total["unexplained"]


def main() -> int:
    """Scores of the three grids; exit code 1 when a difference is not explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--detail", action="store_true", help="la part de chaque sortie")
    detail = parser.parse_args().detail
    if not SHARED.is_dir():
        print("Le dossier shared est absent : rien à comparer.")
        return 0
    return 1 if sum(report(grid, on, detail=detail) for grid, on in GRIDS) else 0


if __name__ == "__main__":
    raise SystemExit(main())
