"""Loans, sharing and plans, against hand calculations and the check values of the specification."""

import doctest
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faitiere.engines.finance import (
    Loan,
    Outlook,
    PlanAid,
    PlanLine,
    financing_plan,
    loans,
    monthly_payment,
    schedule,
    share,
    sharing,
)


@pytest.mark.parametrize("module", [loans, sharing])
def test_examples_of_the_docstrings_are_true(module):
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 0) == (0, True)


def test_share_gives_the_cents_to_the_largest_remainders():
    # 1 000 € on 10 000 tantièmes; then 10 / 4 = 2.5 each, the first two remainders get the cents
    assert share(100_000, [3_333, 3_334, 3_333]) == [33_330, 33_340, 33_330]
    assert share(10, [1, 1, 1, 1]) == [3, 3, 2, 2]
    assert share(100, [0, 1]) == [0, 100]
    assert share(101, [Decimal("0.1"), 0.2, 0.7]) == [10, 20, 71]


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_share_never_loses_a_cent_nor_strays_by_one(total, weights):
    if not sum(weights):
        return
    parts = share(total, weights)
    assert sum(parts) == total
    assert all(abs(p * sum(weights) - total * w) < sum(weights) for p, w in zip(parts, weights, strict=True))


@pytest.mark.parametrize(("weights", "sentence"), [([], "Aucune part"), ([0, 0], "Aucune part"), ([-1, 2], "négative")])
def test_share_refuses_in_french(weights, sentence):
    with pytest.raises(ValueError, match=sentence):
        share(100, weights)


def test_check_values_of_the_specification():
    # calculators.md e2: 30 000 € over 180 months, zero-rate 166.67 €, at 4 % 221.91 €
    assert monthly_payment(3_000_000, 0, months=180) == 16_667
    assert monthly_payment(3_000_000, 4, months=180) == 22_191


def test_the_last_payment_takes_up_the_rounding():
    # 30 000 € at 0 %: 179 × 166.67 = 29 833.93, last 166.07
    found = schedule(Loan("Éco-PTZ", 3_000_000, 180))
    assert found.installments[-1].paid_cents == 16_607
    assert (found.installments[-1].balance_cents, found.cost_cents) == (0, 0)


def test_a_two_month_loan_by_hand():
    # 1 000 € at 12 %: i = 1 %, M = 10/(1 − 1.01⁻²) = 507.51; interest 10.00 then 1 % of 502.49 = 5.02
    found = schedule(Loan("Prêt", 100_000, 2, rate_percent=12))
    rows = [(r.paid_cents, r.interest_cents, r.principal_cents, r.balance_cents) for r in found.installments]
    assert rows == [(50_751, 1_000, 49_751, 50_249), (50_751, 502, 50_249, 0)]


def test_insurance_and_fees_are_part_of_the_cost():
    # 0.36 % of 20 000 € a year = 6 € a month; 120 × 6 = 720 €, fees 250 €
    found = schedule(Loan("Prêt", 2_000_000, 120, insurance_percent=0.36, fees_cents=25_000))
    assert (found.insurance_month_cents, found.insurance_cents, found.cost_cents) == (600, 72_000, 97_000)


@given(st.integers(0, 10**8), st.integers(1, 600), st.floats(0, 20).map(lambda x: round(x, 2)))
def test_a_loan_is_always_paid_back_exactly(principal, months, rate):
    found = schedule(Loan("Prêt", principal, months, rate_percent=rate))
    assert sum(r.principal_cents for r in found.installments) == principal
    assert found.installments[-1].balance_cents == 0
    assert all(r.principal_cents >= 0 for r in found.installments)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"months": 0}, "une durée de 1 à 600 mois"),
        ({"principal_cents": -1}, "ne peuvent pas être négatifs"),
        ({"rate_percent": 101}, "entre 0 et 100 %"),
        ({"rate_percent": float("nan")}, "entre 0 et 100 %"),
    ],
)
def test_an_impossible_loan_is_refused_in_french(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        Loan(**({"name": "Prêt", "principal_cents": 1_000, "months": 12} | changes))


LINES = (PlanLine("Isolation", 3_000_000, 5.5), PlanLine("Peinture", 200_000, 10))
AID = PlanAid("MaPrimeRénov'", 1_800_000, advance_cents=540_000, balance_month=6)


def plan(**changes):
    given_ = {"loans": (Loan("Éco-PTZ", 1_200_000, 120),), "own_funds_cents": 385_000, "outlook": Outlook(120_000, 2)}
    return financing_plan(LINES, (AID,), **(given_ | changes))


def test_a_plan_by_hand():
    # 30 000 × 1.055 + 2 000 × 1.10 = 33 850 €; − 18 000 = 15 850 € = 12 000 lent + 3 850 own
    found = plan()
    assert (found.total_ht_cents, found.total_vat_cents, found.total_ttc_cents) == (3_200_000, 185_000, 3_385_000)
    assert (found.remaining_cents, found.unfunded_cents) == (1_585_000, 0)
    # 12 000 / 120 = 100 € a month, savings 1 200 / 12 = 100 €
    assert (found.monthly_payment_cents, found.monthly_savings_cents, found.monthly_effort_cents) == (10_000, 10_000, 0)


def test_what_must_be_advanced_until_the_aids_arrive():
    # 33 850 − 5 400 = 28 450 €; loans 12 000 and own funds 3 850 leave 12 600 €, the balance of the aid
    found = plan()
    assert (found.to_advance_cents, found.bridge_cents) == (2_845_000, 1_260_000)


def test_cash_by_month_and_by_year():
    # month 0: − 33 850 + 12 000 + 5 400 = − 16 450; months 1-6 even; month 6 + 12 600 → − 3 850
    cash = plan().cash
    assert cash.months[0].cumulated_cents == -1_645_000
    assert cash.months[6].cumulated_cents == -385_000
    # year 2: savings 1 200 × 1.02 = 1 224 €, loans 1 200 €
    assert (cash.years[1].savings_cents, cash.years[1].net_cents) == (122_400, 2_400)
    assert (cash.worst_gap_cents, cash.worst_gap_month) == (-1_645_000, 0)


def test_the_first_year_from_which_cash_stays_positive():
    # no loan: 15 850 € to recover at 1 200 € a year, 13 years give 15 600 €
    found = plan(loans=(), outlook=Outlook(120_000, 0))
    assert found.cash.first_positive_year == 14
    assert plan(loans=(), outlook=Outlook(120_000, 0, years=13)).cash.first_positive_year is None


def test_a_plan_is_json_able():
    found = json.loads(json.dumps(plan().to_json()))
    assert found["loans"][0]["loan"]["name"] == "Éco-PTZ"
    assert len(found["cash"]["months"]) == 241


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: PlanLine("Toit", -1, 5.5), "Toit : le prix"),
        (lambda: PlanAid("Prime", 100, advance_cents=101), "Prime : l'avance dépasse"),
        (lambda: Outlook(years=0), "de 1 à 50 ans"),
        (lambda: Outlook(price_rise_percent=80), "entre -50 et 50 %"),
        (lambda: plan(own_funds_cents=-1), "L'apport personnel"),
    ],
)
def test_an_impossible_plan_is_refused_in_french(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()
