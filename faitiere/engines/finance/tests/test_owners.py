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


def test_sums_over_owners_are_the_totals():
    found = plans().values()
    assert sum(plan.cost_cents for plan in found) == 11_000_001
    assert sum(plan.collective_aid_cents for plan in found) == 4_000_000


def test_the_works_fund_comes_off_by_its_key():
    found = owner_plans([FACADE], fund_cents=1_000_000, fund_weights=GENERAL, means={})
    assert [found[who].fund_cents for who in "abc"] == [500_000, 300_000, 200_000]
    assert found["c"].to_advance_cents == 2_000_000 - 200_000


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
