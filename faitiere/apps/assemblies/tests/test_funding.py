"""The collective loan: its rate, its length, the works it may pay; the saving proposed from the scenario kept."""

import pytest
from django.urls import reverse

from faitiere.apps.assemblies.models import GeneralMeeting
from faitiere.apps.buildings.site_works import SiteScenario

from .factories import condominium_case, meeting_of

SOUND = {"loan_years": "15", "loan_rate": "0", "fund": "0", "savings": "0"}


@pytest.fixture
def case(toulouse, cast):
    return condominium_case(cast.actor("advisor", toulouse))


@pytest.fixture
def asked(case):
    return meeting_of(case, cost_cents=10_000_000)


@pytest.fixture
def send(login, cast, case, asked):
    page, address = login(cast.advisor), reverse("assemblies:funding", args=[case.pk, asked.meeting_id])
    return lambda **given: page.post(address, SOUND | given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"loan_kind": "eco_ptz", "loan_rate": "3,2"}, "Un éco-PTZ est à taux zéro"),
        ({"loan_kind": "eco_ptz", "loan_years": "21"}, "20 ans au plus"),  # loans.csv: 20 years, performance globale
        ({"loan_kind": "opt_out", "loan_years": "26"}, "25 ans au plus"),  # law of 10 July 1965, article 26-4 III
    ],
)
def test_a_loan_outside_its_rules_is_refused(send, given, said):
    answer = send(**given)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert GeneralMeeting.objects.get().loan_months == 180


@pytest.mark.parametrize(
    "given",
    [
        {"loan_kind": "eco_ptz", "loan_years": "20"},
        {"loan_kind": "opt_out", "loan_years": "25", "loan_rate": "3,2"},
        {"loan_kind": "opt_in", "loan_rate": "3,2"},
    ],
)
def test_a_loan_at_the_border_of_its_rules_is_kept(send, given):
    assert send(**given).status_code == 302
    assert GeneralMeeting.objects.get().loan_kind == given["loan_kind"]


@pytest.mark.parametrize(
    ("motion", "energy", "status"),
    # Article 26-4 III: works of article 24 II a to e, and of article 25 f.
    [("conservation", False, 302), ("", True, 302), ("ameliorations", False, 422), ("", False, 422)],
)
def test_the_loan_of_all_pays_the_works_of_its_article_only(send, asked, motion, energy, status):
    asked.motion, asked.energy = motion, energy
    asked.save()
    answer = send(loan_kind="opt_out")
    assert answer.status_code == status
    assert ("« Isoler les façades »" in answer.text) is (status == 422)


def given(case):
    return SiteScenario("Étude 1, scénario A", (), 42.0, "E", "C", 1_200_000)


@pytest.mark.parametrize(("written", "shown"), [(0, "12000"), (500_000, "5000")])
def test_the_saving_of_the_scenario_is_proposed_with_its_source(login, cast, case, asked, settings, written, shown):
    settings.SITE_SCENARIO = f"{__name__}.given"
    GeneralMeeting.objects.update(savings_cents=written)
    page = login(cast.advisor).get(reverse("assemblies:plans", args=[case.pk, asked.meeting_id]))
    assert str(page.context["form"].initial["savings"]) == shown
    assert "Étude 1, scénario A : 12 000 € par an" in page.text.replace("\xa0", " ").replace("\u202f", " ")
