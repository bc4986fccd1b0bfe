"""What the screens of legal advice need to read: places, years, periods."""

import datetime as dt

from django.utils import timezone

from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.models import Membership
from faitiere.apps.territories.models import Organisation

from .permissions import questions_measured_by


def advising():
    """Organisations where somebody gives legal advice today."""
    held = Membership.objects.active().filter(role=Role.LEGAL_ADVISOR)
    return Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name")


def answering_places(actor):
    """Organisations in whose name the actor may answer."""
    if actor.has(Role.TERRITORY_ADMIN):
        return advising()
    return advising().filter(pk__in=actor.organisations_as(Role.LEGAL_ADVISOR))


def years_of(actor) -> list[int]:
    """Years with questions, newest first, the current one included."""
    asked = questions_measured_by(actor).dates("asked_on", "year", order="DESC")
    return sorted({timezone.localdate().year, *(day.year for day in asked)}, reverse=True)


def period_of(query, *, whole_years: bool) -> tuple[dt.date, dt.date]:
    """The period of an address: `annee`, or `du` and `au`; the current year when it means nothing.

    whole_years  two periods that differ by a day would tell, by subtraction, what a small count hides
    """
    today = timezone.localdate()
    asked = query.get("annee", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked[:4]) <= today.year and len(asked) == 4 else today.year
    start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if whole_years:
        return start, end
    try:
        start = dt.date.fromisoformat(query.get("du", "")) if query.get("du") else start
        end = dt.date.fromisoformat(query.get("au", "")) if query.get("au") else end
    except ValueError:
        return start, end
    return (start, end) if start <= end else (end, start)
