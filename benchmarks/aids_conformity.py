"""Aids engine against the oracle of the public model (publicodes, betagouv/reno): share of equal values.

Usage: python benchmarks/aids_conformity.py [--detail] [--write]. The grids lie in the shared folder
(FAITIERE_SHARED, else ../shared beside the repository). Two shares are given, for all the outputs and for the money
outputs alone: over every value, and without those that a known defect of the public model makes wrong
(``aids_defects.py``). ``--write`` renews docs/comprendre/aides-conformite.md.
"""

import argparse
import gzip
import json
import os
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from aids_defects import DEFECTS, Row, defect

from faitiere.engines.aids.command import answer
from faitiere.engines.aids.regime import regime

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("FAITIERE_SHARED", ROOT.parent / "shared"))
PAGE = ROOT / "docs" / "comprendre" / "aides-conformite.md"
# The filing dates that stand for the regime of each grid.
GRIDS = (
    ("npm-2.3.1", date(2025, 6, 1)),
    ("2025-12-18", date(2025, 12, 18)),
    ("2026-branche", date(2026, 3, 1)),
)
CENT = 0.006
# Outputs that are not amounts of money.
NOT_MONEY = ("categorie_revenu", "zone_climatique", "sauts_classes", "cee_conditions", "ecretement_actif")
NOT_MONEY_PARTS = ("_eligible", "_pourcent", "_duree_ans")


def is_money(key: str) -> bool:
    """True when an output is an amount in euros: an aid, a loan, a ceiling, a cost."""
    return key not in NOT_MONEY and not any(part in key for part in NOT_MONEY_PARTS)


def equal(theirs: Any, ours: Any) -> bool:
    """Same value: same text, same boolean, both null, or numbers within a rounded cent."""
    if isinstance(theirs, bool) or isinstance(ours, bool) or None in (theirs, ours):
        return theirs is ours
    if isinstance(theirs, int | float) and isinstance(ours, int | float):
        return abs(theirs - ours) < CENT
    return theirs == ours


def compare(grid: str, lines: Sequence[Row], *, ours: Sequence[Row]) -> dict[str, Counter]:
    """Counts by output: all, equal, known (different where a defect is named), unexplained."""
    counts: dict[str, Counter] = {}
    for line, mine in zip(lines, ours, strict=True):
        for key, theirs in line["sorties"].items():
            count = counts.setdefault(key, Counter())
            count["all"] += 1
            if equal(theirs, mine.get(key)):
                count["equal"] += 1
                continue
            found = defect(key, line, grid=grid)
            count["known" if found else "unexplained"] += 1
            if found:
                count[f"defect {found.number}"] += 1
    return counts


def read(grid: str) -> list[Row]:
    """The lines of a grid of the oracle."""
    path = SHARED / "data" / "aids" / "oracle" / f"grille_{grid}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(text) for text in handle]


def answered(lines: Sequence[Row], on: date) -> list[Row]:
    """Our outputs for the lines of a grid, through the batch command's own function."""
    numbered = [(i, json.dumps(line, ensure_ascii=False)) for i, line in enumerate(lines)]
    return [json.loads(text) for text in answer(numbered, regime(on))]


def summed(counts: dict[str, Counter], *, money: bool) -> Counter:
    """The counts of all the outputs, or of the money outputs alone."""
    return sum((count for key, count in counts.items() if is_money(key) or not money), Counter())


def plain_share(count: Counter) -> float:
    """Equal values over all values."""
    return count["equal"] / max(1, count["all"])


def share(count: Counter) -> float:
    """Equal values over the values that no known defect makes wrong."""
    return count["equal"] / max(1, count["all"] - count["known"])


def percent(value: float) -> str:
    """« 99,98 % », never rounded up to a hundred."""
    text = f"{int(value * 10_000) / 100:.2f}" if value < 1 else "100"
    return text.replace(".", ",") + " %"


def _defect_words(count: Counter) -> str:
    numbers = sorted(int(key.split()[1]) for key in count if key.startswith("defect "))
    return ", ".join(f"n° {number}" for number in numbers)


def _print(grid: str, on: date, *, counts: dict[str, Counter], detail: bool) -> None:
    print(f"{grid} au {on:%d/%m/%Y} : {len(counts)} sorties")
    for label, money in (("montants", True), ("toutes les sorties", False)):
        total = summed(counts, money=money)
        print(
            f"  {label:20} sans rien exclure {percent(plain_share(total))} ({total['equal']}/{total['all']}) ; "
            f"défauts connus exclus {percent(share(total))} ; inexpliquées {total['unexplained']}"
        )
    for key, count in sorted(counts.items()):
        if count["unexplained"] or (detail and count["known"]):
            print(f"    {key:45} {percent(plain_share(count)):>9} {percent(share(count)):>9} {_defect_words(count)}")


def _row(key: str, found: Sequence[dict[str, Counter]]) -> str:
    cells = []
    for counts in found:
        count = counts.get(key)
        cells += [percent(plain_share(count)), percent(share(count))] if count else ["", ""]
    numbers = _defect_words(sum((counts.get(key, Counter()) for counts in found), Counter()))
    return f"| `{key}` | " + " | ".join(cells) + f" | {numbers} |"


def page(found: Sequence[dict[str, Counter]]) -> str:
    """The page of the documentation: two shares a grid for each output, then the defects and their law."""
    titles = " | ".join(f"{grid}, brut | {grid}, défauts exclus" for grid, _ in GRIDS)
    lines = [
        "# Conformité au modèle public, sortie par sortie",
        "",
        "Page écrite par `python benchmarks/aids_conformity.py --write`, à ne pas modifier à la main. La première",
        "part compte toutes les valeurs ; la seconde laisse de côté celles qu'un défaut connu du modèle public fausse.",
        "",
        f"| Sortie | {titles} | Défauts |",
        "|---|" + "---|" * (2 * len(GRIDS) + 1),
    ]
    for label, money in (("montants en euros", True), ("toutes les sorties", False)):
        totals = [summed(counts, money=money) for counts in found]
        cells = " | ".join(f"{percent(plain_share(total))} | {percent(share(total))}" for total in totals)
        lines.append(f"| **{label}** | {cells} | |")
    keys = dict.fromkeys(key for counts in found for key in counts)
    lines += [_row(key, found) for key in keys]
    lines += [
        "",
        "## Défauts du modèle public",
        "",
        "| N° | Défaut | Ce que dit le droit | Grilles |",
        "|---|---|---|---|",
    ]
    lines += [f"| {d.number} | {d.name} | {d.law} | {', '.join(d.grids)} |" for d in DEFECTS]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Scores of the three grids; exit code 1 when a difference is not explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--detail", action="store_true", help="la part de chaque sortie qui diffère")
    parser.add_argument("--write", action="store_true", help="écrire la page de documentation")
    args = parser.parse_args()
    if not SHARED.is_dir():
        print("Le dossier shared est absent : rien à comparer.")
        return 0
    found = []
    for grid, on in GRIDS:
        lines = read(grid)
        found.append(compare(grid, lines, ours=answered(lines, on)))
        _print(grid, on, counts=found[-1], detail=args.detail)
    if args.write:
        PAGE.write_text(page(found), encoding="utf-8")
    return 1 if any(summed(counts, money=False)["unexplained"] for counts in found) else 0


if __name__ == "__main__":
    raise SystemExit(main())
