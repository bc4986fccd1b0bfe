"""The postal ballot and the attendance list: one ballot an owner, what the model asks, voices as they are counted."""

import io

import pikepdf
import pytest
from django.urls import reverse

from faitiere.apps.assemblies import papers
from faitiere.apps.assemblies.models import GeneralMeeting
from faitiere.apps.assemblies.rules import Refused
from faitiere.apps.buildings.models import Share

from .factories import DAY, condominium_case, meeting_of


@pytest.fixture
def case(toulouse, cast):
    return condominium_case(cast.actor("advisor", toulouse))


@pytest.fixture
def page(login, cast):
    return login(cast.advisor)


def printed(page, case, meeting, name):
    return page.get(reverse(f"assemblies:{name}", args=[case.pk, meeting.pk]))


def test_one_ballot_an_owner_in_one_document(page, case):
    answer = printed(page, case, meeting_of(case).meeting, "postal_ballots")
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert len(document.pages) == 4
        assert document.Root.MarkInfo.Marked


def test_a_ballot_says_by_when_it_must_arrive(case, toulouse):
    # Decree of 17 March 1967, art. 9 bis: three clear days before 28 January 2027, the 24th at the latest.
    assert (
        papers.of(case, meeting_of(case).meeting, territory=toulouse).receive_by.replace("\xa0", " ")
        == "24 janvier 2027"
    )


def test_a_resolution_of_article_25_foresees_its_second_vote(case, toulouse):
    (item,) = papers.of(case, meeting_of(case).meeting, territory=toulouse).items
    assert (item.title, item.majority) == ("1. Isoler les façades", "Article 25")
    assert "25-1" in item.second


def test_voices_are_those_that_are_counted(case, toulouse):
    Share.objects.filter(lot__number="1").update(tantiemes=900)  # 900 of 1,500: counts as 600 (article 22)
    paper = papers.of(case, meeting_of(case).meeting, territory=toulouse)
    voices = {one.name: one.voices.replace("\xa0", " ") for one in paper.voters}
    assert voices["Mme Lebrun"] == "600 voix"
    assert paper.total_voices.replace("\xa0", " ").replace("\u202f", " ") == "1 200 voix"


def test_the_attendance_list_is_printed(page, case):
    answer = printed(page, case, meeting_of(case).meeting, "attendance_list")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_without_agenda_there_is_no_ballot(page, case):
    meeting = GeneralMeeting.objects.create(condominium=case.home.condominium, held_on=DAY)
    answer = page.get(reverse("assemblies:postal_ballots", args=[case.pk, meeting.pk]), follow=True)
    assert "Écrivez d&#x27;abord l&#x27;ordre du jour" in answer.text


def test_without_shares_nobody_votes(case, toulouse):
    Share.objects.all().delete()
    with pytest.raises(Refused, match="Importez d'abord les lots"):
        papers.of(case, meeting_of(case).meeting, territory=toulouse)
