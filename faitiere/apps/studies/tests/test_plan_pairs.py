"""Two plans side by side: any mix of loans, aids and payments by date, to the cent."""

import pytest
from django.urls import reverse

from faitiere.apps.studies import actions, plan_choices
from faitiere.apps.studies.financing import plan
from faitiere.apps.studies.report import paper_plan

from .factories import study_with_scenarios
from .test_plan import DEEP, known

BANK = {"kind": "bank", "cents": None, "months": 120, "rate": 4.0, "insurance": 0.36}
BRIDGE = {"kind": "bridge", "cents": None, "months": 6, "rate": 6.0, "insurance": None}


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def advisor(cast, login):
    return login(cast.advisor)


@pytest.fixture
def scenario(actor):
    study = study_with_scenarios(actor, DEEP)
    return actions.save_facts(actor=actor, study=study, facts=known()).scenarios.get()


def found(**loans):
    """Works of 42 200 € with VAT, an aid of 24 000 € of which 7 200 € in advance; éco-PTZ of 15 000 € at most."""
    kept = {"code": "mpr_accompagne", "name_fr": "MaPrimeRénov'", "after_cents": 2_400_000, "advance_cents": 720_000}
    offered = {"code": "eco_ptz", "status": "eligible", "amount_cents": 1_500_000, "reason_fr": ""}
    cost = {"lines": [{"label": "Travaux", "ht": 4_000_000, "vat_rate": 5.5}], "totals": {"ttc": 4_220_000}}
    stack = {"kept": [kept], "eco_ptz_years": 15, "par_plus_free_years": 10}
    return {"cost": cost, "stack": stack, "aids": [offered, *loans.values()]}


def made(wish, **loans):
    choices = {"price_rise": 0.0, "plans": [wish]}
    return plan(found(**loans), comparison={"cost_eur_saved": {"likely": 1_200}}, choices=choices)


def test_a_bank_pays_what_the_eco_ptz_does_not():
    # left to pay 18 200 €: 15 000 € at 0 % over 15 years = 83.33 €; 3 200 € at 4 % over 10 years = 32.40 €
    # (i = 0.04/12, M = P·i/(1 − (1 + i)^−120)), insurance 0.36 % of 3 200 € / 12 = 0.96 €; energy saved 100 €
    wish = {"name": "Plan A", "loans": [plan_choices.LOAN, BANK]}
    result = made(wish)
    assert [one["principal_cents"] for one in result["loans"]] == [1_500_000, 320_000]
    assert [one["payment_cents"] for one in result["loans"]] == [8_333, 3_240]
    assert result["loans"][1]["insurance_cents"] == 96
    assert (result["unfunded_cents"], result["monthly_effort_cents"]) == (0, 8_333 + 3_240 + 96 - 10_000)


def test_a_bridge_of_what_is_missing_is_repaid_by_the_aids():
    # month 0: 18 200 lent + 7 200 − 42 200 = − 16 800 €, repaid in month 6; 84 € of interest a month, 504 €
    wish = {"name": "Plan A", "loans": [plan_choices.LOAN | {"cents": 1_500_000}, BANK, BRIDGE], "aid_month": 6}
    result = made(wish)
    bridge = result["loans"][2]
    assert (bridge["principal_cents"], bridge["cost_cents"]) == (1_680_000, 50_400)
    assert (result["bridge_cents"], result["unfunded_cents"], min(result["site"])) == (0, 0, 0)


def test_the_month_of_an_aid_and_its_advance_are_choices():
    wish = {"name": "Plan A", "loans": [], "own_funds_cents": 1_820_000, "aid_months": {"mpr_accompagne": 5}}
    assert made(wish)["site"] == [-1_680_000] * 5 + [0]  # 18 200 + 7 200 − 42 200, then + 16 800
    late = made(wish | {"no_advance": ["mpr_accompagne"]})
    assert late["site"] == [-2_400_000] * 5 + [0]


def test_a_deposit_and_a_balance_are_paid_in_their_months():
    wish = {"name": "Plan A", "loans": [], "own_funds_cents": 1_820_000, "deposit_percent": 30.0, "balance_month": 2}
    # 18 200 + 7 200 − 12 660 = 12 740; − 29 540 = − 16 800; + 16 800
    assert made(wish)["site"] == [1_274_000, 1_274_000, -1_680_000, 0]


def test_a_par_plus_weighs_nothing_each_month_and_is_refused_to_who_has_no_right():
    par = {"kind": "par_plus", "cents": None, "months": 240, "rate": 3.0, "insurance": None}
    right = {"code": "par_plus", "status": "eligible", "amount_cents": 5_000_000, "reason_fr": ""}
    result = made({"name": "Plan A", "loans": [par]}, par=right)
    # 18 200 € at 3 %, interest from year 11: 45.50 € a month for 120 months = 5 460 €
    assert (result["monthly_payment_cents"], result["loans_cost_cents"]) == (0, 546_000)
    assert (result["cash"][0], result["cash"][10]) == (10_000, 10_000 - 4_550)
    refused = made({"name": "Plan A", "loans": [par]}, par=right | {"status": "not_eligible", "reason_fr": "Réservé."})
    assert (refused["loans"], refused["loan_note"]) == ([], "Prêt avance rénovation (PAR+) n’est pas acquis. Réservé.")


def test_what_was_kept_before_plans_could_be_two_is_still_read():
    old = {"own_funds_cents": 500_000, "loan": "bank", "years": 10, "rate": 4.0, "price_rise": 1.0}
    choices = plan_choices.choices_of(old)
    assert (choices["price_rise"], choices["kept"], len(choices["plans"])) == (1.0, 0, 1)
    assert choices["plans"][0]["loans"] == [BANK | {"insurance": None}]
    assert plan_choices.choices_of({"loan": "none"})["plans"][0]["loans"] == []


def address(route, scenario, *more):
    return reverse(f"studies:{route}", args=[scenario.study.case_id, scenario.pk, *more])


def test_an_advisor_compares_two_plans_and_keeps_one(advisor, scenario):
    advisor.post(address("plan_add", scenario))
    typed = {"own_funds": "5 000", "kind_0": "bank", "term_0": "10", "rate_0": "4", "insurance_0": "0,36"}
    typed |= {"deposit": "30", "balance_month": "3", "month_mpr_accompagne": "6", "price_rise": "2"}
    page = advisor.post(address("funding", scenario, 1), {f"plan1-{k}": v for k, v in typed.items()}, follow=True).text
    assert "Les deux plans côte à côte" in page
    scenario.refresh_from_db()
    first, second = scenario.plan["plans"]
    assert (first["loans"][0]["kind"], second["loans"][0]["kind"]) == ("eco_ptz", "bank")
    assert (scenario.plan["kept"], scenario.plan["name"]) == (0, "Plan A")
    advisor.post(address("plan_keep", scenario, 1))
    scenario.refresh_from_db()
    assert scenario.plan["own_funds_cents"] == 500_000
    assert scenario.plan["total_ttc_cents"] == first["total_ttc_cents"]


def test_a_plan_is_taken_away_but_never_the_last(advisor, scenario):
    advisor.post(address("plan_add", scenario))
    advisor.post(address("plan_drop", scenario, 0))
    advisor.post(address("plan_drop", scenario, 0))
    scenario.refresh_from_db()
    assert [one["name"] for one in scenario.plan["plans"]] == ["Plan A"]


def test_a_plan_that_does_not_exist_is_not_found(advisor, scenario):
    assert advisor.post(address("funding", scenario, 1)).status_code == 404


def test_a_printed_study_keeps_its_plans(advisor, scenario):
    scenario.study.status = "printed"
    scenario.study.save()
    before = scenario.plan_choices
    assert advisor.post(address("plan_add", scenario)).status_code == 302
    scenario.refresh_from_db()
    assert scenario.plan_choices == before


def test_the_report_shows_the_kept_plan_with_its_insurance_and_without_the_bridge(actor, scenario):
    wish = {"name": "Plan A", "loans": [BANK, BRIDGE], "aid_month": 6}
    actions.set_plan_choices(actor=actor, scenario=scenario, choices={"price_rise": 2.0, "plans": [wish]})
    scenario.refresh_from_db()
    bank, bridge = scenario.plan["loans"]
    printed = paper_plan(scenario)
    assert bridge["kind"] == "bridge"
    assert [loan.monthly for loan in printed.loans] == [bank["payment_cents"] + bank["insurance_cents"]]
    assert "Un relais de" in printed.advance_note


def test_an_offer_for_the_cee_and_the_price_of_the_accompaniment_are_counted(advisor, scenario):
    typed = {"filing_on": "2025-12-18", "size": "2", "rfr_euros": "24 000", "occupancy": "owner_occupier"}
    typed |= {"main_home": "oui", "built_year": "1974", "support_price": "1 500", "cee_price": "10"}
    advisor.post(reverse("studies:facts", args=[scenario.study.case_id, scenario.study.number]), typed)
    scenario.refresh_from_db()
    aids = {one["code"]: one for one in scenario.aids}
    assert aids["mar"]["amount_cents"] == 150_000  # very modest: 100 % of 1 500 € TTC (panorama 2025, p. 7)
    assert "10\u00a0€/MWh cumac" in aids["cee"]["reason_fr"]


def test_a_date_after_the_verified_rules_is_said(advisor, scenario):
    page = advisor.get(reverse("studies:plan", args=[scenario.study.case_id])).text
    assert "Les règles sont vérifiées jusqu" not in page
    scenario.study.filing_on = "2026-03-01"
    scenario.study.save()
    assert "Les règles sont vérifiées jusqu" in advisor.get(reverse("studies:plan", args=[scenario.study.case_id])).text
