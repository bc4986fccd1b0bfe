"""French public holidays, overseas included, from the dated table data/holidays.csv.

Nobody has checked the table against its sources yet: every row says so (`verified` "no", `verified_on` empty).
"""

import csv
import datetime as dt
import functools
from pathlib import Path

from dateutil.easter import easter

_TABLE = Path(__file__).parent / "data" / "holidays.csv"


@functools.cache
def _rows() -> tuple[dict, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


def _day(rule: str, year: int) -> dt.date:
    """ "easter+39" or "05-08" in a year."""
    if rule.startswith("easter"):
        return easter(year) + dt.timedelta(days=int(rule.removeprefix("easter")))
    month, day = map(int, rule.split("-"))
    return dt.date(year, month, day)


@functools.cache
def holidays(year: int, zone: str) -> dict[dt.date, str]:
    """Day → name of the public holidays of a year in a zone (`enums.HolidayZone`)."""
    found = {}
    for row in _rows():
        day = _day(row["day"], year)
        known = row["valid_from"] <= day.isoformat() <= (row["valid_to"] or "9999")
        if known and (row["zones"] == "*" or zone in row["zones"].split()):
            found[day] = row["name"]
    return found


def holiday_name(day: dt.date, zone: str) -> str:
    """Name of the holiday, or "" on any other day."""
    return holidays(day.year, zone).get(day, "")
