"""Degree-days read from the source of the platform: daily temperatures by département, as ODRE publishes them."""

import csv
import datetime as dt
import itertools
from collections.abc import Iterable

from django.utils import timezone

from faitiere.engines import bills as engine
from faitiere.lib.numbers import date_words

from .models import DegreeDaysMonth

# Columns of `temperature-quotidienne-departementale`: the day, the département, the mean of the day in °C.
DAY, DEPARTEMENT, MEAN = "date_obs", "code_insee_departement", "tmoy"


class NotTheFile(ValueError):
    """The file has not the columns expected."""


def read_temperatures(lines: Iterable[str]) -> dict[str, dict[dt.date, float]]:
    """Département → month → degree-days, of the whole months of a file; lines that cannot be read are as if missing.

    Raises NotTheFile when a column is missing.
    """
    lines = iter(lines)
    head = next(lines, "").lstrip("\ufeff")
    reader = csv.DictReader(itertools.chain([head], lines), delimiter=";" if ";" in head else ",")
    if missing := {DAY, DEPARTEMENT, MEAN} - set(reader.fieldnames or ()):
        raise NotTheFile(f"columns missing: {', '.join(sorted(missing))}")
    days: dict[str, list[tuple[dt.date, float]]] = {}
    for told in reader:
        try:
            day, mean = dt.date.fromisoformat(told[DAY][:10]), float(told[MEAN])
        except (TypeError, ValueError):
            continue
        days.setdefault(told[DEPARTEMENT].strip().zfill(2), []).append((day, mean))
    return {departement: engine.from_days(found) for departement, found in days.items()}


def keep(found: dict[str, dict[dt.date, float]]) -> int:
    """Write the months read, over those known; how many."""
    today = timezone.localdate()
    rows = [
        DegreeDaysMonth(departement=departement, month=month, value=value, read_on=today)
        for departement, months in found.items()
        for month, value in months.items()
    ]
    DegreeDaysMonth.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["departement", "month"],
        update_fields=["value", "read_on"],
    )
    return len(rows)


def known(departement: str, starts: Iterable[dt.date]) -> dict[dt.date, engine.DegreeDays]:
    """Start → degree-days of the twelve months from it: those of the shipped table, else those read from the source.

    A start whose months are not all known is left out. One query, whatever the years.
    """
    starts = list(starts)
    found = {start: shipped for start in starts if (shipped := engine.shipped(departement, start))}
    others = [start for start in starts if start not in found]
    if not others:
        return found
    rows = list(DegreeDaysMonth.objects.filter(departement=departement, month__gte=min(others)))
    if not rows:
        return found
    months, latest = {row.month: float(row.value) for row in rows}, max(row.read_on for row in rows)
    source = f"DJU base 18 du département, calculés sur les températures d'ODRE lues le {date_words(latest)}"
    read = {start: engine.over_twelve(months, start, source) for start in others}
    return found | {start: days for start, days in read.items() if days}
