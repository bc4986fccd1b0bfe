"""What cannot be, typed on the pages of a condominium: said in words, and nothing written."""

import pytest
from django.urls import reverse

from faitiere.apps.assemblies.enums import Coming
from faitiere.apps.assemblies.models import Attendance, Intention, Vote
from faitiere.apps.buildings.models import Condominium, CoOwner

from .factories import condominium_case, meeting_of


@pytest.fixture
def case(toulouse, cast):
    return condominium_case(cast.actor("advisor", toulouse))


@pytest.fixture
def page(login, cast):
    return login(cast.advisor)


@pytest.mark.parametrize("area", ["0", "-12", "beaucoup", "1e9"])
def test_a_heated_area_that_cannot_be_is_refused(page, case, area):
    answer = page.post(reverse("assemblies:site_edit", args=[case.pk]), {"name": "Les Pins", "heated_area_m2": area})
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"heated_area_m2"})
    assert Condominium.objects.get().name == "Résidence Les Glycines"


def intends(page, case, meeting, **given):
    return page.post(reverse("assemblies:intentions", args=[case.pk, meeting.pk]), given)


def test_intentions_are_kept_and_taken_back(page, case):
    meeting, owner = meeting_of(case).meeting, CoOwner.objects.get(name="Mme Lebrun")
    assert (
        intends(page, case, meeting, **{f"presence:{owner.pk}": "80", f"leaning:{owner.pk}": "for"}).status_code == 302
    )
    kept = Intention.objects.get()
    assert (kept.owner, kept.presence, kept.leaning) == (owner, 80, "for")
    intends(page, case, meeting, **{f"presence:{owner.pk}": "", f"leaning:{owner.pk}": ""})
    assert not Intention.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("presence", "101"), ("presence", "-1"), ("leaning", "perhaps")])
def test_an_intention_that_cannot_be_is_refused(page, case, field, value):
    meeting, owner = meeting_of(case).meeting, CoOwner.objects.get(name="Mme Lebrun")
    answer = intends(page, case, meeting, **{f"{field}:{owner.pk}": value})
    assert (answer.status_code, f"{field}:{owner.pk}" in answer.context["form"].errors) == (422, True)
    assert not Intention.objects.exists()


def test_an_intention_of_another_condominium_is_not_heard(page, case, toulouse, cast):
    meeting = meeting_of(case).meeting
    other = condominium_case(cast.actor("advisor", toulouse), name="Résidence Voisine")
    stranger = other.home.condominium.owners.first()
    intends(page, case, meeting, **{f"presence:{stranger.pk}": "80", f"leaning:{stranger.pk}": "for"})
    assert not Intention.objects.exists()


def amended(page, case, asked):
    given = {"title": asked.title, "majority": "25", "energy": "on", "key": asked.key_id, "amended": "on"}
    page.post(reverse("assemblies:resolution", args=[case.pk, asked.pk]), given)
    return page.get(reverse("assemblies:meeting", args=[case.pk, asked.meeting_id]))


def test_a_postal_vote_for_falls_when_the_resolution_is_amended(page, case):
    """Article 17-1 A: 400 present and 300 by post are for, of 1,000; amended, 400 are left, under 501."""
    asked = meeting_of(case, coming=["Mme Lebrun"])
    roux = CoOwner.objects.get(name="M. Roux")
    Attendance.objects.create(meeting=asked.meeting, owner=roux, mode=Coming.POSTAL)
    for owner in (roux, CoOwner.objects.get(name="Mme Lebrun")):
        Vote.objects.create(resolution=asked, owner=owner, choice="for")
    before = page.get(reverse("assemblies:meeting", args=[case.pk, asked.meeting_id])).context["lines"][0]
    assert (before.counted.tally.votes_for, before.verdict) == (700, "Adoptée")
    after = amended(page, case, asked).context["lines"][0]
    assert (after.counted.tally.votes_for, after.verdict == "Adoptée") == (400, False)
    assert Vote.objects.count() == 2  # what was answered is kept, it counts no more
