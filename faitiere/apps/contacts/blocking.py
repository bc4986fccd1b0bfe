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
_SOUNDS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
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
        name = pattern.sub(letter, name)
    return " ".join(sorted(name.split()))


@dataclass(frozen=True, slots=True)
class Known:
    """What people are compared by: keys of `rules`, worked out once a person."""

    words: str
    heard: str
    phone: str
    email: str
    # Keys of its further phones and addresses.
    more: tuple[str, ...] = ()

    def every_key(self) -> set[str]:
        """Every phone and every address, main or further; an address is told by its @."""
        return {self.phone, self.email, *self.more} - {""}


def known_by(name: str, phone: str, email: str, more: tuple[str, ...] = ()) -> Known:
    """Keys of a person; the words of the name in alphabetical order, so that their order does not count."""
    return Known(" ".join(sorted(name.split())), sound(name), phone, email, more)


def _alike(one: Known, other: Known) -> bool:
    if one.heard == other.heard:
        return True
    return bool(one.words and other.words) and SequenceMatcher(None, one.words, other.words).ratio() >= _CLOSE


def _one_digit_apart(one: str, other: str) -> bool:
    """Same length and one digit different, or two neighbours swapped."""
    if len(one) != len(other) or not one:
        return False
    apart = [rank for rank, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and one[apart[0]] == other[apart[1]]
    return len(apart) == 1 or (swapped and one[apart[1]] == other[apart[0]])


def reason_of(one: Known, other: Known) -> str | None:
    """Why two people could be the same; None when they are not alike enough."""
    if shared := one.every_key() & other.every_key():
        reason = PairReason.EMAIL if any("@" in key for key in shared) else PairReason.PHONE
        return reason if _alike(one, other) else None
    if one.heard != other.heard or " " not in one.heard:
        return None
    if _one_digit_apart(one.phone, other.phone):
        return PairReason.TYPO
    told_apart = (one.phone and other.phone) or (one.email and other.email)
    return None if told_apart else PairReason.NAME


def _blocks(people: Iterable[tuple]) -> tuple[dict, dict]:
    """People by id, and ids by block."""
    known, blocks = {}, defaultdict(list)
    for pk, *keys in people:
        one = known[pk] = known_by(*keys)
        for key in one.every_key():
            blocks[key].append(pk)
        if " " in one.heard:
            blocks[one.heard].append(pk)
    return known, blocks


def pairs_of(people: Iterable[tuple]) -> Iterator[Found]:
    """Pairs that could be one person, each once, among rows (id, name key, phone key, e-mail key[, further keys])."""
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


def _compared(members: list, known: dict[object, Known]) -> Iterator[tuple]:
    """Pairs of a block; in one too large, each with its neighbours once sorted by phone, then by e-mail address."""
    if len(members) <= _BLOCK:
        yield from combinations(members, 2)
        return
    for key in ("phone", "email"):
        ordered = sorted(members, key=lambda pk: (getattr(known[pk], key), str(pk)))
        for rank, one in enumerate(ordered):
            yield from ((one, other) for other in ordered[rank + 1 : rank + 4])
