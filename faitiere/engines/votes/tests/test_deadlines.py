"""Dates counted by hand on the calendar."""

import doctest
from datetime import date

import pytest

from faitiere.engines.params import NoValue
from faitiere.engines.votes import deadlines, meeting_dates, opt_out_clock


def test_examples_of_the_docstrings_are_true():
    assert doctest.testmod(deadlines).failed == 0


def test_a_notice_leaves_twenty_one_whole_days():
    """Meeting on Thursday 28 January 2027: presented on Wednesday 6, days 1 to 21 run from the 7th to the 27th."""
    assert meeting_dates(date(2027, 1, 28)).present_notice_by == date(2027, 1, 6)


def test_the_by_laws_may_ask_for_longer_never_for_shorter():
    assert meeting_dates(date(2027, 1, 28), notice_days=30).present_notice_by == date(2026, 12, 28)
    assert meeting_dates(date(2027, 1, 28), notice_days=10).present_notice_by == date(2027, 1, 6)


def test_postal_votes_arrive_three_clear_days_before():
    """The 25th, 26th and 27th are the three clear days: received on Sunday 24 at the latest."""
    assert meeting_dates(date(2027, 1, 28)).post_votes_by == date(2027, 1, 24)


def test_the_second_meeting_is_called_within_three_months():
    assert meeting_dates(date(2026, 11, 30)).call_again_by == date(2027, 2, 28)
    assert meeting_dates(date(2024, 4, 10)).call_again_by is None


def test_the_opt_out_loan_runs_two_then_six_months():
    clock = opt_out_clock(date(2027, 2, 10))
    assert (clock.refuse_by, clock.pay_by, clock.challenge_by) == (
        date(2027, 4, 10),
        date(2027, 8, 10),
        date(2027, 4, 10),
    )


def test_no_opt_out_loan_before_its_law():
    with pytest.raises(NoValue):
        opt_out_clock(date(2023, 1, 1))


def test_the_meeting_called_again_has_a_notice_of_eight_whole_days():
    """Decree of 17 March 1967, article 19: presented on Wednesday 28 April, days 1 to 8 run to Thursday 6 May 2027."""
    dates = meeting_dates(date(2027, 5, 7), again=True)
    assert (dates.present_notice_by, dates.call_again_by) == (date(2027, 4, 28), None)
