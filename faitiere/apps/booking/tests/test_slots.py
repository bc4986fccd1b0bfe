"""Slots from hours, on paper: every figure is counted by hand on the clock written beside it."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import pytest

from faitiere.apps.booking.holidays import holidays
from faitiere.apps.booking.slots import (
    Busy,
    Hours,
    Need,
    days_of,
    free_slots,
    nearest,
    overlapping,
    quarters,
    spans,
)

DESK = uuid.UUID(int=1)
PARIS, REUNION, MARQUESAS = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion"), ZoneInfo("Pacific/Marquesas")
MARTINIQUE = ZoneInfo("America/Martinique")
MONDAY = dt.date(2026, 11, 23)
NOTHING = Busy()
ALWAYS = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def hours(start="09:00", end="12:00", day=MONDAY, **more) -> Hours:
    known = {"ends_on": None} | more
    return Hours(DESK, day, start=dt.time.fromisoformat(start), end=dt.time.fromisoformat(end), **known)


def slots(one: Hours, *, zone=PARIS, first=MONDAY, days=1, minutes=45, gap=0, busy=NOTHING, **bounds):
    need = Need(minutes, gap, bounds.get("not_before", ALWAYS[0]), bounds.get("not_after", ALWAYS[1]))
    return free_slots(spans(one, first, first + dt.timedelta(days=days - 1), zone), busy, need)


def clock(found, zone=PARIS) -> list[str]:
    return [slot.start.astimezone(zone).strftime("%H:%M") for slot in found]


def at(text: str, zone=PARIS) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(dt.UTC)


def test_a_morning_of_three_hours_holds_four_slots_of_45_minutes():
    assert clock(slots(hours())) == ["09:00", "09:45", "10:30", "11:15"]


def test_a_gap_is_kept_after_each_and_not_asked_of_the_end_of_the_day():
    assert clock(slots(hours(), gap=15)) == ["09:00", "10:00", "11:00"]
    assert clock(slots(hours(end="11:45"), gap=15)) == ["09:00", "10:00", "11:00"]


def test_what_is_taken_is_stepped_over_and_the_next_slot_follows_it():
    busy = Busy(taken={DESK: frozenset((0, one) for one in quarters(at("2026-11-23 09:45"), at("2026-11-23 10:15")))})
    assert clock(slots(hours(), busy=busy)) == ["09:00", "10:15", "11:00"]


def test_an_absence_in_the_middle_of_a_quarter_gives_the_next_quarter():
    busy = Busy(blocked={DESK: ((at("2026-11-23 09:10"), at("2026-11-23 10:05")),)})
    assert clock(slots(hours(), busy=busy)) == ["10:15", "11:00"]


def test_two_seats_offer_the_slot_until_both_are_taken():
    first = {(0, one) for one in quarters(at("2026-11-23 09:00"), at("2026-11-23 09:45"))}
    second = {(1, one) for _, one in first}
    assert "09:00" in clock(slots(hours(seats=2), busy=Busy(taken={DESK: frozenset(first)})))
    assert "09:00" not in clock(slots(hours(seats=2), busy=Busy(taken={DESK: frozenset(first | second)})))


def test_two_half_free_seats_are_not_one_free_seat():
    """Seat 0 is taken until 9 h 15, seat 1 from 9 h 15 on: 45 minutes fit on neither."""
    taken = {(0, at("2026-11-23 09:00")), (1, at("2026-11-23 09:15")), (1, at("2026-11-23 09:30"))}
    assert clock(slots(hours(end="09:45", seats=2), busy=Busy(taken={DESK: frozenset(taken)}))) == []


def test_notice_and_horizon_cut_the_day_without_moving_its_slots():
    found = slots(hours(), not_before=at("2026-11-23 09:10"), not_after=at("2026-11-23 10:40"))
    assert clock(found) == ["09:45", "10:30"]


def test_hours_come_back_every_week_or_every_other_week():
    assert [day.day for day in days_of(hours(), MONDAY, dt.date(2026, 12, 14))] == [23, 30, 7, 14]
    assert [day.day for day in days_of(hours(every_weeks=2), dt.date(2026, 11, 24), dt.date(2026, 12, 21))] == [7, 21]


def test_the_last_day_ends_the_series_and_days_before_the_first_are_none():
    series = hours(ends_on=dt.date(2026, 11, 30))
    assert [day.day for day in days_of(series, dt.date(2026, 1, 1), dt.date(2027, 1, 1))] == [23, 30]


def test_one_day_may_close_or_keep_other_hours():
    other = {MONDAY: None, dt.date(2026, 11, 30): (dt.time(14), dt.time(14, 45))}
    assert clock(slots(hours(changes=other), days=8)) == ["14:00"]


def test_the_night_summer_comes_has_no_two_o_clock():
    """29 March 2026: 2 h becomes 3 h in Paris. From 1 h to 5 h there are three hours."""
    night = dt.date(2026, 3, 29)
    found = slots(hours("01:00", "05:00", day=night), first=night, minutes=60)
    assert clock(found) == ["01:00", "03:00", "04:00"]


def test_the_night_winter_comes_has_two_o_clock_twice_and_never_the_same_moment():
    """25 October 2026: 3 h becomes 2 h in Paris. From 1 h to 5 h there are five hours."""
    night = dt.date(2026, 10, 25)
    found = slots(hours("01:00", "05:00", day=night), first=night, minutes=60)
    assert clock(found) == ["01:00", "02:00", "02:00", "03:00", "04:00"]
    assert len({slot.start for slot in found}) == 5


def test_the_same_hour_on_the_clock_before_and_after_the_change():
    """9 h in Paris is 8 h UTC in winter and 7 h UTC in summer."""
    series = hours(end="09:45", day=dt.date(2026, 3, 23))
    found = slots(series, first=dt.date(2026, 3, 23), days=8)
    assert [slot.start.hour for slot in found] == [8, 7]


@pytest.mark.parametrize(
    ("zone", "utc"), [(REUNION, "05:00"), (MARTINIQUE, "13:00"), (MARQUESAS, "18:30"), (PARIS, "08:00")]
)
def test_nine_o_clock_overseas(zone, utc):
    """UTC+4, UTC−4, UTC−9:30: no clock change there."""
    found = slots(hours(end="09:45"), zone=zone)
    assert clock(found, dt.UTC) == [utc]
    assert clock(found, zone) == ["09:00"]


def test_an_evening_overseas_is_the_next_day_in_utc_and_keeps_its_local_day():
    found = slots(hours("21:00", "22:00", ends_on=MONDAY), zone=MARTINIQUE, minutes=60)
    assert found[0].start == dt.datetime(2026, 11, 24, 1, tzinfo=dt.UTC)


def test_the_three_nearest_are_given_in_order():
    found = slots(hours("09:00", "15:00"), minutes=60)
    assert clock(nearest(found, at("2026-11-23 11:00"))) == ["10:00", "11:00", "12:00"]


def test_two_series_that_meet_say_which_day():
    """Every other Monday from the 23rd, and every Monday from the 30th: they meet on 7 December."""
    other = hours("11:00", "13:00", day=dt.date(2026, 11, 30))
    assert overlapping(hours(every_weeks=2), other, PARIS) == dt.date(2026, 12, 7)
    assert overlapping(hours(), hours("12:00", "13:00"), PARIS) is None


def test_holidays_of_2026_and_2027():
    """Easter: 5 April 2026, 28 March 2027 (Bureau des longitudes). Days: Code du travail L3133-1."""
    assert sorted(day.isoformat()[5:] for day in holidays(2026, "metropole")) == [
        *("01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"),
    ]
    assert dt.date(2027, 3, 29) in holidays(2027, "metropole")
    assert len(holidays(2027, "alsace_moselle")) == 13


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("guadeloupe", (5, 27)),
        ("martinique", (5, 22)),
        ("guyane", (6, 10)),
        ("reunion", (12, 20)),
        ("mayotte", (4, 27)),
        ("saint_barthelemy", (10, 9)),
        ("saint_martin", (5, 27)),
    ],
)
def test_the_abolition_of_slavery_is_kept_overseas(zone, day):
    """Décret n° 83-1003 du 23 novembre 1983, article 1, as changed by décret n° 2012-553."""
    assert dt.date(2026, *day) in holidays(2026, zone)
    assert dt.date(2026, *day) not in holidays(2026, "metropole")
