"""Meetings: who may vote, what is counted, what the law allows next, what is refused."""

import datetime as dt

import pytest

from faitiere.apps.assemblies import actions
from faitiere.apps.assemblies.counting import line_of
from faitiere.apps.assemblies.models import Attendance, GeneralMeeting, Resolution, Vote
from faitiere.apps.assemblies.rules import Part, Refused
from faitiere.apps.audit.models import AuditEvent

from .factories import DAY, condominium_case, meeting_of

EVERYBODY = ("Mme Lebrun", "M. Roux", "SCI Tilleul", "Mme Blanc")


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    return condominium_case(actor)


def answers(resolution, **given):
    """{owner id: choice} from names with underscores: Mme_Lebrun="for"."""
    owners = {owner.name.replace(" ", "_").replace(".", ""): str(owner.pk) for owner in _owners(resolution)}
    return {owners[name]: choice for name, choice in given.items()}


def _owners(resolution):
    return resolution.meeting.condominium.owners.all()


def test_votes_are_counted_in_tantiemes(actor, case):
    asked = meeting_of(case, coming=EVERYBODY)
    line = actions.record_votes(
        actor=actor, resolution=asked, answers=answers(asked, Mme_Lebrun="for", M_Roux="for", SCI_Tilleul="against")
    )
    assert (line.tally.votes_for, line.tally.votes_against, line.tally.total) == (700, 200, 1000)
    assert line.outcome.adopted


def test_a_third_opens_the_second_vote_at_article_24(actor, case):
    asked = meeting_of(case, coming=EVERYBODY)
    given = answers(asked, Mme_Lebrun="for", M_Roux="against")
    actions.record_votes(actor=actor, resolution=asked, answers=given)
    second = actions.open_second_vote(actor=actor, resolution=asked)
    assert (second.majority, second.position, second.second_of) == ("24", 1, asked)
    actions.record_votes(actor=actor, resolution=second, answers=given)
    assert line_of(second).outcome.adopted


def test_no_second_vote_under_a_third(actor, case):
    asked = meeting_of(case, coming=EVERYBODY)
    actions.record_votes(actor=actor, resolution=asked, answers=answers(asked, M_Roux="for", Mme_Lebrun="against"))
    with pytest.raises(Refused, match="ne permet pas de second vote"):
        actions.open_second_vote(actor=actor, resolution=asked)
    assert Resolution.objects.count() == 1


def test_the_first_vote_is_closed_by_the_second(actor, case):
    asked = meeting_of(case, coming=EVERYBODY)
    given = answers(asked, Mme_Lebrun="for", M_Roux="against")
    actions.record_votes(actor=actor, resolution=asked, answers=given)
    actions.open_second_vote(actor=actor, resolution=asked)
    with pytest.raises(Refused, match="premier ne change plus"):
        actions.record_votes(actor=actor, resolution=asked, answers={})
    assert Vote.objects.count() == 2


def test_an_absent_owner_does_not_vote(actor, case):
    asked = meeting_of(case, coming=["Mme Lebrun"])
    with pytest.raises(Refused, match="noté absent"):
        actions.record_votes(actor=actor, resolution=asked, answers=answers(asked, M_Roux="for"))
    assert not Vote.objects.exists()


def test_an_owner_of_more_than_half_counts_as_the_others_together(actor, case):
    asked = meeting_of(case)
    lebrun = asked.meeting.condominium.lots.get(number="1").shares.get()
    lebrun.tantiemes = 900  # 900 of 1,500: counts as 600 (article 22)
    lebrun.save()
    assert max(line_of(asked).voices.values()) == 600


def test_a_postal_vote_for_falls_when_the_text_is_amended(actor, case):
    asked = meeting_of(case, coming=EVERYBODY)
    Attendance.objects.filter(owner__name="Mme Lebrun").update(mode="postal")
    actions.record_votes(actor=actor, resolution=asked, answers=answers(asked, Mme_Lebrun="for", M_Roux="for"))
    actions.change_resolution(actor=actor, resolution=asked, fields={"amended": True})
    assert line_of(asked).tally.votes_for == 300


def sheet_of(resolution, **given):
    return {who: Part(mode) for who, mode in answers(resolution, **given).items()}


def test_a_voter_cannot_become_absent(actor, case):
    asked = meeting_of(case, coming=EVERYBODY)
    actions.record_votes(actor=actor, resolution=asked, answers=answers(asked, M_Roux="for"))
    with pytest.raises(Refused, match="Ont déjà voté"):
        actions.record_attendance(actor=actor, meeting=asked.meeting, coming=sheet_of(asked, Mme_Lebrun="present"))
    assert Attendance.objects.count() == 4


def test_a_proxy_goes_to_somebody_who_is_there(actor, case):
    asked = meeting_of(case)
    who = answers(asked, Mme_Lebrun="", M_Roux="")
    lebrun, roux = who
    with pytest.raises(Refused, match="porte un pouvoir sans être présent"):
        actions.record_attendance(actor=actor, meeting=asked.meeting, coming={lebrun: Part("represented", roux)})
    both = {lebrun: Part("represented", roux), roux: Part("present")}
    actions.record_attendance(actor=actor, meeting=asked.meeting, coming=both)
    assert Attendance.objects.get(owner__name="Mme Lebrun").proxy.name == "M. Roux"


def test_two_meetings_never_fall_on_one_day(actor, case):
    condominium = case.home.condominium
    actions.plan_meeting(actor=actor, condominium=condominium, fields={"held_on": DAY})
    other = actions.plan_meeting(actor=actor, condominium=condominium, fields={"held_on": DAY + dt.timedelta(30)})
    with pytest.raises(Refused, match="déjà prévue ce jour-là"):
        actions.plan_meeting(actor=actor, condominium=condominium, fields={"held_on": DAY})
    with pytest.raises(Refused, match="déjà prévue ce jour-là"):
        actions.change_meeting(actor=actor, meeting=other, fields={"held_on": DAY})
    assert GeneralMeeting.objects.filter(held_on=DAY).count() == 1


def test_everything_is_journalled(actor, case):
    asked = meeting_of(case, coming=EVERYBODY)
    actions.record_votes(actor=actor, resolution=asked, answers=answers(asked, M_Roux="for"))
    assert AuditEvent.objects.filter(verb="meeting.votes_recorded", object_id=str(asked.pk)).exists()
