"""Dates around a general meeting: what must be sent by when, and when the decision becomes final."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from faitiere.engines import params


@dataclass(frozen=True, slots=True)
class MeetingDates:
    """Last days to act before the meeting, and what runs after it.

    `settle_agenda_by`: agenda settled, questions of owners received, so that the notice can be made and sent;
    `present_notice_by`: first presentation of the notice; `post_votes_by`: last day a postal vote may arrive;
    `notify_minutes_by`: minutes sent to those who opposed or were absent, `minutes_verified`: whether somebody checked
    that delay in the text; `call_again_by`: last day to call the
    second meeting of article 25-1 (None where the rules of the day know none).
    """

    meeting_on: date
    settle_agenda_by: date
    present_notice_by: date
    post_votes_by: date
    notify_minutes_by: date
    call_again_by: date | None
    minutes_verified: bool


@dataclass(frozen=True, slots=True)
class OwnerClock:
    """Opt-out loan of article 26-4 III, for one owner: refuse by, pay the whole share by, challenge by."""

    refuse_by: date
    pay_by: date
    challenge_by: date


def add_months(day: date, months: int) -> date:
    """Same day so many months later, or the last day of that month (art. 641 of the code of civil procedure).

    >>> add_months(date(2026, 12, 31), 2)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def meeting_dates(meeting_on: date, *, notice_days: int | None = None, again: bool = False) -> MeetingDates:
    """Dates of a meeting. `notice_days`: what the by-laws ask, when longer than the law (art. 9 of the decree).

    `again`: meeting of article 25-1 on nothing but what an earlier one refused: its notice is shorter (art. 19 of the
    decree), and it calls no other.

    The notice runs from the day after its first presentation, so that the whole days lie before the meeting;
    clear days exclude both the day of receipt and the day of the meeting.
    """
    if again:
        legal = int(params.value("meeting_second_notice_days", on=meeting_on, article="25"))
    else:
        legal = int(params.value("meeting_notice_days", on=meeting_on))
    clear = int(params.value("postal_vote_clear_days", on=meeting_on))
    months = None if again else params.find_or_none("vote_new_meeting_months", on=meeting_on, article="25")
    minutes = params.find("minutes_notice_months", on=meeting_on)
    notice_by = meeting_on - timedelta(days=max(legal, notice_days or 0) + 1)
    settled = int(params.value("meeting_agenda_settled_days", on=meeting_on))
    return MeetingDates(
        meeting_on=meeting_on,
        settle_agenda_by=notice_by - timedelta(days=settled),
        present_notice_by=notice_by,
        post_votes_by=meeting_on - timedelta(days=clear + 1),
        notify_minutes_by=add_months(meeting_on, int(str(minutes.value))),
        call_again_by=add_months(meeting_on, int(str(months.value))) if months else None,
        minutes_verified=minutes.verified,
    )


def opt_out_clock(notified_on: date) -> OwnerClock:
    """Dates that run for an owner from the notice of the minutes. Raises `NoValue` before the loan existed."""

    def after(name: str) -> date:
        return add_months(notified_on, int(params.value(name, on=notified_on)))

    return OwnerClock(after("opt_out_refusal_months"), after("opt_out_payment_months"), after("challenge_months"))
