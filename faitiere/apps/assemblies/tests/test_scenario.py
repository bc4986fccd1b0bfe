"""A scenario feeds the agenda: no amount is typed twice, and owners pay what was computed."""

from dataclasses import replace

import pytest
from django.urls import reverse

from faitiere.apps.assemblies import actions, owner_plans
from faitiere.apps.assemblies.models import GeneralMeeting, Resolution
from faitiere.apps.assemblies.rules import Refused
from faitiere.apps.buildings.models import ShareKey
from faitiere.apps.buildings.site_works import SiteScenario, SiteWork

from .factories import DAY, condominium_case


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    return condominium_case(actor)


@pytest.fixture
def meeting(case):
    return GeneralMeeting.objects.create(condominium=case.home.condominium, held_on=DAY)


def work(code, cost, aid, key=None):
    key = key or ShareKey.objects.order_by("position").first()
    return SiteWork(code, code.capitalize(), key.pk, key.name, cost, aid)


def site_of(*works):
    return SiteScenario("Étude 1, scénario A", works, 42.0, "E", "C", 1_200_000)


@pytest.fixture
def site(case, settings):
    """What the scenario of the building would give."""
    found = site_of(work("facades", 10_000_001, 3_000_000), work("toiture", 4_000_000, 1_000_000))
    settings.SITE_SCENARIO = f"{__name__}.given"
    given.scenario = found
    return found


def given(case):
    return given.scenario


def test_the_collective_aid_of_the_scenario_opens_the_individual_premiums(actor, meeting, site):
    actions.vote_works(actor=actor, meeting=meeting, site=site, codes=["facades"], title="")
    assert not Resolution.objects.get().mpr  # its aids are CEE
    aided = site_of(replace(site.works[0], mpr=True))
    actions.follow_scenario(actor=actor, resolution=Resolution.objects.get(), site=aided)
    assert Resolution.objects.get().mpr


def url(name, case, **ids):
    return reverse(f"assemblies:{name}", kwargs={"case_id": case.pk, **ids})


def test_works_are_voted_with_their_own_amounts(login, cast, case, meeting, site):
    page = login(cast.advisor)
    sent = {"works": ["facades", "toiture"], "work_title": ""}
    answer = page.post(url("works_vote", case, meeting_id=meeting.pk), sent, follow=True)
    asked = Resolution.objects.get()
    assert (asked.title, asked.cost_cents, asked.aid_cents) == ("Facades, Toiture", 14_000_001, 4_000_000)
    assert (asked.majority, asked.energy) == ("25", True)
    assert "works_form" not in answer.context  # nothing is left to put to the vote


def test_owner_plans_share_what_was_computed(actor, meeting, site):
    actions.vote_works(actor=actor, meeting=meeting, site=site, codes=["facades"], title="Façades")
    found = owner_plans.plans(meeting).totals
    assert (found["cost_cents"], found["collective_aid_cents"]) == (10_000_001, 3_000_000)


def test_works_of_two_keys_are_two_resolutions(actor, case, meeting):
    other = ShareKey.objects.create(condominium=case.home.condominium, name="Chauffage", position=2)
    site = site_of(work("facades", 100, 0), work("chaufferie", 100, 0, other))
    with pytest.raises(Refused, match="une résolution par clé"):
        actions.vote_works(actor=actor, meeting=meeting, site=site, codes=["facades", "chaufferie"], title="")
    assert not Resolution.objects.exists()


def test_a_work_is_not_voted_twice(actor, meeting, site):
    actions.vote_works(actor=actor, meeting=meeting, site=site, codes=["facades"], title="")
    with pytest.raises(Refused, match="Déjà à l'ordre du jour : Facades"):
        actions.vote_works(actor=actor, meeting=meeting, site=site, codes=["facades"], title="Encore")


def test_a_changed_scenario_is_told_then_followed(login, cast, actor, case, meeting, site):
    asked = actions.vote_works(actor=actor, meeting=meeting, site=site, codes=["facades"], title="")
    given.scenario = site_of(work("facades", 12_000_000, 5_000_000))
    page = login(cast.advisor)
    assert "Le scénario a changé" in page.get(url("meeting", case, meeting_id=meeting.pk)).text
    answer = page.post(url("scenario_follow", case, resolution_id=asked.pk), follow=True)
    asked.refresh_from_db()
    assert (asked.cost_cents, asked.aid_cents) == (12_000_000, 5_000_000)
    assert "Le scénario a changé" not in answer.text


def test_amounts_no_longer_change_once_somebody_voted(actor, case, meeting, site):
    asked = actions.vote_works(actor=actor, meeting=meeting, site=site, codes=["facades"], title="")
    asked.votes.create(owner=case.home.condominium.owners.first(), choice="for")
    with pytest.raises(Refused, match="Des votes sont notés"):
        actions.follow_scenario(actor=actor, resolution=asked, site=site_of(work("facades", 1, 0)))


def test_a_linked_resolution_is_edited_without_its_amounts(login, cast, actor, case, meeting, site):
    asked = actions.vote_works(actor=actor, meeting=meeting, site=site, codes=["facades"], title="")
    page, address = login(cast.advisor), url("resolution", case, resolution_id=asked.pk)
    assert "Coût, taxes comprises" not in page.get(address).text
    page.post(address, {"title": "Façades au sud", "majority": "25", "energy": "on", "cost": "1"})
    asked.refresh_from_db()
    assert (asked.title, asked.cost_cents) == ("Façades au sud", 10_000_001)


@pytest.mark.parametrize("sent", [{}, {"works": ["inconnu"]}])
def test_nothing_chosen_or_unknown_is_refused(login, cast, case, meeting, site, sent):
    answer = login(cast.advisor).post(url("works_vote", case, meeting_id=meeting.pk), sent)
    assert (answer.status_code, Resolution.objects.exists()) == (422, False)


def test_without_a_scenario_the_meeting_offers_nothing(login, cast, case, meeting):
    page = login(cast.advisor).get(url("meeting", case, meeting_id=meeting.pk))
    assert "Mettre des travaux au vote" not in page.text
    assert login(cast.advisor).post(url("works_vote", case, meeting_id=meeting.pk), {}).status_code == 422
