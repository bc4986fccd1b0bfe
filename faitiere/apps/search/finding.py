"""Reading of the index: every condition is an equality or a range, so that both databases answer from their index,
row-level security included (docs/decisions/0012-search.md)."""

import uuid

from django.db.models import Exists, OuterRef, QuerySet

from .models import SearchSpelling, SearchWord
from .rules import closest, may_be_misspelt, misspellings, readings

_CANDIDATES = 80
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


def targets(typed: str, *, kind: str, among: QuerySet) -> list[uuid.UUID]:
    """Ids of what is found, whole words before beginnings, bounded; `among` is what the actor may see."""
    found: dict[uuid.UUID, None] = {}
    for words in readings(typed):
        rows = _leading_to(words, kind).filter(Exists(among.order_by().filter(pk=OuterRef("target"))))
        found |= dict.fromkeys(rows.order_by("word", "target").values_list("target", flat=True)[:_CANDIDATES])
    return list(found)


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
