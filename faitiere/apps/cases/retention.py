"""The clock of a case: until when it is kept, and why."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from faitiere.apps.territories.retention import RetentionRule, months_kept, rules_on

from .enums import EntryKind
from .models import Case, Entry
from .rules import months_after

# What makes a case more than a first contact.
_FOLLOWED = (EntryKind.STUDY, EntryKind.ACT, EntryKind.MEETING, EntryKind.DOCUMENT)


@dataclass(frozen=True)
class Clock:
    """rule: the line of the table; since: the day it counts from; erased_on: the day the case is erased."""

    rule: RetentionRule
    since: dt.date
    months: int
    erased_on: dt.date


def _followed() -> Exists:
    """Whether something was done in a case, beyond a first contact."""
    return Exists(Entry.objects.filter(case=OuterRef("pk"), kind__in=_FOLLOWED))


def clock_of(case: Case, *, today: dt.date | None = None) -> Clock:
    """Until when a case is kept, were nothing more to happen: the later of its last exchange and of its aid request."""
    today = today or timezone.localdate()
    followed = case.entries.filter(kind__in=_FOLLOWED).exists()
    return _clock(case, followed, kept=months_kept(today), rules=rules_on(today))


def _clock(case: Case, followed: bool, *, kept: dict[str, int], rules: dict[str, RetentionRule]) -> Clock:
    starts = {"case_followed" if followed else "case_contact": timezone.localdate(case.last_contact_at)}
    if case.filing_on:
        starts["case_aid"] = case.filing_on
    clocks = [
        Clock(rules[topic], since, kept[topic], months_after(since, kept[topic])) for topic, since in starts.items()
    ]
    return max(clocks, key=lambda clock: clock.erased_on)


def whose_time_is_near(*, today: dt.date, days: int) -> list[tuple[Case, Clock]]:
    """Cases whose time is up, or will be within so many days, with their clock; in a constant number of queries."""
    kept, rules = months_kept(today), rules_on(today)
    # No month is shorter than 28 days: nothing younger than that can be due.
    silent_on = today - dt.timedelta(days=28 * min(kept.values()) - days)
    silent = Case.objects.filter(erased_at=None, last_contact_at__date__lte=silent_on)
    limit, near = today + dt.timedelta(days=days), []
    for case in silent.annotate(was_followed=_followed()).select_related("advisor").iterator():
        clock = _clock(case, case.was_followed, kept=kept, rules=rules)
        if clock.erased_on <= limit:
            near.append((case, clock))
    return near
