"""Moments on the clock of a territory, in words."""

import datetime as dt
from zoneinfo import ZoneInfo

from faitiere.lib.numbers import NBSP, day_words, hour_words


def zone_of(territory) -> ZoneInfo:
    return ZoneInfo(territory.time_zone)


def _twice(local: dt.datetime) -> bool:
    """Whether this hour comes twice, the night winter comes."""
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset() and _exists(local)


def _exists(local: dt.datetime) -> bool:
    return local.astimezone(dt.UTC).astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)


def hour_of(moment: dt.datetime, zone: ZoneInfo) -> str:
    """ "9 h 40"; the hour that comes twice says which one: "2 h (heure d'hiver)"."""
    local = moment.astimezone(zone)
    words = hour_words(local)
    if not _twice(local):
        return words
    return f"{words} (heure d’{'hiver' if local.fold else 'été'})"


def moment_of(moment: dt.datetime, zone: ZoneInfo) -> str:
    """ "mardi 24 novembre 2026 à 9 h 40"."""
    return f"{day_words(moment.astimezone(zone).date())} à {hour_of(moment, zone)}"


def short_moment_of(moment: dt.datetime, zone: ZoneInfo) -> str:
    """ "Mardi 24 novembre, 9 h 40": the year goes without saying."""
    day = day_words(moment.astimezone(zone).date()).rsplit(NBSP, 1)[0].rsplit(" ", 1)
    words = " ".join(day)
    return f"{words[:1].upper()}{words[1:]}, {hour_of(moment, zone)}"


def midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """The first moment of a local day, in UTC."""
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


def today_in(zone: ZoneInfo, now: dt.datetime) -> dt.date:
    return now.astimezone(zone).date()
