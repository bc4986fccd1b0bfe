"""Which people could be the same one, without comparing everybody with everybody: pure functions on keys.

People are only compared inside a block: those who share a phone, an e-mail address, or the sound of their whole name.
A block too large to mean anything (a switchboard's number, a very common name) is cut, so the work grows with
the number of people and not with its square.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from .enums import PairReason

_CLOSE = 0.78
_BLOCK = 40
# French letters that sound alike, in order.
_SOUNDS = (
    (r"EAU|AUX?|EAUX", "O"),
    (r"PH", "F"),
    (r"QU|CK|K|C(?=[AOU])", "K"),
    (r"C|SS|Ç", "S"),
    (r"GE|J", "J"),
    (r"Y|IE|EE", "I"),
    (r"Z|X", "S"),
    (r"H", ""),
    (r"(.)\1+", r"\1"),
    (r"(?<=..)[TDSEX]+(?= |$)", ""),
)


@dataclass(frozen=True)
class Found:
    """Two ids, the smaller first, and why they could be the same person."""

    first: object
    second: object
    reason: str


def sound(name: str) -> str:
    """A name key as it is heard, words in alphabetical order: "CAZALBOU YVETTE" sounds as "YVETE KAZALBOUX"."""
    for pattern, letter in _SOUNDS:
        name = re.sub(pattern, letter, name)
    return " ".join(sorted(name.split()))


def _likeness(one: str, other: str) -> float:
    """From 0 to 1, whatever the order of the words."""
    first, second = " ".join(sorted(one.split())), " ".join(sorted(other.split()))
    return 1.0 if first == second else SequenceMatcher(None, first, second).ratio()


def _one_digit_apart(one: str, other: str) -> bool:
    """Same length and one digit different, or two neighbours swapped."""
    if len(one) != len(other) or not one:
        return False
    apart = [rank for rank, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and one[apart[0]] == other[apart[1]]
    return len(apart) == 1 or (swapped and one[apart[1]] == other[apart[0]])


def reason_of(one: tuple, other: tuple) -> str | None:
    """Why two people (name key, phone key, e-mail key) could be the same; None when they are not alike enough."""
    (name, phone, email), (name2, phone2, email2) = one, other
    alike = _likeness(name, name2) if name and name2 else 0.0
    if email and email == email2 and alike >= _CLOSE:
        return PairReason.EMAIL
    if phone and phone == phone2 and alike >= _CLOSE:
        return PairReason.PHONE
    if sound(name) != sound(name2) or len(name.split()) < 2:
        return None
    if _one_digit_apart(phone, phone2):
        return PairReason.TYPO
    told_apart = (phone and phone2) or (email and email2)
    return None if told_apart else PairReason.NAME


def _blocks(people: Iterable[tuple]) -> tuple[dict, dict]:
    """People by id, and ids by block."""
    known, blocks = {}, defaultdict(list)
    for pk, name, phone, email in people:
        known[pk] = (name, phone, email)
        if phone:
            blocks["p" + phone].append(pk)
        if email:
            blocks["e" + email].append(pk)
        if " " in name:
            blocks["n" + sound(name)].append(pk)
    return known, blocks


def pairs_of(people: Iterable[tuple]) -> Iterator[Found]:
    """Pairs that could be one person, each once, among rows (id, name key, phone key, e-mail key)."""
    known, blocks = _blocks(people)
    seen: set[tuple] = set()
    for members in blocks.values():
        if len(members) < 2:
            continue
        for one, other in _compared(members, known):
            pair = (min(one, other), max(one, other))
            if pair in seen:
                continue
            seen.add(pair)
            if reason := reason_of(known[one], known[other]):
                yield Found(*pair, reason)


def _compared(members: list, known: dict) -> Iterator[tuple]:
    """Pairs of a block; in one too large, each with its neighbours once sorted by phone and e-mail address."""
    if len(members) <= _BLOCK:
        yield from combinations(members, 2)
        return
    for key in (1, 2):
        ordered = sorted(members, key=lambda pk: (known[pk][key], str(pk)))
        for rank, one in enumerate(ordered):
            yield from ((one, other) for other in ordered[rank + 1 : rank + 4])
