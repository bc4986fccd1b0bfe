"""Works in stages: the label after each, the last being that of the whole scenario; and the range of the sheet."""

import pytest
from django.urls import reverse

from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.studies import actions
from faitiere.apps.studies.models import Scenario

from .factories import described_case, study_with_scenarios, work

NOW, LATER = work("combles_perdus"), work("mur_ite") | {"years": 3}
HEATING_FIRST = [work("pac_air_eau"), work("mur_ite") | {"years": 2}]


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def advisor(cast, login):
    return login(cast.advisor)


def test_each_stage_has_its_label_and_the_last_is_the_scenario(actor):
    result = study_with_scenarios(actor, [LATER, NOW]).scenarios.get().result
    first, last = result["stages"]
    assert (first["years"], last["years"], first["works"]) == (0, 3, ["combles_perdus"])
    assert first["primary_kwh_m2"] > last["primary_kwh_m2"]
    assert (last["class"], last["primary_kwh_m2"]) == (result["after"]["class"], result["after"]["primary_kwh_m2"])


def test_works_done_at_once_have_no_stage(actor):
    assert study_with_scenarios(actor, [NOW, work("mur_ite")]).scenarios.get().result["stages"] == []


def test_heating_before_insulation_is_said(actor, advisor):
    study = study_with_scenarios(actor, HEATING_FIRST)
    page = advisor.get(reverse("studies:scenarios", args=[study.case_id])).text
    assert "il sera dimensionné pour un logement qui perd plus" in page
    assert "Dans 2 ans" in page
    assert "Étiquette à chaque étape" in page


def test_an_advisor_gives_a_year_to_a_work(advisor, actor):
    study = study_with_scenarios(actor)
    address = reverse("studies:compose_new", args=[study.case_id, study.number])
    typed = {"name": "En deux fois", "on-combles_perdus": "on", "on-mur_ite": "on", "y-mur_ite": "3"}
    advisor.post(address, typed)
    years = {one["code"]: one["years"] for one in Scenario.objects.get().works}
    assert years == {"combles_perdus": 0, "mur_ite": 3}


@pytest.mark.parametrize("year", ["4", "demain", "-1"])
def test_a_year_out_of_the_list_is_refused_and_nothing_is_saved(advisor, actor, year):
    study = study_with_scenarios(actor)
    address = reverse("studies:compose_new", args=[study.case_id, study.number])
    answer = advisor.post(address, {"name": "X", "on-mur_ite": "on", "y-mur_ite": year})
    assert answer.status_code == 422
    assert not Scenario.objects.exists()


def test_the_sheet_of_plain_answers_shows_a_range_and_what_would_settle_it(advisor, actor):
    case = described_case(actor, answers={"kind": "maison", "area": 104.0, "year": 1974, "code_insee": "31157"})
    page = advisor.get(reverse("studies:home", args=[case.pk])).text
    assert "Ce que ces réponses permettent de dire" in page
    assert "De quoi dépend l’étiquette" in page
    assert "Probabilité de chaque classe" in page
    assert "vitrage" in page.split("tirées au sort")[1].split("</p>")[0]


def test_a_home_described_by_nobody_shows_neither(advisor, cast):
    page = advisor.get(reverse("studies:home", args=[CaseFactory().pk])).text
    assert "De quoi dépend l’étiquette" not in page


def test_a_copy_keeps_the_stages(actor):
    study = study_with_scenarios(actor, [NOW, LATER])
    copied = actions.copy_study(actor=actor, study=study).scenarios.get()
    assert [one["years"] for one in copied.result["stages"]] == [0, 3]
