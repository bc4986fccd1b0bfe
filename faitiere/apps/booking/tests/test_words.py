import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from faitiere.apps.booking.models import Absence

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((4, 0), (6, 0), "du vendredi 4 décembre 2026 au samedi 5 décembre 2026"),
        ((4, 0), (5, 0), "le vendredi 4 décembre 2026"),
        ((4, 9), (4, 12), "du vendredi 4 décembre 2026 à 9 h au vendredi 4 décembre 2026 à 12 h"),
    ],
)
def test_an_absence_of_whole_days_is_told_by_its_days(start, end, words):
    """The end of a day is the beginning of the next: the last day told is the last one away."""
    moments = [dt.datetime(2026, 12, day, hour, tzinfo=PARIS) for day, hour in (start, end)]
    with timezone.override(PARIS):
        told = Absence(starts_at=moments[0], ends_at=moments[1]).words
    assert told.replace("\xa0", " ") == words
