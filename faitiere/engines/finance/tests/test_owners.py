"""Plans of owners worked out by hand: 1,000 tantièmes, sums exact to the cent."""

import pytest

from faitiere.engines.finance import OwnerMeans, SharedCost, owner_plans

GENERAL = {"a": 500, "b": 300, "c": 200}
FACADE = SharedCost("Façades", 10_000_000, 4_000_000, GENERAL)
BOILER = SharedCost("Chaufferie", 1_000_001, 0, {"a": 1, "b": 1, "c": 1})


def plans(**means):
    return owner_plans([FACADE, BOILER], fund_cents=0, fund_weights=GENERAL, means=means)


def test_each_cost_is_shared_by_its_own_key():
    """a: half of 100,000 € and of 40,000 € of aids, a third of 10,000.01 €."""
    found = plans()["a"]
    assert found.lines == (("Façades", 5_000_000, 2_000_000), ("Chaufferie", 333_334, 0))
    assert found.remaining_cents == 3_333_334


def test_collective_aids_are_told_by_key():
    """a: half of 40,000 € and of 1,000 € by the general key, a third of 900 € by that of the lift."""
    costs = [
        SharedCost("Façades", 10_000_000, 4_000_000, GENERAL, "Générales"),
        SharedCost("Ascenseur", 300_000, 90_000, {"a": 1, "b": 1, "c": 1}, "Ascenseur"),
        SharedCost("Toiture", 500_000, 100_000, GENERAL, "Générales"),
        SharedCost("Porte", 10_000, 0, {"a": 1}, "Entrée"),
    ]
    found = owner_plans(costs, fund_cents=0, fund_weights={}, means={})["a"]
    assert found.aids_by_key == (("Générales", 2_050_000), ("Ascenseur", 30_000))


def test_sums_over_owners_are_the_totals():
    found = plans().values()
    assert sum(plan.cost_cents for plan in found) == 11_000_001
    assert sum(plan.collective_aid_cents for plan in found) == 4_000_000


def test_the_works_fund_comes_off_by_its_key():
    found = owner_plans([FACADE], fund_cents=1_000_000, fund_weights=GENERAL, means={})
    assert [found[who].fund_cents for who in "abc"] == [500_000, 300_000, 200_000]
    assert found["c"].to_advance_cents == 2_000_000 - 200_000


def test_what_an_owner_does_not_need_of_the_fund_goes_to_the_others():
    """b owes 100 € and would have half of 1,000 €: the 900 € left go by 300 and 200, 540 € to a and 360 € to c."""
    costs = [SharedCost("Façades", 1_000_000, 0, {"a": 1, "c": 1}), SharedCost("Porte", 10_000, 0, {"b": 1})]
    found = owner_plans(costs, fund_cents=100_000, fund_weights={"a": 300, "b": 500, "c": 200}, means={})
    assert {who: plan.fund_cents for who, plan in found.items()} == {"a": 54_000, "b": 10_000, "c": 36_000}


def test_the_redistributed_fund_is_exact_to_the_cent():
    """1,000.01 € less b's 100 € is 900.01 €: 540.006 and 360.004, the odd cent to the largest remainder, a."""
    costs = [SharedCost("Façades", 1_000_000, 0, {"a": 1, "c": 1}), SharedCost("Porte", 10_000, 0, {"b": 1})]
    found = owner_plans(costs, fund_cents=100_001, fund_weights={"a": 300, "b": 500, "c": 200}, means={})
    assert [found[who].fund_cents for who in "abc"] == [54_001, 10_000, 36_000]


def test_a_fund_above_all_that_is_owed_stays_for_the_rest():
    costs = [SharedCost("Porte", 10_000, 4_000, {"a": 1, "b": 1})]
    found = owner_plans(costs, fund_cents=50_000, fund_weights={"a": 1, "b": 9}, means={})
    assert [found[who].fund_cents for who in "ab"] == [3_000, 3_000]
    assert [found[who].remaining_cents for who in "ab"] == [0, 0]


def test_an_own_aid_never_exceeds_what_is_owed():
    small = SharedCost("Porte", 100_000, 0, {"a": 1})
    found = owner_plans([small], fund_cents=0, fund_weights={}, means={"a": OwnerMeans(own_aid_cents=300_000)})
    assert (found["a"].own_aid_cents, found["a"].remaining_cents) == (100_000, 0)


def test_a_zero_rate_loan_is_paid_in_equal_parts():
    """calculators.md e2: 30,000 € over 180 months at zero is 166.67 € a month; at 4 %, 221.91 €."""
    works = SharedCost("Façades", 3_000_000, 0, {"a": 1})
    for rate, monthly in ((0.0, 16_667), (4.0, 22_191)):
        means = {"a": OwnerMeans(loan_months=180, loan_rate_percent=rate)}
        assert owner_plans([works], fund_cents=0, fund_weights={}, means=means)["a"].monthly_cents == monthly


def test_aids_above_the_cost_are_refused():
    with pytest.raises(ValueError, match="entre zéro et le coût"):
        SharedCost("Façades", 100, 200, {"a": 1})


def test_a_thousand_lots_share_to_the_cent():
    weights = {f"o{i}": 7 + i % 13 for i in range(1000)}
    found = owner_plans(
        [SharedCost("Tout", 123_456_789, 41_234_567, weights)], fund_cents=987_654, fund_weights=weights, means={}
    )
    assert sum(plan.cost_cents for plan in found.values()) == 123_456_789
    assert sum(plan.fund_cents for plan in found.values()) == 987_654
