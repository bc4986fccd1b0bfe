"""Loans repaid in one go and the cash of the site, against hand calculations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faitiere.engines.finance import Loan, Outlook, Payments, PlanAid, PlanLine, financing_plan, schedule, site_cash

WORKS = (PlanLine("Travaux", 4_000_000, 5.5),)  # 42 200 € with VAT
AID = PlanAid("MaPrimeRénov'", 2_400_000, advance_cents=720_000, balance_month=6)


def balances(found):
    return [month.balance_cents for month in found.months]


def test_a_bridge_loan_by_hand():
    # 10 000 € for six months at 6 %: 50 € of interest a month, the principal with the last one: cost 300 €
    found = schedule(Loan("Relais", 1_000_000, 6, rate_percent=6, in_fine=True, bridge=True))
    assert [row.paid_cents for row in found.installments] == [5_000] * 5 + [1_005_000]
    assert (found.payment_cents, found.cost_cents, found.total_paid_cents) == (5_000, 30_000, 1_030_000)


def test_a_par_plus_asks_nothing_for_ten_years_then_its_interest():
    # 20 000 €, no interest for 120 months, then 3 %: 50 € a month for 24 months, 1 200 € in all
    found = schedule(Loan("PAR+", 2_000_000, 144, rate_percent=3, in_fine=True, free_months=120))
    assert {row.paid_cents for row in found.installments[:120]} == {0}
    assert [row.paid_cents for row in found.installments[120:]] == [5_000] * 23 + [2_005_000]
    assert (found.payment_cents, found.cost_cents) == (0, 120_000)


@pytest.mark.parametrize("changes", [{"free_months": 12}, {"bridge": True}, {"free_months": -1, "in_fine": True}])
def test_only_a_loan_repaid_in_one_go_waits(changes):
    with pytest.raises(ValueError, match="se rembourse en une fois"):
        Loan("Prêt", 1_000, 12, **changes)


def test_the_deposit_and_the_balance_add_up_to_the_cent():
    assert Payments(30, 4).by_month(4_220_001) == {0: 1_266_000, 4: 2_954_001}  # 30 % is 12 660.003 €
    assert Payments().by_month(4_220_000) == {0: 4_220_000}


@given(st.integers(0, 10**9), st.floats(0, 100).map(lambda x: round(x, 2)), st.integers(0, 60))
def test_no_cent_is_lost_between_the_payments(cost, deposit, month):
    assert sum(Payments(deposit, month).by_month(cost).values()) == cost


@pytest.mark.parametrize(
    ("deposit", "month", "words"), [(101, 0, "L'acompte"), (-1, 0, "L'acompte"), (30, 61, "mois 60")]
)
def test_payments_that_cannot_be_are_refused(deposit, month, words):
    with pytest.raises(ValueError, match=words):
        Payments(deposit, month)


def test_the_cash_of_a_site_by_hand():
    # own 5 000 + lent 13 200 + advance 7 200 = 25 400 €; deposit 30 % of 42 200 = 12 660 → 12 740 left;
    # month 3: − 29 540 → − 16 800; month 6: the rest of the aid, + 16 800 → 0
    lent = (Loan("Éco-PTZ", 1_320_000, 180),)
    found = financing_plan(WORKS, (AID,), loans=lent, own_funds_cents=500_000, payments=Payments(30, 3))
    assert balances(found.site) == [1_274_000, 1_274_000, 1_274_000, -1_680_000, -1_680_000, -1_680_000, 0]
    assert (found.site.gap_cents, found.site.gap_month, found.bridge_cents) == (1_680_000, 3, 1_680_000)


def test_a_bridge_fills_the_gap_and_pays_no_part_of_the_works():
    # the same with 16 800 € lent until month 6 at 6 %: 84 € a month, 504 € in all; the site never lacks money
    loans = (
        Loan("Éco-PTZ", 1_320_000, 180),
        Loan("Relais", 1_680_000, 6, rate_percent=6, in_fine=True, bridge=True),
    )
    found = financing_plan(WORKS, (AID,), loans=loans, own_funds_cents=500_000, payments=Payments(30, 3))
    assert (found.site.gap_cents, found.unfunded_cents, found.loans_cents) == (0, 0, 1_320_000)
    assert balances(found.site)[3:] == [0, 0, 0, 0]
    assert found.loans_cost_cents == 50_400
    assert found.monthly_payment_cents == 7_333  # 13 200 / 180; the bridge is not a monthly effort


def test_the_household_s_cash_counts_the_works_when_they_are_paid():
    found = financing_plan(WORKS, (AID,), payments=Payments(30, 3), outlook=Outlook(years=1))
    assert [month.works_cents for month in found.cash.months[:4]] == [1_266_000, 0, 0, 2_954_000]
    assert found.cash.months[-1].cumulated_cents == 2_400_000 - 4_220_000


def test_nothing_to_pay_lacks_nothing():
    assert site_cash({}, {}).gap_cents == 0
