"""The clock of a case: until when it is kept, and why."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from faitiere.apps.territories.retention import RetentionRule, months_kept, rules_on

from .enums import EntryKind
from .models import Case
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


def clock_of(case: Case, *, today: dt.date | None = None) -> Clock:
    """Until when a case is kept, were nothing more to happen: the later of its last exchange and of its aid request."""
    today = today or timezone.localdate()
    followed = case.entries.filter(kind__in=_FOLLOWED).exists()
    starts = {"case_followed" if followed else "case_contact": timezone.localdate(case.last_contact_at)}
    if case.filing_on:
        starts["case_aid"] = case.filing_on
    kept, rules = months_kept(today), rules_on(today)
    clocks = [
        Clock(rules[topic], since, kept[topic], months_after(since, kept[topic])) for topic, since in starts.items()
    ]
    return max(clocks, key=lambda clock: clock.erased_on)


def whose_time_is_near(*, today: dt.date, days: int) -> list[tuple[Case, Clock]]:
    """Cases whose time is up, or will be within so many days, with their clock."""
    shortest = min(months_kept(today).values())
    # No month is shorter than 28 days: nothing younger than that can be due.
    silent_on = today - dt.timedelta(days=28 * shortest - days)
    candidates: QuerySet[Case] = Case.objects.filter(erased_at=None, last_contact_at__date__lte=silent_on)
    clocks = [(case, clock_of(case, today=today)) for case in candidates.select_related("advisor").iterator()]
    limit = today + dt.timedelta(days=days)
    return [(case, clock) for case, clock in clocks if clock.erased_on <= limit]
