"""The only writers of the index, which follows what the other actions write: nothing here is journalled again."""

import uuid
from collections.abc import Iterable

from django.db import connection, transaction

from faitiere.lib.tenancy import current_territory_id

from .models import SearchSpelling, SearchWord
from .rules import first_letters, may_be_misspelt, spellings

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
        _insert(
            SearchWord,
            ("kind", "target", "source", "word"),
            [(kind, target, target, word) for target, own in some.items() for word in sorted(own)],
        )
        all_words = set().union(*some.values())
        _add_spellings(all_words - _spelt(all_words))
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


def _spelt(words: set[str]) -> set[str]:
    """Those of these words, and others alike, whose spellings are kept already."""
    starts = {first_letters(word) for word in words}
    return set(SearchSpelling.objects.filter(spelling__in=starts).values_list("word", flat=True).distinct())


def _add(targets, source: uuid.UUID, words: set[str]) -> None:
    """Rows of the index. A source without a word keeps an empty one, so that its next words know where to go."""
    rows = [(kind, target, source, word) for kind, target in targets for word in sorted(words or {""})]
    _insert(SearchWord, ("kind", "target", "source", "word"), rows)
    _add_spellings(words)


def _add_spellings(words: set[str]) -> None:
    telling = sorted(word for word in words if may_be_misspelt(word))
    pairs = [(spelling, word) for word in telling for spelling in sorted(spellings(word))]
    _insert(SearchSpelling, ("spelling", "word"), pairs)


def _insert(model, names: tuple[str, ...], rows: list[tuple]) -> None:
    """Rows of the territory in scope, those already there left alone.

    Not `bulk_create`: on the hundreds of thousands of rows of an import it spends, on SQLite, ten times what the
    database does.
    """
    if not rows:
        return
    model(territory_id=current_territory_id()).claim_territory()
    fields = [model._meta.get_field(name) for name in ("territory", *names)]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    territory = fields[0].get_db_prep_save(current_territory_id(), connection)
    written = [
        (territory, *(field.get_db_prep_save(value, connection) for field, value in zip(fields[1:], row, strict=True)))
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING", written)


def _forget_spellings(words: set[str]) -> None:
    gone = words - set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    SearchSpelling.objects.filter(word__in=gone).delete()
