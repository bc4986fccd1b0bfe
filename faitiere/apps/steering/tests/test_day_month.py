"""My figures of the month against the territory's objectives."""

import datetime as dt

import pytest
from django.utils import timezone

from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.steering.day import month_of
from faitiere.apps.steering.models import Act, Objective
from faitiere.apps.steering.rules import monthly_share
from faitiere.apps.steering.tests.factories import pacte_type


@pytest.fixture
def goal(toulouse):
    """120 acts A2 over the year: 10 a month."""
    year = timezone.localdate().year
    return Objective.objects.create(
        indicator="acts",
        act_type=pacte_type(toulouse, "A2"),
        period_start=dt.date(year, 1, 1),
        period_end=dt.date(year, 12, 31),
        value=120,
    )


def acts(goal, advisor, number: int, **fields) -> None:
    for _ in range(number):
        case = CaseFactory(advisor=advisor)
        kept = {"status": "confirmed", "done_on": timezone.localdate(), "confirmed_at": timezone.now()} | fields
        Act.objects.create(case=case, act_type=goal.act_type, organisation=case.organisation, advisor=advisor, **kept)


# By hand: 120 over 12 months, 100 over 12 rounded up, 7 over a single month.
@pytest.mark.parametrize(
    ("value", "start", "end", "share"),
    [
        (120, "2026-01-01", "2026-12-31", 10),
        (100, "2026-01-01", "2026-12-31", 9),
        (7, "2026-05-10", "2026-05-20", 7),
        (30, "2026-11-01", "2027-01-31", 10),
    ],
)
def test_an_objective_is_shared_out_by_month(value, start, end, share):
    assert monthly_share(value, dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == share


def test_what_i_did_what_everybody_did_and_what_is_expected(cast, toulouse, goal):
    acts(goal, cast.advisor, 2)
    acts(goal, cast.teammate, 4)
    acts(goal, cast.advisor, 1, done_on=timezone.localdate().replace(day=1) - dt.timedelta(days=1))
    line = month_of(cast.actor("advisor", toulouse)).lines[0]
    assert (line.label, line.mine, line.all, line.expected) == ("Actes A2", 2, 6, 10)


def test_fewer_than_five_households_are_not_told_to_an_advisor(cast, toulouse, goal):
    acts(goal, cast.teammate, 4)
    assert month_of(cast.actor("advisor", toulouse)).lines[0].all is None
    assert month_of(cast.actor("manager", toulouse)).lines[0].all == 4


def test_without_objective_the_block_still_says_what_i_did(cast, toulouse, login):
    CaseFactory(advisor=cast.advisor)
    month = month_of(cast.actor("advisor", toulouse))
    assert (month.lines, month.acts, month.cases) == ([], 0, 1)
    assert "pas encore fixé d’objectif" in login(cast.advisor).get("/bureau/").content.decode()
