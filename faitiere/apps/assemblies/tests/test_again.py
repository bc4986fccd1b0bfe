"""What article 25-1 allows after a refusal: one second vote the same evening, or a new meeting within three months."""

import datetime as dt

import pytest
from django.urls import reverse

from faitiere.apps.assemblies import actions
from faitiere.apps.assemblies.counting import Draws, line_of, sheet
from faitiere.apps.assemblies.models import GeneralMeeting, Resolution, Vote
from faitiere.apps.assemblies.rules import Refused

from .factories import DAY, condominium_case, meeting_of

EVERYBODY = ("Mme Lebrun", "M. Roux", "SCI Tilleul", "Mme Blanc")
# Three months after 28 January 2027 is 28 April 2027; eight whole days of notice before 7 May start on the 29th.
IN_TIME, TOO_LATE = dt.date(2027, 5, 7), dt.date(2027, 5, 8)


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    return condominium_case(actor)


def voted(actor, asked, **given):
    """Votes by name: Mme_Lebrun="for"."""
    owners = {one.name.replace(" ", "_").replace(".", ""): one for one in asked.meeting.condominium.owners.all()}
    answers = {str(owners[name].pk): choice for name, choice in given.items()}
    return actions.record_votes(actor=actor, resolution=asked, answers=answers)


@pytest.fixture
def refused(actor, case):
    """Energy works at article 25: 300 of 1,000 for, less than a third."""
    asked = meeting_of(case, coming=EVERYBODY, cost_cents=10_000_00)
    voted(actor, asked, M_Roux="for", Mme_Lebrun="against")
    return asked


@pytest.fixture
def second(actor, case):
    """Article 26 refused by 400 of 1,000, two heads of four voting: second vote at article 25 (article 26-1)."""
    asked = meeting_of(case, coming=EVERYBODY, majority="26")
    voted(actor, asked, Mme_Lebrun="for", M_Roux="against")
    return actions.open_second_vote(actor=actor, resolution=asked)


def test_a_second_vote_is_never_followed_by_a_third(actor, second):
    """Article 26-1, law of 10 July 1965: one second vote; 400 of 1,000 at article 25 does not open article 25-1."""
    line = voted(actor, second, Mme_Lebrun="for", M_Roux="against")
    assert (second.majority, line.outcome.adopted, line.outcome.next) == ("25", False, "none")
    with pytest.raises(Refused, match="troisième"):
        actions.open_second_vote(actor=actor, resolution=second)
    assert Resolution.objects.count() == 2


def test_the_page_and_the_simulation_agree_on_it(login, cast, case, second):
    meeting = second.meeting
    meeting.expected_presence, meeting.expected_for, meeting.expected_against = 50, 100, 0
    meeting.save()
    known = sheet(meeting)
    line = next(one for one in known.lines if one.resolution == second)
    assert Draws(known).of(line).second == 0.0
    shown = login(cast.advisor).get(reverse("assemblies:meeting", args=[case.pk, meeting.pk])).text
    assert "Passer au second vote" not in shown


def test_the_new_meeting_votes_the_same_project_at_article_24(actor, refused):
    new = actions.call_again(actor=actor, meeting=refused.meeting, held_on=IN_TIME)
    again = new.resolutions.get()
    assert (again.majority, again.again_of, again.position) == ("24", refused, 1)
    assert (again.title, again.cost_cents, again.key) == (refused.title, refused.cost_cents, refused.key)


def test_its_notice_is_of_eight_days(actor, refused):
    """Decree of 17 March 1967, article 19: eight days; the 29 April to 6 May lie between the 28th and the 7th."""
    new = actions.call_again(actor=actor, meeting=refused.meeting, held_on=IN_TIME)
    assert sheet(new).dates.present_notice_by == dt.date(2027, 4, 28)
    actions.add_resolution(
        actor=actor, meeting=new, fields={"title": "Autre question", "majority": "24", "key": refused.key}
    )
    assert sheet(new).dates.present_notice_by == dt.date(2027, 4, 15)  # 21 whole days (article 9)


@pytest.mark.parametrize("day", [TOO_LATE, DAY, DAY - dt.timedelta(1)])
def test_it_is_called_after_the_first_and_within_three_months(actor, refused, day):
    with pytest.raises(Refused, match=r"article 25-1|suit celle"):
        actions.call_again(actor=actor, meeting=refused.meeting, held_on=day)
    assert GeneralMeeting.objects.count() == 1


def test_three_months_gone_by_nothing_is_called(actor, refused):
    GeneralMeeting.objects.update(held_on="2026-08-01")
    refused.meeting.refresh_from_db()
    with pytest.raises(Refused, match="trop tard"):
        actions.call_again(actor=actor, meeting=refused.meeting, held_on=dt.date(2026, 12, 20))


def test_a_meeting_already_called_is_not_moved_out_of_the_delay(actor, refused):
    new = actions.call_again(actor=actor, meeting=refused.meeting, held_on=IN_TIME)
    with pytest.raises(Refused, match="article 25-1"):
        actions.change_meeting(actor=actor, meeting=new, fields={"held_on": TOO_LATE})


def test_the_day_of_another_meeting_is_refused(actor, case, refused):
    other = actions.plan_meeting(actor=actor, condominium=case.home.condominium, fields={"held_on": IN_TIME})
    actions.add_resolution(actor=actor, meeting=other, fields={"title": "Budget", "majority": "24", "key": refused.key})
    with pytest.raises(Refused, match="déjà prévue"):
        actions.call_again(actor=actor, meeting=refused.meeting, held_on=IN_TIME)


def test_the_project_stays_identical(actor, refused):
    again = actions.call_again(actor=actor, meeting=refused.meeting, held_on=IN_TIME).resolutions.get()
    for one in (again, refused):
        with pytest.raises(Refused, match="identique"):
            actions.change_resolution(actor=actor, resolution=one, fields={"cost_cents": 1})
    with pytest.raises(Refused, match="vote de nouveau"):
        actions.remove_resolution(actor=actor, resolution=refused)
    with pytest.raises(Refused, match="ce vote ne change plus"):
        actions.record_votes(actor=actor, resolution=refused, answers={})
    assert (Resolution.objects.count(), Vote.objects.count()) == (2, 2)


def test_nothing_is_called_again_when_a_third_was_reached(actor, case):
    asked = meeting_of(case, coming=EVERYBODY)
    voted(actor, asked, Mme_Lebrun="for", M_Roux="against")
    with pytest.raises(Refused, match="Aucune résolution"):
        actions.call_again(actor=actor, meeting=asked.meeting, held_on=IN_TIME)


def test_the_deadline_is_shown_and_the_gesture_made_on_the_page(login, cast, case, refused):
    page, address = login(cast.advisor), reverse("assemblies:meeting", args=[case.pk, refused.meeting_id])
    shown = page.get(address).text.replace("\xa0", " ")
    assert "À convoquer au plus tard le mercredi 28 avril 2027" in shown
    gesture = reverse("assemblies:meeting_again", args=[case.pk, refused.meeting_id])
    answer = page.post(gesture, {"again_on": IN_TIME.isoformat()}, follow=True)
    text = answer.text.replace("\xa0", " ")
    assert "sur un projet identique, de la résolution 1" in text
    assert "délai réduit" in text
    assert "Convoquer une nouvelle assemblée" not in page.get(address).text


@pytest.mark.parametrize(("day", "said"), [("", "Donnez une date"), (TOO_LATE.isoformat(), "plus proche")])
def test_a_bad_day_is_said_on_the_page(login, cast, case, refused, day, said):
    gesture = reverse("assemblies:meeting_again", args=[case.pk, refused.meeting_id])
    answer = login(cast.advisor).post(gesture, {"again_on": day})
    assert (answer.status_code, said in answer.text) == (422, True)


def test_a_new_meeting_after_the_votes_ends_there(actor, refused):
    again = actions.call_again(actor=actor, meeting=refused.meeting, held_on=IN_TIME).resolutions.get()
    assert line_of(again).outcome is None
    assert sheet(again.meeting).dates.call_again_by is None
