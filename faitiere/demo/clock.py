"""A clock set in the past, so that the demonstration has a history: journal, timeline, mails and reports agree on it.

Only for building demonstration data, in a process of its own: the change holds for the entire process.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator

from django.utils import timezone


@contextlib.contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Make `django.utils.timezone.now()` answer `moment` for the block, in UTC as the real one does."""
    real, shown = timezone.now, moment.astimezone(dt.UTC)
    timezone.now = lambda: shown
    try:
        yield
    finally:
        timezone.now = real


def moment_of(now: dt.datetime, *, days: int, hour: int, minute: int = 0) -> dt.datetime:
    """Working day and hour `days` before `now`: a weekend goes back to Friday, and nothing is later than `now`."""
    day = timezone.localtime(now) - dt.timedelta(days=days)
    day -= dt.timedelta(days=max(day.weekday() - 4, 0))
    return min(day.replace(hour=hour, minute=minute, second=0, microsecond=0), now)
