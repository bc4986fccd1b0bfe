"""Writers of what an administrator, a manager or an advisor sets: reasons, places, hours, absences."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from faitiere.apps.accounts.models import User
from faitiere.apps.audit.actions import record

from ..models import Absence, BookingRules, Opening, OpeningChange, Place, Question, Reason
from .waiting import tell_of_hours

_REASON_FIELDS = (
    *("name", "minutes", "public_text", "bring", "audience", "ways"),
    *("notice_hours", "horizon_days", "gap_minutes", "online"),
)
_OPENING_FIELDS = ("organisation", "advisor", "place", "ways", "every_weeks", "start", "end", "seats", "ends_on")


@transaction.atomic
def save_rules(*, actor, fields: dict) -> BookingRules:
    """What holds for every appointment of the territory."""
    rules, _ = BookingRules.objects.update_or_create(defaults=fields)
    record(actor=actor, verb="booking.rules_set", target=rules)
    return rules


@transaction.atomic
def save_reason(*, actor, reason: Reason | None, fields: dict) -> Reason:
    """Add a reason or change it; `fields` holds also `organisations` and `advisors` (empty: all of them)."""
    kept = reason or Reason()
    for name in _REASON_FIELDS:
        setattr(kept, name, fields[name])
    kept.save()
    kept.organisations.set(fields["organisations"])
    kept.advisors.set(fields["advisors"])
    record(actor=actor, verb="booking.reason_saved", target=kept)
    return kept


@transaction.atomic
def close_reason(*, actor, reason: Reason) -> None:
    """Offer it no more. Appointments taken keep it; whoever is booking it is told so on the last screen."""
    reason.closed_at = timezone.now()
    reason.save(update_fields=["closed_at"])
    record(actor=actor, verb="booking.reason_closed", target=reason)


@transaction.atomic
def add_question(*, actor, reason: Reason, fields: dict) -> Question:
    question = Question(reason=reason, position=reason.questions.count() + 1, **fields)
    question.save(force_insert=True)
    record(actor=actor, verb="booking.question_added", target=question)
    return question


@transaction.atomic
def remove_question(*, actor, question: Question) -> None:
    """Ask it no more; answers already given stay with their appointments."""
    record(actor=actor, verb="booking.question_removed", target=question)
    question.delete()


@transaction.atomic
def save_place(*, actor, place: Place | None, fields: dict) -> Place:
    kept = place or Place()
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save()
    record(actor=actor, verb="booking.place_saved", target=kept)
    return kept


@transaction.atomic
def close_place(*, actor, place: Place) -> None:
    """Receive there no more: its hours go on by phone, video or at home only."""
    place.closed_at = timezone.now()
    place.save(update_fields=["closed_at"])
    Opening.objects.filter(place=place).update(place=None)
    record(actor=actor, verb="booking.place_closed", target=place)


def _fill(opening: Opening, fields: dict) -> None:
    for name in _OPENING_FIELDS:
        setattr(opening, name, fields[name])
    # An advisor is one person, wherever it receives: all its hours share one calendar.
    if opening.advisor:
        opening.calendar = opening.advisor.pk
    elif User.objects.filter(pk=opening.calendar).exists():
        opening.calendar = uuid.uuid4()


@transaction.atomic
def open_hours(*, actor, fields: dict) -> Opening:
    """New weekly hours, from their first day on; `reasons` empty: all of them. Those who wait for a slot are told."""
    opening = Opening(starts_on=fields["starts_on"])
    _fill(opening, fields)
    opening.save(force_insert=True)
    opening.reasons.set(fields["reasons"])
    record(actor=actor, verb="booking.hours_opened", target=opening)
    tell_of_hours(actor=actor, opening=opening)
    return opening


@transaction.atomic
def change_hours(*, actor, opening: Opening, fields: dict, since: dt.date) -> Opening:
    """Change this day and the following ones: what came before stays as it was, days already changed go with it."""
    if since <= opening.starts_on:
        _fill(opening, fields)
        opening.save()
        opening.reasons.set(fields["reasons"])
        record(actor=actor, verb="booking.hours_changed", target=opening)
        return opening
    calendar = opening.calendar
    end_hours(actor=actor, opening=opening, since=since)
    later = Opening(starts_on=since, calendar=calendar)
    _fill(later, fields)
    later.save(force_insert=True)
    later.reasons.set(fields["reasons"])
    OpeningChange.objects.filter(opening=opening, day__gte=since).update(opening=later)
    record(actor=actor, verb="booking.hours_changed", target=later, since=since.isoformat())
    return later


@transaction.atomic
def end_hours(*, actor, opening: Opening, since: dt.date) -> None:
    """This day and the following ones are no longer open; appointments taken stay."""
    record(actor=actor, verb="booking.hours_ended", target=opening, since=since.isoformat())
    if since <= opening.starts_on:
        opening.delete()
        return
    opening.ends_on = since - dt.timedelta(days=1)
    opening.save(update_fields=["ends_on"])


@transaction.atomic
def change_day(*, actor, opening: Opening, day: dt.date, hours: tuple[dt.time, dt.time] | None) -> None:
    """This one only: other hours that day, or closed; appointments taken stay."""
    start, end = hours or (None, None)
    OpeningChange.objects.update_or_create(opening=opening, day=day, defaults={"start": start, "end": end})
    record(actor=actor, verb="booking.day_changed", target=opening, day=day.isoformat())


@transaction.atomic
def forget_change(*, actor, opening: Opening, day: dt.date) -> None:
    """That day is again like the others."""
    OpeningChange.objects.filter(opening=opening, day=day).delete()
    record(actor=actor, verb="booking.day_restored", target=opening, day=day.isoformat())


@transaction.atomic
def add_absence(*, actor, fields: dict) -> Absence:
    """Nobody is received meanwhile; appointments already taken stay, to be moved by hand."""
    absence = Absence(**fields)
    absence.save(force_insert=True)
    record(actor=actor, verb="booking.absence_added", target=absence)
    return absence


@transaction.atomic
def remove_absence(*, actor, absence: Absence) -> None:
    record(actor=actor, verb="booking.absence_removed", target=absence)
    absence.delete()
