"""Reading of the index: every condition is an equality or a range, so that both databases answer from their index,
row-level security included (docs/decisions/0012-search.md)."""

import uuid

from django.db.models import Exists, OuterRef, QuerySet

from .models import SearchSpelling, SearchWord
from .rules import closest, may_be_misspelt, misspellings, readings

_CANDIDATES = 80
_PIECE = 250
_LAST = "\U0010ffff"


def _beginning(word: str, kind: str) -> QuerySet:
    return SearchWord.objects.filter(word__gte=word, word__lte=word + _LAST, kind=kind)


def _leading_to(words: list[str], kind: str) -> QuerySet:
    """Rows where the longest word begins a word of the index and the others lead to the same place."""
    first, *others = sorted(words, key=len, reverse=True)
    rows = _beginning(first, kind)
    for other in others:
        rows = rows.filter(Exists(_beginning(other, kind).filter(target=OuterRef("target"))))
    return rows


def targets(typed: str, *, kind: str, among: QuerySet | None) -> list[uuid.UUID]:
    """Ids of what is found, whole words before beginnings, bounded.

    among  what the actor may see; None when it sees all that the index holds
    """
    found: dict[uuid.UUID, None] = {}
    for words in readings(typed):
        rows = _leading_to(words, kind).order_by("word", "target").values_list("target", flat=True)
        found |= dict.fromkeys(rows[:_CANDIDATES] if among is None else _seen(rows, among))
    return list(found)


def _seen(rows: QuerySet, among: QuerySet) -> list[uuid.UUID]:
    """The first ones that may be seen: read in order and by pieces, for the rows seen may be few or nearly all."""
    found: list[uuid.UUID] = []
    start, piece = 0, _PIECE
    while len(found) < _CANDIDATES and piece == _PIECE:
        read = list(rows[start : start + _PIECE])
        seen = set(among.order_by().filter(pk__in=read).values_list("pk", flat=True))
        found += [one for one in read if one in seen]
        start, piece = start + _PIECE, len(read)
    return found[:_CANDIDATES]


def matching(rows: QuerySet, typed: str, *, kind: str) -> QuerySet:
    """`rows` (of the kind) that what is typed leads to, as one condition in the database."""
    led = [_leading_to(words, kind).order_by().values("target") for words in readings(typed)]
    if not led:
        return rows
    return rows.filter(pk__in=led[0].union(*led[1:]) if len(led) > 1 else led[0])


def respelt(typed: str, *, kinds: list[str]) -> str:
    """What may have been meant when nothing was found: each unknown word replaced by the closest known; "" if none."""
    words, changed = (readings(typed) or [[]])[0], False
    meant = []
    for word in words:
        known = not may_be_misspelt(word) or _known(word, kinds)
        close = [] if known else closest(word, _resembling(word))
        changed = changed or bool(close)
        meant.append(close[0] if close else word)
    return " ".join(meant) if changed else ""


def _known(word: str, kinds: list[str]) -> bool:
    return SearchWord.objects.filter(word__gte=word, word__lte=word + _LAST, kind__in=kinds).exists()


def _resembling(word: str) -> set[str]:
    rows = SearchSpelling.objects.filter(spelling__in=sorted(misspellings(word)))
    return set(rows.order_by("word").values_list("word", flat=True)[:_CANDIDATES])
