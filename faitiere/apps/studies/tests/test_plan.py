"""Aids and plan: rules of the filing date, every sum to the cent, what is unknown said rather than guessed."""

import datetime as dt

import pytest
from django.urls import reverse

from faitiere.apps.contacts.actions import HouseholdFields
from faitiere.apps.studies import actions
from faitiere.apps.studies.aid_facts import work_line
from faitiere.apps.studies.costing import line
from faitiere.apps.studies.financing import plan
from faitiere.apps.studies.prices import UnitPrice
from faitiere.engines.energy import works

from .factories import HOUSE_1974, study_with_scenarios, work

WINTER_2025 = dt.date(2025, 12, 18)
DEEP = [
    work("combles_perdus", quantity="60", price_cents=5_000),
    work("mur_ite", price_cents=18_000),
    work("plancher_bas", price_cents=6_000),
    work("fenetres_double", price_cents=70_000),
    work("vmc_hygro_b", price_cents=120_000),
    work("pac_air_eau", price_cents=1_400_000),
]


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def advisor(cast, login):
    return login(cast.advisor)


def known(**changes) -> actions.Facts:
    """Two people, 24 000 €, owner-occupiers, filing on 18 December 2025: the regime of 30 September 2025."""
    household = {"size": 2, "rfr_euros": 24_000, "rfr_year": 2025, "occupancy": "owner_occupier"} | changes
    return actions.Facts(
        household=HouseholdFields(**household), extra={"appointment_held": True}, filing_on=WINTER_2025
    )


@pytest.fixture
def study(actor):
    """A deep renovation of the house of 1974, its only scenario."""
    study = study_with_scenarios(actor, DEEP)
    return actions.save_facts(actor=actor, study=study, facts=known())


def aid(scenario, code: str) -> dict:
    return next(one for one in scenario.aids if one["code"] == code)


def test_the_accompanied_path_pays_its_rate_within_its_ceiling(study):
    scenario = study.scenarios.get()
    gained = scenario.result["comparison"]["classes_gained"]
    works = scenario.result["cost"]["totals"]["ht"]
    # Since 30 September 2025: 80 % for a very modest household, of 40 000 € at most from three classes gained.
    # 24 000 € for two people outside Île-de-France is very modest (ceiling 25 115 €, barème Anah 2025).
    assert gained >= 3
    assert works > 4_000_000
    assert aid(scenario, "mpr_accompagne")["amount_cents"] == 3_200_000


def test_the_plan_adds_up_line_by_line(study):
    scenario = study.scenarios.get()
    saved, totals = scenario.plan, scenario.result["cost"]["totals"]
    lines = scenario.result["cost"]["lines"]
    assert totals["ht"] == sum(one["ht"] for one in lines)
    assert totals["ttc"] == totals["ht"] + totals["vat"] == saved["total_ttc_cents"]
    assert totals["vat"] == sum(rate["cents"] for rate in totals["vat_by_rate"])
    assert saved["remaining_cents"] == totals["ttc"] - sum(one["cents"] for one in saved["aids"])
    loans = sum(loan["principal_cents"] for loan in saved["loans"])
    assert saved["unfunded_cents"] == saved["remaining_cents"] - saved["own_funds_cents"] - loans == 0


def test_own_funds_reduce_the_loan_and_the_effort_follows(actor, study):
    scenario = study.scenarios.get()
    choices = {"own_funds_cents": 500_000, "loan": "bank", "years": 10, "rate": 4.0, "price_rise": 0.0}
    changed = actions.set_plan_choices(actor=actor, scenario=scenario, choices=choices).plan
    [loan] = changed["loans"]
    assert loan["principal_cents"] == changed["remaining_cents"] - 500_000
    assert changed["monthly_effort_cents"] == loan["payment_cents"] - changed["monthly_savings_cents"]


def test_a_bank_loan_of_thirty_thousand_at_four_percent_costs_221_91_a_month():
    cost = {"lines": [{"label": "Travaux", "ht": 3_000_000, "vat_rate": 0}], "totals": {"ttc": 3_000_000}}
    found = {"cost": cost, "stack": {"kept": [], "eco_ptz_years": None}, "aids": []}
    comparison = {"cost_eur_saved": {"likely": 1_200}}
    made = plan(found, comparison=comparison, choices={"loan": "bank", "years": 15, "rate": 4.0, "price_rise": 0.0})
    # 30 000 € at 4 % over 180 months: P·i / (1 − (1 + i)^−n), i = 0,04 / 12. 1 200 € a year is 100 € a month.
    assert made["loans"][0]["payment_cents"] == 22_191
    assert made["monthly_effort_cents"] == 12_191
    assert made["cash"][0] == -12_191
    assert made["cash"][19] == 10_000


def test_aids_never_pay_more_than_the_works():
    cost = {"lines": [{"label": "Travaux", "ht": 100_000, "vat_rate": 0}], "totals": {"ttc": 100_000}}
    kept = [{"code": code, "name_fr": code, "after_cents": 70_000, "advance_cents": 70_000} for code in ("a", "b")]
    found = {"cost": cost, "stack": {"kept": kept, "eco_ptz_years": None}, "aids": []}
    made = plan(found, comparison={"cost_eur_saved": {"likely": 0}}, choices={})
    # 700 € then 300 € of 1 000 €: nothing is left to pay, nothing is lent.
    assert [one["cents"] for one in made["aids"]] == [70_000, 30_000]
    assert (made["remaining_cents"], made["loans"]) == (0, [])


def test_what_nobody_said_is_asked_for_not_guessed(actor, study):
    actions.save_facts(actor=actor, study=study, facts=known(rfr_euros=None))
    scenario = study.scenarios.get()
    unknown = aid(scenario, "mpr_accompagne")
    assert unknown["status"] == "unknown"
    assert "revenu fiscal de référence" in unknown["missing"]
    assert not any(one["label"] == "MaPrimeRénov' parcours accompagné" for one in scenario.plan["aids"])


def test_a_window_where_the_aid_is_closed_gives_nothing(actor, study):
    facts = known()
    closed = actions.Facts(household=facts.household, extra=facts.extra, filing_on=dt.date(2026, 1, 15))
    actions.save_facts(actor=actor, study=study, facts=closed)
    # Suspended from 1 January to 22 February 2026 (loi de finances).
    assert aid(study.scenarios.get(), "mpr_accompagne")["status"] == "closed"


def test_lost_attics_are_not_paid_by_maprimerenov_par_geste(actor):
    study = study_with_scenarios(actor, [work("combles_perdus", quantity="60", price_cents=5_000)])
    actions.save_facts(actor=actor, study=study, facts=known())
    scenario = study.scenarios.get()
    assert aid(scenario, "mpr_geste")["status"] == "not_eligible"
    assert aid(scenario, "cee")["status"] == "eligible"


def test_a_performance_below_the_condition_is_told_to_the_aids():
    weak = work_line(
        line(work("mur_ite"), computed=100, price=UnitPrice(1, 1, 1, "", verified=True, own=True)),
        works.Work("mur_ite", {"r": 2.0}),
        on=WINTER_2025,
        quantity=100,
        use="chauffage",
    )
    # BAR-EN-102 asks for R ≥ 3,7.
    assert weak.conditions_met is False


def test_windows_are_counted_by_number_and_only_paid_when_they_replace_single_glazing(actor):
    bundle = [work("fenetres_double", price_cents=70_000)]
    amounts = {}
    for glazing in ("simple", "double_ancien"):
        study = study_with_scenarios(actor, bundle, answers=HOUSE_1974 | {"glazing": glazing})
        actions.save_facts(actor=actor, study=study, facts=known())
        amounts[glazing] = aid(study.scenarios.get(), "mpr_geste")
    # 100 € a window for a very modest household in 2025 (guide des aides Anah 2025): a whole number of hundreds.
    assert amounts["simple"]["amount_cents"] > 0
    assert amounts["simple"]["amount_cents"] % 10_000 == 0
    assert amounts["double_ancien"]["status"] == "not_eligible"


def typed(**changes) -> dict:
    return {
        "filing_on": "2025-12-18",
        "size": "2",
        "rfr_euros": "24 000",
        "rfr_year": "2025",
        "occupancy": "owner_occupier",
        "main_home": "oui",
        "built_year": "1974",
    } | changes


def test_the_page_shows_the_aids_the_plan_and_what_to_do_in_order(advisor, study):
    address = reverse("studies:facts", args=[study.case_id, study.number])
    page = advisor.post(address, typed(), follow=True).text
    assert "32\u00a0000\u00a0€" in page
    assert "Reste à payer" in page
    order = page[page.index("Que faire, dans quel ordre") :]
    assert order.index("Avant de signer") < order.index("Avant les travaux")


def test_a_household_that_changed_since_is_told(advisor, study):
    household = study.case.household
    household.size = 3
    household.save()
    page = advisor.get(reverse("studies:plan", args=[study.case_id])).text
    assert "a changé depuis ce calcul" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"size": "0"}, "doit se trouver entre 1 et 20"),
        ({"rfr_euros": "beaucoup"}, "doit être un nombre"),
        ({"filing_on": ""}, "Donnez une date"),
        ({"built_year": "2030"}, "n&#x27;est pas achevé à la date de la demande"),
    ],
)
def test_facts_that_cannot_be_are_refused_and_nothing_changes(advisor, study, change, sentence):
    address = reverse("studies:facts", args=[study.case_id, study.number])
    before = study.scenarios.get().plan
    answer = advisor.post(address, typed(**change))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert study.scenarios.get().plan == before


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"kind_0": "bank", "term_0": "15"}, "Donnez le taux annoncé par la banque"),
        ({"kind_0": "eco_ptz"}, "Donnez la durée du prêt en années"),
        ({"kind_0": "eco_ptz", "term_0": "31"}, "de 1 à 30"),
        ({"kind_0": "bridge", "term_0": "61"}, "doit se trouver entre 1 et 60"),
        ({"kind_0": "eco_ptz", "term_0": "15", "kind_1": "eco_ptz", "term_1": "15"}, "ne se demande qu’une fois"),
        ({"own_funds": "-1"}, "doit se trouver entre 0"),
        ({"deposit": "101"}, "doit se trouver entre 0 et 100"),
        ({"balance_month": "3,5"}, "doit être un nombre entier"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(advisor, study, choices, sentence):
    scenario = study.scenarios.get()
    before = scenario.plan
    address = reverse("studies:funding", args=[study.case_id, scenario.pk, 0])
    answer = advisor.post(address, {f"plan0-{name}": value for name, value in choices.items()})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert study.scenarios.get().plan == before
