"""The figures of legal advice over a period: by theme, channel, public and month."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from faitiere.lib.numbers import month_words
from faitiere.lib.secrecy import SECRECY_FLOOR, hide_small

from .enums import Channel, Public, Redirection
from .models import LegalQuestion
from .permissions import hides_small, questions_measured_by

# Not "fewer than five": one more count may be hidden so that the small one is not found by subtraction.
HIDDEN = "non montré"


@dataclass(frozen=True)
class Row:
    """A line: `count` is None when it is hidden; `level` 2 is a subject of the theme above."""

    label: str
    count: int | None
    level: int = 1


@dataclass(frozen=True)
class Statistics:
    """`total` None: fewer than five questions stand behind everything, nothing is shown."""

    total: int | None
    minutes: int | None
    waiting: int | None
    tables: list[tuple[str, list[Row]]]


def statistics(actor, start: dt.date, end: dt.date) -> Statistics:
    """Figures of the questions asked between two days, small counts hidden from those who only measure."""
    found = questions_measured_by(actor).filter(asked_on__range=(start, end)).select_related("subject__parent")
    questions, hides = list(found.order_by("asked_on")), hides_small(actor)
    if hides and 0 < len(questions) < SECRECY_FLOOR:
        return Statistics(None, None, None, [])
    tables = [
        ("Thème et sujet", _themes(questions, hides)),
        ("Canal", _rows(questions, lambda one: Channel(one.channel).label, hides)),
        ("Public", _rows(questions, lambda one: Public(one.public).label, hides)),
        ("Mois", _rows(questions, lambda one: one.asked_on.replace(day=1), hides, words=month_words)),
    ]
    if not hides:
        redirected = Counter(Redirection(key).label for one in questions for key in one.redirected_to)
        tables.append(("Orienté vers", [Row(label, number) for label, number in redirected.most_common()]))
    minutes = sum(one.minutes or 0 for one in questions)
    waiting = None if hides else sum(not one.is_answered for one in questions)
    return Statistics(len(questions), minutes, waiting, tables)


def _rows(questions: list[LegalQuestion], key: Callable, hides: bool, *, words: Callable = str) -> list[Row]:
    counts = Counter(map(key, questions))
    shown = hide_small(counts) if hides else counts
    order = sorted(counts) if words is not str else _ranked(shown)
    return [Row(words(one), shown[one]) for one in order]


def _ranked(shown: Mapping[str, int | None]) -> list[str]:
    """Largest first, then by name; those hidden last, by name: their rank would tell their size."""
    return sorted(shown, key=lambda one: (-(shown[one] or 0), one))


def _themes(questions: list[LegalQuestion], hides: bool) -> list[Row]:
    """Each theme, then its subjects; the subjects of a hidden theme are hidden with it."""
    totals = Counter(one.subject.parent.name for one in questions)
    shown = hide_small(totals) if hides else totals
    rows = []
    for theme in _ranked(shown):
        rows.append(Row(theme, shown[theme]))
        of_theme = [one for one in questions if one.subject.parent.name == theme]
        inside = _rows(of_theme, lambda one: one.subject.name, hides)
        rows += [Row(row.label, None if shown[theme] is None else row.count, level=2) for row in inside]
    return rows


def lines_of(figures: Statistics) -> list[tuple[str, str, str]]:
    """The same figures as lines of a file: what is counted, the line, how many."""
    total = "moins de 5" if figures.total is None else str(figures.total)
    return [("Total", "Questions", total)] + [
        (title, row.label, HIDDEN if row.count is None else str(row.count))
        for title, rows in figures.tables
        for row in rows
    ]
