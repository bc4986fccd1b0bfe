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


def known(departement: str, start: dt.date) -> engine.DegreeDays | None:
    """Degree-days of the twelve months from `start`: those of the shipped table, else those read from the source."""
    if shipped := engine.shipped(departement, start):
        return shipped
    end = start.replace(year=start.year + 1)
    rows = list(DegreeDaysMonth.objects.filter(departement=departement, month__gte=start, month__lt=end))
    if not rows:
        return None
    source = f"DJU base 18 du département, calculés sur les températures d'ODRE lues le {date_words(rows[-1].read_on)}"
    return engine.over_twelve({row.month: float(row.value) for row in rows}, start, source)
