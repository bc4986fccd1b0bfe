"""Who may open and change studies: the case decides, and a foreign object does not exist."""

import pytest
from django.urls import reverse

from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.studies.models import Scenario

from .factories import study_with_scenarios, work

PAGES = ("home", "answers", "correct", "scenarios", "best", "plan")


@pytest.fixture
def study(toulouse, cast):
    return study_with_scenarios(cast.actor("advisor", toulouse), [work("combles_perdus", price_cents=4_000)])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["advisor", "teammate", "manager", "territory_admin"])
def test_the_desk_of_the_case_opens_its_tabs(study, cast, login, who, page):
    assert login(getattr(cast, who)).get(reverse(f"studies:{page}", args=[study.case_id])).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("who", "status"), [("other_organisation", 404), ("funder", 403), ("household", 403)])
def test_others_cannot_learn_that_the_case_exists(study, cast, login, who, status, page):
    assert login(getattr(cast, who)).get(reverse(f"studies:{page}", args=[study.case_id])).status_code == status


def writing_routes(study):
    scenario = study.scenarios.get()
    case, number = study.case_id, study.number
    return {
        "begin": [case],
        "keep": [case],
        "upload": [case],
        "answers": [case],
        "correct": [case],
        "choose": [case, scenario.pk],
        "duplicate": [case, scenario.pk],
        "delete": [case, scenario.pk],
        "funding": [case, scenario.pk, 0],
        "plan_add": [case, scenario.pk],
        "plan_keep": [case, scenario.pk, 0],
        "plan_drop": [case, scenario.pk, 0],
        "compose": [case, scenario.pk],
        "compose_new": [case, number],
        "copy": [case, number],
        "facts": [case, number],
        "report": [case, number],
        "report_print": [case, number],
        "report_send": [case, number],
    }


@pytest.mark.parametrize("who", ["other_organisation", "stranger", "funder"])
def test_a_stranger_changes_nothing(study, cast, login, who):
    host = "foix.localhost" if who == "stranger" else "localhost"
    client, before = login(getattr(cast, who), host=host), Scenario.objects.get().works
    for route, args in writing_routes(study).items():
        assert client.post(reverse(f"studies:{route}", args=args)).status_code in {403, 404}, route
    assert Scenario.objects.get().works == before


def test_a_scenario_of_one_case_cannot_be_reached_through_another(study, cast, login):
    other, client = CaseFactory(), login(cast.advisor)
    scenario = study.scenarios.get()
    for route in ("compose", "choose", "duplicate", "delete", "plan_add"):
        assert client.post(reverse(f"studies:{route}", args=[other.pk, scenario.pk])).status_code == 404
    assert Scenario.objects.filter(pk=scenario.pk).exists()


@pytest.mark.parametrize("number", ["0", "2", "99999"])
def test_an_unknown_study_is_not_found(study, cast, login, number):
    client = login(cast.advisor)
    assert client.get(reverse("studies:scenarios", args=[study.case_id]), {"etude": number}).status_code == 404
    assert client.get(reverse("studies:report", args=[study.case_id, number])).status_code == 404


@pytest.mark.parametrize("route", ["begin", "keep", "upload"])
def test_what_writes_is_not_opened_by_a_link(study, cast, login, route):
    assert login(cast.advisor).get(reverse(f"studies:{route}", args=[study.case_id])).status_code == 405
