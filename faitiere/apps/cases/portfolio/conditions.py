"""Conditions on cases that have a name at the desk."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..enums import CaseStatus
from ..models import Participant

LATE, WITHOUT, WEEK = "retard", "sans", "semaine"
NEVER = "jamais"


def is_late() -> Q:
    """Open, and its next step should have happened."""
    return Q(status=CaseStatus.OPEN, next_step_on__lt=timezone.localdate())


def is_without() -> Q:
    """Open, and nobody said what happens next."""
    return Q(status=CaseStatus.OPEN, next_step="")


def is_this_week() -> Q:
    """Its next step is within seven days, today included."""
    today = timezone.localdate()
    return Q(status=CaseStatus.OPEN, next_step_on__range=(today, today + dt.timedelta(days=6)))


FOLLOWING = {LATE: is_late, WITHOUT: is_without, WEEK: is_this_week}


def silent_for(days: int) -> Q:
    """Nobody spoke to the household for that long."""
    return Q(last_contact_at__lt=timezone.now() - dt.timedelta(days=days))


def signed_in(when: str) -> Q:
    """Someone of the case opened the project space within `when` days; nobody ever did, for "jamais"."""
    people = Participant.objects.filter(case=OuterRef("pk"), person__user__last_login__isnull=False)
    if when == NEVER:
        return ~Q(Exists(people))
    since = timezone.now() - dt.timedelta(days=int(when))
    return Q(Exists(people.filter(person__user__last_login__gte=since)))
