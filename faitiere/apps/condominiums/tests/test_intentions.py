"""What an owner thinks of the vote: secret unless it says who may see it, and then used as far as it says."""

import pytest
from django.urls import reverse

from faitiere.apps.accounts.tests.factories import sign_in
from faitiere.apps.assemblies import counting
from faitiere.apps.assemblies.models import OwnerIntention, OwnerLeaning

from .factories import address, case_of, costed_meeting, joins


@pytest.fixture
def case(cast, toulouse):
    return case_of(cast, toulouse)


@pytest.fixture
def meeting(case):
    return costed_meeting(case)


@pytest.fixture
def lebrun(case):
    return joins(case, "owner", owner="Mme Lebrun")


def says(client, case, meeting, sharing="nobody", leaning="for", **more):
    owner = case.home.condominium.owners.get(name="Mme Lebrun")
    asked = meeting.resolutions.get()
    given = {"attending": "postal", "sharing": sharing, f"leaning:{asked.pk}": leaning} | more
    return client.post(address("intention", case, owner_id=owner.pk, meeting_id=meeting.pk), given)


def council_page(case, meeting):
    return sign_in(joins(case, "president")).get(address("meeting", case, meeting_id=meeting.pk)).content.decode()


def desk_page(cast, case, meeting):
    return sign_in(cast.advisor).get(reverse("assemblies:intentions", args=[case.pk, meeting.pk])).content.decode()


def expected_of(meeting, *, for_council):
    """What the simulation expects of Mme Lebrun: chances to vote, for, against."""
    known = counting.sheet(meeting, for_council=for_council)
    owner = next(who for who, one in known.held.owners.items() if one.name == "Mme Lebrun")
    found = counting.leanings(known, [owner], resolution=meeting.resolutions.get())[owner]
    return (found.presence, found.votes_for, found.votes_against)


def test_an_opinion_is_secret_by_default(case, meeting, lebrun, login, cast):
    says(login(lebrun), case, meeting)
    assert OwnerLeaning.objects.get().leaning == "for"
    assert "Je voterai par correspondance" not in council_page(case, meeting)
    assert "Je voterai par correspondance" not in desk_page(cast, case, meeting)
    # The hypothesis of the meeting: 60 % come, 50 % for, 30 % against.
    assert expected_of(meeting, for_council=False) == (0.6, 0.5, 0.3)


def test_told_to_the_advisor_it_feeds_its_simulation_only(case, meeting, lebrun, login, cast):
    says(login(lebrun), case, meeting, sharing="advisor")
    assert "Je voterai par correspondance" in desk_page(cast, case, meeting)
    assert "Je voterai par correspondance" not in council_page(case, meeting)
    assert expected_of(meeting, for_council=False) == (0.95, 0.9, 0.03)
    assert expected_of(meeting, for_council=True) == (0.6, 0.5, 0.3)


def test_shown_to_the_council_it_is_read_by_name(case, meeting, lebrun, login):
    says(login(lebrun), case, meeting, sharing="council")
    page = council_page(case, meeting)
    assert "Mme Lebrun" in page
    assert expected_of(meeting, for_council=True) == (0.95, 0.9, 0.03)


def test_an_answer_kept_for_itself_stays_so(case, meeting, lebrun, login):
    says(login(lebrun), case, meeting, sharing="council", **{f"secret:{meeting.resolutions.get().pk}": "on"})
    assert expected_of(meeting, for_council=True) == (0.95, 0.5, 0.3)
    assert "Non dit" in council_page(case, meeting)


@pytest.mark.parametrize("role", ["owner", "syndic", "architect"])
def test_others_never_read_what_the_council_reads(case, meeting, lebrun, login, role):
    says(login(lebrun), case, meeting, sharing="council")
    page = sign_in(joins(case, role)).get(address("meeting", case, meeting_id=meeting.pk)).content.decode()
    assert "Mme Lebrun" not in page
    assert "chances sur 10" not in page


def test_nobody_answers_for_another_owner(case, meeting, lebrun, login):
    assert says(sign_in(joins(case, "president", owner="M. Roux")), case, meeting).status_code == 404
    assert not OwnerIntention.objects.exists()


def test_an_answer_that_does_not_exist_is_refused(case, meeting, lebrun, login):
    assert says(login(lebrun), case, meeting, leaning="maybe").status_code == 422
    assert not OwnerIntention.objects.exists()


def test_an_opinion_is_changed_then_taken_back(case, meeting, lebrun, login):
    client = login(lebrun)
    says(client, case, meeting)
    says(client, case, meeting, leaning="against")
    assert OwnerLeaning.objects.get().leaning == "against"
    owner = OwnerIntention.objects.get().owner
    client.post(address("intention_erase", case, owner_id=owner.pk, meeting_id=meeting.pk))
    assert not OwnerIntention.objects.exists()
