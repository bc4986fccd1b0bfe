"""Lots whose owner is not known: in the voices of all, in the cost of nobody else, and said wherever it matters."""

import pytest
from django.urls import reverse

from faitiere.apps.assemblies import actions, owner_plans, papers
from faitiere.apps.assemblies.counting import line_of
from faitiere.apps.buildings.models import Ownership

from .factories import condominium_case, meeting_of

SAID = "1 lot sans propriétaire connu"


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    """Lots of 400, 300, 200 and 100; nobody is known to own the third."""
    case = condominium_case(actor)
    Ownership.objects.filter(lot__number="3").delete()
    return case


def test_their_voices_count_in_the_majority_of_all(actor, case):
    """Article 25, law of 10 July 1965, the voices of all: 500 of 1,000 is no majority, of the 800 known it would be."""
    asked = meeting_of(case, coming=["Mme Lebrun", "Mme Blanc"])
    given = {str(one.owner_id): "for" for one in asked.meeting.attendances.all()}
    line = actions.record_votes(actor=actor, resolution=asked, answers=given)
    assert (line.tally.votes_for, line.tally.total, line.tally.absent) == (500, 1000, 500)
    assert not line.outcome.adopted


def test_they_stand_for_one_head_at_least(case):
    """Article 26 counts the co-owners: three known, and somebody owns the third lot."""
    assert line_of(meeting_of(case, majority="26")).tally.owners == 4


def test_two_known_owners_beside_an_unknown_one_are_not_a_syndicate_of_two(actor, case):
    Ownership.objects.filter(lot__number="4").delete()
    assert line_of(meeting_of(case)).tally.syndicate == 3


def test_their_share_is_charged_to_nobody_else(case):
    """200 of 1,000 of 100,000.01 € is 20,000 €; the odd cent goes to the largest remainder, 400 of 1,000 (0.4)."""
    meeting = meeting_of(case, cost_cents=10_000_001, aid_cents=3_000_000).meeting
    meeting.fund_cents = 1_000_000
    found = owner_plans.plans(meeting)
    lebrun = next(one.money for one in found.of_owners if one.owner.name == "Mme Lebrun")
    assert (lebrun.cost_cents, found.unowned.cost_cents, found.unowned.fund_cents) == (4_000_001, 2_000_000, 200_000)
    assert found.totals["cost_cents"] == 10_000_001
    assert (found.totals["collective_aid_cents"], found.totals["fund_cents"]) == (3_000_000, 1_000_000)


@pytest.mark.parametrize("name", ["meeting", "plans"])
def test_the_desk_is_warned(login, cast, case, name):
    meeting = meeting_of(case, cost_cents=10_000_00).meeting
    shown = login(cast.advisor).get(reverse(f"assemblies:{name}", args=[case.pk, meeting.pk])).text
    assert SAID in shown.replace("\xa0", " ")


def test_ballots_and_attendance_list_say_it(case, toulouse):
    paper = papers.of(case, meeting_of(case).meeting, territory=toulouse)
    assert SAID in paper.unowned.replace("\xa0", " ")
    assert "200 tantièmes" in paper.unowned.replace("\xa0", " ")
    assert paper.total_voices.replace("\xa0", " ").replace("\u202f", " ") == "1 000 voix"


@pytest.mark.parametrize("name", ["postal_ballots", "attendance_list"])
def test_both_papers_are_printed_with_it(login, cast, case, name):
    answer = login(cast.advisor).get(reverse(f"assemblies:{name}", args=[case.pk, meeting_of(case).meeting.pk]))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_nothing_is_said_when_every_owner_is_known(actor, login, cast):
    case = condominium_case(actor)
    meeting = meeting_of(case, cost_cents=10_000_00).meeting
    assert owner_plans.plans(meeting).unowned is None
    assert (
        "sans propriétaire" not in login(cast.advisor).get(reverse("assemblies:plans", args=[case.pk, meeting.pk])).text
    )
