"""Rehearsals: other dates, candidate tables, a local aid in preparation; nothing of it is ever in force."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from faitiere.apps.local_aids.models import LocalAid
from faitiere.apps.local_aids.tests.factories import draft as aid_draft
from faitiere.apps.local_aids.tests.factories import tier
from faitiere.apps.reviews import actions
from faitiere.apps.reviews.models import CaseChange, ParameterDraft, Review
from faitiere.apps.reviews.rules import Refused
from faitiere.engines import params

from .factories import computed, later_aid

HEAD = "name,kind,value,unit,source,valid_from\n"
# 5.5 % on energy works today (CGI art. 278-0 bis A); the candidate doubles it.
VAT = HEAD + "vat_rate,energie,11,%,projet de loi de finances,2027-01-01\n"
NEXT_YEAR = dt.date(2027, 1, 1)


@pytest.fixture
def case(advisor):
    return computed(advisor)


def run(admin, review) -> CaseChange:
    actions.run(actor=admin, review=review)
    return CaseChange.objects.get(review=review)


def test_a_local_aid_in_preparation_is_tried_on_the_open_cases(case, admin):
    line = run(admin, actions.rehearse_aid(actor=admin, aid=aid_draft(admin)))
    assert (line.case, line.gain_cents) == (case, 100_000)
    assert not LocalAid.objects.published().exists()


def test_an_aid_whose_text_is_not_confirmed_is_tried_as_if_it_were(case, admin):
    line = run(admin, actions.rehearse_aid(actor=admin, aid=aid_draft(admin, confirmed=False)))
    assert line.gain_cents == 100_000


def test_a_new_version_is_compared_with_the_one_it_replaces(case, admin):
    from_old = later_aid(admin)
    new = aid_draft(admin, tier(value=250_000))
    LocalAid.objects.filter(pk=new.pk).update(aid_key=from_old.aid_key, version=2)
    new.refresh_from_db()
    # 2 500 € instead of 1 000 €.
    assert run(admin, actions.rehearse_aid(actor=admin, aid=new)).gain_cents == 150_000


def test_two_dates_show_what_an_aid_to_come_changes(case, admin):
    later_aid(admin, valid_from=dt.date(2027, 3, 1))
    review = actions.rehearse_dates(actor=admin, before_on=dt.date(2027, 2, 28), after_on=dt.date(2027, 3, 1))
    assert run(admin, review).gain_cents == 100_000


def test_candidate_lines_are_rehearsed_and_stay_out_of_force(case, admin):
    draft = actions.save_parameters(actor=admin, name="Loi de finances", text=VAT)
    line = run(admin, actions.rehearse_parameters(actor=admin, draft=draft, on=NEXT_YEAR))
    ht = case.studies.get().scenarios.get().result["cost"]["totals"]["ht"]
    # From 5.5 % to 11 % of tax: 5.5 % of the works lost, to the cent of a rounding.
    assert abs(line.gain_cents + ht * 0.055) <= 1
    assert params.value("vat_rate", on=NEXT_YEAR, kind="energie") == 5.5


@pytest.mark.parametrize(("text", "sentence"), [("", "Ligne 1"), (VAT.replace("11", "onze"), "Ligne 2 : « onze »")])
def test_wrong_lines_are_not_kept(admin, text, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.save_parameters(actor=admin, name="Essai", text=text)
    assert not ParameterDraft.objects.exists()


def test_a_day_the_lines_do_not_cover_is_refused(case, admin, today):
    draft = actions.save_parameters(actor=admin, name="Loi de finances", text=VAT)
    with pytest.raises(Refused, match="Aucune ligne préparée n'est en vigueur"):
        actions.rehearse_parameters(actor=admin, draft=draft, on=today)
    assert not Review.objects.exists()


def test_the_administrator_uploads_corrects_and_rehearses(case, admin, cast, login):
    client, address = login(cast.territory_admin), reverse("reviews:parameters_new")
    file = SimpleUploadedFile("baremes.csv", VAT.replace("2027-01-01", "demain").encode())
    refused = client.post(address, {"name": "Loi de finances", "text": "", "file": file})
    assert refused.status_code == 422
    assert "Ligne 2 : « demain » n&#x27;est pas une date" in refused.text
    kept = client.post(address, {"name": "Loi de finances", "text": VAT}, follow=True)
    assert "11\u00a0%" in kept.text
    draft = ParameterDraft.objects.get()
    shown = client.post(reverse("reviews:try_parameters", args=[draft.pk]), {"on": "2027-01-01"}, follow=True)
    assert "Loi de finances, au 1er\u00a0janvier 2027" in shown.text


def test_a_file_that_is_not_text_is_refused(admin, cast, login):
    file = SimpleUploadedFile("baremes.csv", b"\xff\xfe\x00\x01")
    answer = login(cast.territory_admin).post(reverse("reviews:parameters_new"), {"name": "x", "file": file})
    assert answer.status_code == 422
    assert "UTF-8" in answer.text


def test_the_values_of_a_subject_are_the_start_of_a_change(admin, cast, login):
    page = login(cast.territory_admin).get(reverse("reviews:parameters_new"), {"bareme": "TVA", "au": "2026-01-01"})
    assert "vat_rate" in page.text


def test_the_result_counts_and_adds_up(case, admin, cast, login):
    review = actions.rehearse_aid(actor=admin, aid=aid_draft(admin))
    actions.run(actor=admin, review=review)
    page = login(cast.territory_admin).get(reverse("reviews:rehearsal", args=[review.pk])).text
    assert "+1\u00a0000\u00a0€" in page
    assert case.title in page


@pytest.mark.parametrize("who", ["advisor", "manager", "funder", "household"])
def test_rehearsals_belong_to_the_administrator(case, admin, cast, login, who):
    review = actions.rehearse_aid(actor=admin, aid=aid_draft(admin))
    client = login(getattr(cast, who))
    assert client.get(reverse("reviews:rehearsal", args=[review.pk])).status_code == 403
    assert client.post(reverse("reviews:cancel", args=[review.pk])).status_code in {403, 404}
    review.refresh_from_db()
    assert review.state == "queued"
