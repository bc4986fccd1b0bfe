"""A key of shares that is wrong or not confirmed is said where voices and money are counted, screen and paper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from faitiere.apps.assemblies import key_doubts, owner_plans, papers, sheets
from faitiere.apps.buildings.models import Lot, ShareKey

from .factories import LIST, condominium_case, meeting_of

UNKNOWN = "le total du règlement de copropriété n’est pas saisi"
WRONG = "la somme des lots est 1 000, le règlement annonce 1 050 (écart −50)"


@pytest.fixture
def case(toulouse, cast):
    return condominium_case(cast.actor("advisor", toulouse))


@pytest.fixture
def meeting(case):
    return meeting_of(case, cost_cents=10_000_00).meeting


@pytest.fixture
def page(login, cast):
    return login(cast.advisor)


def announced(total: int | None) -> None:
    ShareKey.objects.update(total=total)


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def places(case, meeting) -> list[str]:
    owner, asked = case.home.condominium.owners.first(), meeting.resolutions.get()
    return [
        reverse("assemblies:meeting", args=[case.pk, meeting.pk]),
        reverse("assemblies:plans", args=[case.pk, meeting.pk]),
        reverse("assemblies:owner_plan", args=[case.pk, meeting.pk, owner.pk]),
        reverse("assemblies:votes", args=[case.pk, asked.pk]),
    ]


@pytest.mark.parametrize(("total", "words"), [(None, UNKNOWN), (1050, WRONG)])
def test_every_page_that_counts_warns(page, case, meeting, total, words):
    announced(total)
    for address in places(case, meeting):
        assert words in plain(page.get(address).text), address


def test_an_exact_key_is_silent(page, case, meeting):
    announced(1000)
    for address in places(case, meeting):
        assert "Vérifier les clés" not in page.get(address).text
    assert key_doubts.words_of(meeting) == ""


def test_papers_warn_too(case, meeting, toulouse):
    announced(1050)
    ballots = papers.of(case, meeting, territory=toulouse)
    printed = sheets.of(case, meeting, owner_plans.plans(meeting).of_owners, territory=toulouse)
    assert WRONG in plain(ballots.warning)
    assert WRONG in plain(printed.warning)


def test_a_key_that_no_resolution_uses_is_not_spoken_of(case, meeting):
    announced(1000)
    ShareKey.objects.create(condominium=case.home.condominium, name="Ascenseur", position=2)
    assert key_doubts.of_meeting(meeting) == []


def looked_at(page, case, text: str) -> dict:
    """What the preview offers to send back."""
    sent = {"file": SimpleUploadedFile("lots.csv", text.encode())}
    answer = page.post(reverse("assemblies:lots_preview", args=[case.pk]), sent)
    assert answer.status_code == 200
    return {"token": answer.context["token"], "total-0": answer.context["form"]["total-0"].value() or ""}


def test_the_total_is_asked_before_the_import_and_read_from_the_list(page, case):
    given = looked_at(page, case, LIST + "TOTAL;;1 000\n")
    assert given["total-0"] == 1000
    page.post(reverse("assemblies:lots_import", args=[case.pk]), given)
    assert ShareKey.objects.get().total == 1000


def test_a_total_that_the_lots_do_not_reach_imports_nothing(page, case):
    given = looked_at(page, case, LIST + "5;Mme Noir;50\n") | {"total-0": "1 000"}
    answer = page.post(reverse("assemblies:lots_import", args=[case.pk]), given)
    assert answer.status_code == 422
    assert "La somme des lots est 1 050 (écart +50)" in plain(answer.text)
    assert (Lot.objects.count(), ShareKey.objects.get().total) == (4, None)


def test_without_a_total_the_key_stays_to_confirm(page, case):
    given = looked_at(page, case, LIST + "5;Mme Noir;50\n")
    page.post(reverse("assemblies:lots_import", args=[case.pk]), given)
    assert (Lot.objects.count(), ShareKey.objects.get().total) == (5, None)
