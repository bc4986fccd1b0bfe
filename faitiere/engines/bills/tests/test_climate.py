"""Degree-days of the shipped table, and gains measured against it."""

from datetime import date

import pytest

from faitiere.engines.bills import (
    Basis,
    Bill,
    DegreeDays,
    Energy,
    Site,
    Use,
    after_works,
    balances,
    mean_cents,
    reference_degree_days,
    shipped,
)

DAY = date(2026, 11, 25)
SITE = Site(area_m2=1000, dwellings=15)
FLAT = DegreeDays(1700, "saisi")


@pytest.mark.parametrize(("year", "published"), [(2018, 1739), (2019, 1794), (2020, 1591)])
def test_the_years_of_haute_garonne(year, published):
    """registries.md: yearly sums published to the unit."""
    assert shipped("31", date(year, 1, 1)).value == pytest.approx(published, abs=0.5)


def test_a_heating_season_runs_over_two_years():
    """July to December 2018 (621.9), then January to June 2019 (1,193.9), added by hand from the table."""
    assert shipped("31", date(2018, 7, 1)).value == pytest.approx(621.9 + 1193.9, abs=0.05)


def test_a_year_outside_the_table_is_not_guessed():
    assert shipped("31", date(2021, 1, 1)) is None
    assert shipped("31", date(2020, 7, 1)) is None
    assert shipped("974", date(2019, 1, 1)) is None


def test_the_reference_says_that_it_is_no_normal():
    found = reference_degree_days("31")
    assert found.value == pytest.approx((1739 + 1794 + 1591) / 3, abs=0.5)
    assert "faute de normale" in found.source
    assert reference_degree_days("974") is None


def years_of(*kwh: float):
    bills = [Bill(str(2010 + i), Use.HEAT, Energy.DISTRICT, value, "kWh", 0) for i, value in enumerate(kwh)]
    return balances(bills, SITE, Basis(DAY, degree_days={bill.year: FLAT for bill in bills}, reference=FLAT))


def test_the_measured_gain_is_that_of_the_means():
    found = after_works(years_of(200_000, 220_000), years_of(120_000, 132_000))
    assert (found.before_per_m2, found.after_per_m2) == (210.0, 126.0)
    assert found.gain == pytest.approx(0.4)


def test_the_range_comes_from_the_spread_between_years():
    """Standard errors 10 and 6 (half the gap of two values); gain's error = √(6² + (0.6·10)²)/210, × t(2) = 1.886."""
    found = after_works(years_of(200_000, 220_000), years_of(120_000, 132_000))
    assert found.high - found.gain == pytest.approx(1.886 * (72**0.5) / 210)
    assert "dans la marge" in found.sentence(0.45)
    assert "moins que prévu" in found.sentence(0.6)


def test_the_verdict_follows_the_range():
    # gain 1 − 126/210 = 0.4, range ± 0.076: 0.45 is inside, 0.6 and 0.2 are not
    found = after_works(years_of(200_000, 220_000), years_of(120_000, 132_000))
    assert [found.verdict(computed) for computed in (0.45, 0.6, 0.2)] == ["within", "less", "more"]
    assert after_works(years_of(200_000), years_of(120_000)).verdict(0.4) == "unsure"


def test_spending_is_a_mean_of_the_years():
    # (1,000.00 + 1,500.02) / 2 = 1,250.01 €
    bills = [
        Bill(year, Use.HEAT, Energy.DISTRICT, 1, "kWh", cents) for year, cents in (("2018", 100_000), ("2019", 150_002))
    ]
    assert mean_cents(balances(bills, SITE, Basis(DAY))) == 125_001
    assert mean_cents([]) is None


def test_a_single_year_has_no_range():
    found = after_works(years_of(200_000), years_of(120_000, 132_000))
    assert (found.low, found.high) == (None, None)
    assert "Une seule année" in found.sentence(0.4)


def test_a_side_without_corrected_year_is_refused():
    with pytest.raises(ValueError, match="après les travaux"):
        after_works(years_of(200_000), [])
