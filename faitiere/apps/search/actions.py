"""The only writers of the index, which follows what the other actions write: nothing here is journalled again."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from .models import SearchSpelling, SearchWord
from .rules import may_be_misspelt, spellings

_BATCH = 2000


@transaction.atomic
def link(*, kind: str, target: uuid.UUID, source: uuid.UUID, words: set[str]) -> None:
    """What is found (`kind`, `target`) is now found by these words of this source, and by no other of the source."""
    SearchWord.objects.filter(target=target, source=source).delete()
    _add([(kind, target)], source, words)


@transaction.atomic
def link_all(*, kind: str, words: dict[uuid.UUID, set[str]]) -> None:
    """Many that are each found by words of their own and by no other: what an import reads, a batch at a time."""
    for start in range(0, len(words), _BATCH):
        some = dict(list(words.items())[start : start + _BATCH])
        before = _words(target__in=list(some))
        SearchWord.objects.filter(target__in=list(some)).delete()
        known = _words(word__in=set().union(*some.values()))
        rows = [
            SearchWord(kind=kind, target=target, source=target, word=word)
            for target, own in some.items()
            for word in sorted(own)
        ]
        _write(rows, words={row.word for row in rows} - known)
        _forget_spellings(before)


@transaction.atomic
def follow(*, source: uuid.UUID, words: set[str]) -> None:
    """A person or a home changed: everything found by its words is now found by these."""
    targets = list(SearchWord.objects.filter(source=source).values_list("kind", "target").distinct())
    if targets:
        before = _words(source=source)
        SearchWord.objects.filter(source=source).delete()
        _add(targets, source, words)
        _forget_spellings(before)


@transaction.atomic
def forget(*, ids: Iterable[uuid.UUID]) -> None:
    """Erase every word read from these rows or leading to them, and the spellings nothing else needs."""
    ids = [one for one in ids if isinstance(one, uuid.UUID)]
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        before = _words(source__in=some) | _words(target__in=some)
        SearchWord.objects.filter(source__in=some).delete()
        SearchWord.objects.filter(target__in=some).delete()
        _forget_spellings(before)


@transaction.atomic
def unlink(*, kind: str, target: uuid.UUID) -> None:
    """Nothing leads to it any more."""
    rows = SearchWord.objects.filter(target=target, kind=kind)
    before = set(rows.values_list("word", flat=True))
    if before:
        rows.delete()
        _forget_spellings(before)


def _words(**where) -> set[str]:
    return set(SearchWord.objects.filter(**where).values_list("word", flat=True).distinct())


def _add(targets, source: uuid.UUID, words: set[str]) -> None:
    """Rows of the index. A source without a word keeps an empty one, so that its next words know where to go."""
    rows = [
        SearchWord(kind=kind, target=target, source=source, word=word)
        for kind, target in targets
        for word in sorted(words or {""})
    ]
    _write(rows, words=words)


def _write(rows: list[SearchWord], *, words: set[str]) -> None:
    """The rows, and the spellings of these words."""
    SearchWord.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    pairs = [
        SearchSpelling(spelling=spelling, word=word)
        for word in sorted(words)
        if may_be_misspelt(word)
        for spelling in sorted(spellings(word))
    ]
    SearchSpelling.objects.bulk_create(pairs, batch_size=_BATCH, ignore_conflicts=True)


def _forget_spellings(words: set[str]) -> None:
    gone = words - set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    SearchSpelling.objects.filter(word__in=gone).delete()
