"""What the page of a meeting says: voices there, what lacks, heads, and which absentees matter."""

import pytest
from django.urls import reverse

from faitiere.apps.assemblies import actions
from faitiere.apps.assemblies.models import Intention

from .factories import condominium_case, meeting_of


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    return condominium_case(actor)


@pytest.fixture
def shown(login, cast, case):
    """`shown(meeting)`: the text of its page, with plain spaces."""
    page = login(cast.advisor)

    def read(meeting):
        text = page.get(reverse("assemblies:meeting", args=[case.pk, meeting.pk])).text
        return text.replace("\xa0", " ").replace("\u202f", " ").replace("&#x27;", "'")

    return read


def expecting(meeting, **presences):
    """Intentions for, by name: Mme_Lebrun=100 is sure to come."""
    for name, presence in presences.items():
        owner = next(one for one in meeting.condominium.owners.all() if one.name.replace(" ", "_") == name)
        Intention.objects.create(meeting=meeting, owner=owner, presence=presence, leaning="for")


def test_the_absentees_who_matter_are_named_not_those_who_surely_come(case, shown):
    """Article 24: 400 for against 300 and 100, who all come; the 200 of SCI Tilleul, absent, would break the tie."""
    meeting = meeting_of(case, majority="24", energy=False).meeting
    expecting(meeting, Mme_Lebrun=100, SCI_Tilleul=5)
    for owner in meeting.condominium.owners.filter(name__in=["M. Roux", "Mme Blanc"]):
        Intention.objects.create(meeting=meeting, owner=owner, presence=100, leaning="against")
    assert "Sans doute absents, ceux dont la venue compterait le plus : SCI Tilleul." in shown(meeting)
    Intention.objects.filter(owner__name="SCI Tilleul").update(presence=100)
    assert "Sans doute absents" not in shown(meeting)


def test_voices_there_are_shown_by_kind(case, shown):
    asked = meeting_of(case, coming=["Mme Lebrun", "M. Roux"])
    asked.meeting.attendances.filter(owner__name="M. Roux").update(mode="postal")
    text = shown(asked.meeting)
    assert "700 voix sur 1 000" in text
    assert "400 présentes, 300 par correspondance" in text


def test_what_lacks_is_said_for_a_vote(actor, case, shown):
    """Article 25: 501 of 1,000; 400 for."""
    asked = meeting_of(case, coming=["Mme Lebrun"])
    owner = asked.meeting.condominium.owners.get(name="Mme Lebrun")
    actions.record_votes(actor=actor, resolution=asked, answers={str(owner.pk): "for"})
    assert "Il manque 101 voix." in shown(asked.meeting)


def test_article_26_says_its_heads_before_the_vote_and_what_lacks(case, shown):
    """Mme Lebrun alone, surely for: 400 of 667, one head of the three that are more than half of four."""
    meeting = meeting_of(case, majority="26").meeting
    meeting.expected_presence = 0
    meeting.save()
    expecting(meeting, Mme_Lebrun=100)
    text = shown(meeting)
    assert "Copropriétaires pour : 1 le plus souvent, sur 4 ; il en faut 3." in text
    assert "Il manque 267 voix et 2 copropriétaires dans l'assemblée la plus probable." in text


def test_the_summary_has_a_row_a_resolution(case, shown):
    asked = meeting_of(case)
    text = shown(asked.meeting)
    assert "En résumé" in text
    assert "art. 25 f" in text
