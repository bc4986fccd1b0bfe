"""Duplicates among 200,000 people: time, memory, and what is found, against comparing everybody with everybody.

    python benchmarks/duplicates.py [--people 200000] [--write]

People are made up: about 6,000 surnames and 180 first names, the common ones more often, one in twenty written a second
time as people do (a letter wrong, words swapped, the phone or the e-mail address gone). The planted pairs are known, so
what is missed is known too.
The limit is the time all pairs would take at the speed of one comparison, measured in the same run.
"""

import argparse
import random
import resource
import sys
import time
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from faitiere.apps.contacts.blocking import known_by, pairs_of, reason_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "comprendre" / "doublons.md"
_SYLLABLES = ("BA", "CA", "DU", "FER", "GAL", "LE", "MAR", "MON", "NO", "PEY", "ROU", "SAN", "TOUR", "VER", "VI", "ZAL")
_ENDS = ("BOU", "DAN", "GUE", "LET", "MAS", "NAC", "RES", "SOL", "TIER", "VAL", "ZE", "REAU", "PIN", "TON", "COSTE")
_FIRST = """
MARIE JEAN PIERRE MICHEL CLAUDE JACQUES CATHERINE MONIQUE PHILIPPE NATHALIE ISABELLE ALAIN CHRISTINE NICOLAS SYLVIE
DANIEL PATRICK JULIEN CAMILLE LEA THOMAS FATIMA MEHDI YVETTE ODILE BERNARD SIMONE LUCIE ETIENNE CHANTAL
"""


def _common_first(words: list[str], depth: int) -> list[float]:
    """Cumulated weights: the first names are the common ones (1 / (rank + depth))."""
    return list(accumulate(1 / (rank + depth) for rank in range(len(words))))


def _typo(rng: random.Random, name: str) -> str:
    """One letter wrong, doubled or missing, or the two words swapped."""
    rank = rng.randrange(1, len(name) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return name[:rank] + name[rank] + name[rank:]
    if kind == 1:
        return name[:rank] + name[rank + 1 :]
    if kind == 2:
        return name[:rank] + rng.choice("AEIOURSTLN") + name[rank + 1 :]
    return " ".join(reversed(name.split(" ", 1)))


def made_up(count: int, *, seed: int = 1) -> tuple[list[tuple], set[tuple]]:
    """Rows (id, name key, phone key, e-mail key), and the pairs that are one person."""
    rng = random.Random(seed)
    lasts = [first + middle + end for first in _SYLLABLES for middle in (*_SYLLABLES, "", "LA", "CHE") for end in _ENDS]
    rng.shuffle(lasts)
    alone = _FIRST.split()
    firsts = [*alone, *(f"{one} {other}" for one in alone[:10] for other in alone[10:25])]
    weights = _common_first(lasts, 200), _common_first(firsts, 30)
    people, planted = [], set()
    while len(people) < count:
        last, first = rng.choices(lasts, cum_weights=weights[0])[0], rng.choices(firsts, cum_weights=weights[1])[0]
        pk, name = len(people), f"{last} {first}"
        phone = "".join(rng.choices("0123456789", k=8)) if rng.random() < 0.9 else ""
        email = f"{name.lower().replace(' ', '.')}{rng.randrange(10**6)}@example.org" if rng.random() < 0.7 else ""
        people.append((pk, name, phone and f"6{phone}", email))
        if rng.random() < 0.05 and (phone or email):
            keep_phone = bool(phone) and (not email or rng.random() < 0.7)
            again = (pk + 1, _typo(rng, name), f"6{phone}" if keep_phone else "", email if not keep_phone else "")
            people.append(again)
            planted.add((pk, pk + 1))
    return people[:count], {pair for pair in planted if pair[1] < count}


def comparisons_a_second(people: list[tuple]) -> float:
    """Speed of one comparison of two people drawn at random."""
    rng, times = random.Random(2), 20_000
    drawn = [(known_by(*rng.choice(people)[1:]), known_by(*rng.choice(people)[1:])) for _ in range(times)]
    start = time.perf_counter()
    for one, other in drawn:
        reason_of(one, other)
    return times / (time.perf_counter() - start)


def measured(count: int) -> dict[str, float]:
    people, planted = made_up(count)
    speed = comparisons_a_second(people)
    start = time.perf_counter()
    found = {(one.first, one.second): one.reason for one in pairs_of(people)}
    spent = time.perf_counter() - start
    return {
        "people": count,
        "seconds": spent,
        "found": len(found),
        "planted": len(planted),
        "recall": len(planted & set(found)) / max(len(planted), 1),
        "all_pairs_hours": count * (count - 1) / 2 / speed / 3600,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def table(rows: list[dict[str, float]]) -> list[str]:
    heads = ["personnes", "durée", "toutes les paires dureraient", "mémoire", "paires proposées", "doublons retrouvés"]
    lines = [f"| {' | '.join(heads)} |", "|---:" * len(heads) + "|"]
    for one in rows:
        cells = [
            f"{one['people']:,}",
            f"{one['seconds']:.1f} s",
            f"{one['all_pairs_hours']:,.1f} h",
            f"{one['memory']:.0f} Mo",
            f"{one['found']:,}",
            f"{one['recall']:.1%} de {one['planted']:,}",
        ]
        lines.append(f"| {' | '.join(cells)} |".replace(",", "\u00a0").replace(".", ","))
    return lines


def main() -> int:
    """0 when the largest size takes at most a minute and finds nine planted pairs in ten."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows = [measured(count) for count in (args.people // 20, args.people // 4, args.people)]
    lines = table(rows)
    print("\n".join(lines))
    last = rows[-1]
    print(f"{last['all_pairs_hours'] * 3600 / last['seconds']:,.0f} times faster than comparing everybody")
    if args.write:
        text = PAGE.read_text(encoding="utf-8")
        before, mark, rest = text.partition("<!-- mesures -->\n")
        after = rest[rest.index("<!-- fin -->") :]
        PAGE.write_text(before + mark + "\n".join(lines) + "\n" + after, encoding="utf-8")
    return 0 if last["seconds"] <= 60 and last["recall"] >= 0.9 else 1


if __name__ == "__main__":
    sys.exit(main())
