"""The check values of the BES (calculators.md e1), and cases worked out by hand."""

import doctest
from datetime import date

import pytest

from faitiere.engines.bills import (
    Basis,
    Bill,
    DegreeDays,
    Energy,
    Reference,
    Saving,
    Site,
    Split,
    Use,
    balances,
    doubts,
    energies,
    references,
    saving,
    split_by_bills,
    split_by_hot_water,
    surface_reference,
)

DAY = date(2026, 11, 25)
PLAIN = Basis(DAY)
SITE = Site(area_m2=4200, dwellings=60)
HOT_WATER_M3 = 1500
SEASON = {"2018-2019": DegreeDays(1700, "saisi")}
BOILER = Bill("2018-2019", Use.HEAT_AND_WATER, Energy.GAS, 700_000, "kWh PCS", 4_900_000)


@pytest.fixture
def checked():
    """Gas 700,000 kWh billed gross, 40,000 € heating, 9,000 € hot water, 4,200 m², DJU 1,700, reference 1,950."""
    split = split_by_bills(4_000_000, 900_000)
    water = {"2018-2019": float(HOT_WATER_M3)}
    normal = DegreeDays(1950, "saisi")
    basis = Basis(DAY, splits={"2018-2019": split}, degree_days=SEASON, reference=normal, hot_water_m3=water)
    return balances([BOILER], SITE, basis)[0]


@pytest.mark.parametrize("module", [energies, references])
def test_examples_of_the_docstrings_are_true(module):
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 0) == (0, True)


def test_the_split_follows_the_bills(checked):
    assert checked.kwh[Use.HEAT] == pytest.approx(514_286, abs=1)
    assert checked.kwh[Use.WATER] == pytest.approx(115_714, abs=1)
    assert checked.cents == {Use.HEAT: 4_000_000, Use.WATER: 900_000}


def test_the_price_is_that_of_the_bill(checked):
    assert checked.cents_per_kwh == pytest.approx(7.778, abs=0.001)


def test_heating_alone_is_corrected_for_the_climate(checked):
    """Raw 150.0 kWh/m² and corrected 168.0, heating and hot water together; 589,916 kWh of heating."""
    assert sum(checked.primary_per_m2.values()) == pytest.approx(150.0, abs=0.05)
    assert sum(checked.corrected_per_m2.values()) == pytest.approx(168.0, abs=0.05)
    assert checked.corrected_per_m2[Use.HEAT] * 4200 == pytest.approx(589_916, abs=1)
    assert checked.corrected_per_m2[Use.WATER] == checked.primary_per_m2[Use.WATER]


def test_the_energy_of_one_cubic_metre_of_hot_water(checked):
    assert checked.kwh_per_m3 == pytest.approx(77.1, abs=0.05)
    assert checked.m3_per_dwelling == 25.0  # 1,500 m³ for 60 dwellings
    assert checked.kwh_per_dwelling == pytest.approx(10_500)  # 630,000 kWh for 60 dwellings
    assert checked.cents_per_m2 == pytest.approx(1166.67, abs=0.01)  # 49,000 € for 4,200 m²


def test_hot_water_that_is_not_measured_says_nothing():
    found = balances([BOILER], SITE, Basis(DAY, splits={"2018-2019": Split(0.8, "saisi")}))[0]
    assert (found.kwh_per_m3, found.m3_per_dwelling) == (None, None)


def test_savings_against_the_efficient_building(checked):
    """168.0 corrected, 72 efficient: 57.1 %. In euros 40,000 × 1950 / 1700 + 9,000 = 54,882.35, of which 31,362."""
    found = saving(checked, surface_reference("31", 150, on=DAY))
    assert found.part == pytest.approx(0.5714, abs=0.0002)
    assert found.cents == pytest.approx(3_136_200, abs=300)
    assert found.corrected


def test_a_building_better_than_efficient_saves_nothing(checked):
    assert saving(checked, Reference(400.0, 200.0)) == Saving(0.0, 0, True)


def test_without_degree_days_savings_are_those_of_the_year():
    """Raw 150.0 kWh/m² against 72: 52 %, of 49,000 €: 25,480 €."""
    split = split_by_bills(4_000_000, 900_000)
    found = balances([BOILER], SITE, Basis(DAY, splits={"2018-2019": split}))[0]
    assert saving(found, Reference(157.5, 72.0)) == Saving(pytest.approx(0.52), 2_548_000, False)


def test_references_of_haute_garonne():
    low, high = surface_reference("31", 150, on=DAY), surface_reference("31", 400, on=DAY)
    assert (low.average, low.efficient) == (157.5, 72.0)
    assert (high.average, high.efficient) == (175.0, 80.0)  # zone 0.9 + 0.1 from 400 m


def test_a_departement_without_factor_has_no_reference():
    assert surface_reference("75", 50, on=DAY) is None


def test_measured_hot_water_splits_the_boiler():
    """1,500 m³ × 110 kWh/m³ = 165,000 kWh of 630,000: 73.8 % heats."""
    assert split_by_hot_water(630_000, 1500, kwh_per_m3=110).heat == pytest.approx(1 - 165 / 630)


def test_more_hot_water_than_energy_is_asked_about():
    with pytest.raises(ValueError, match="plus que les 100000 kWh"):
        split_by_hot_water(100_000, 1500, kwh_per_m3=110)


def test_electricity_counts_in_primary_energy_at_the_rule_of_the_day():
    lamps = Bill("2025", Use.COMMON, Energy.ELECTRICITY, 42_000, "kWh", 900_000)
    for day, factor in ((date(2025, 12, 31), 2.3), (date(2026, 1, 1), 1.9)):
        found = balances([lamps], SITE, Basis(day))[0]
        assert found.primary_per_m2[Use.COMMON] == pytest.approx(10 * factor)


def test_a_year_without_degree_days_is_not_corrected():
    found = balances([BOILER], SITE, Basis(DAY, splits={"2018-2019": Split(0.8, "saisi")}))[0]
    assert found.corrected_per_m2 is None


def test_cents_of_a_split_bill_add_up():
    odd = Bill("2019", Use.HEAT_AND_WATER, Energy.OIL, 1000, "litre", 100_001)
    found = balances([odd], SITE, Basis(DAY, splits={"2019": Split(1 / 3, "saisi")}))[0]
    assert found.total_cents == 100_001


def test_a_common_boiler_without_split_says_what_to_do():
    with pytest.raises(ValueError, match="dites comment les partager"):
        balances([BOILER], SITE, PLAIN)


@pytest.mark.parametrize(
    ("area", "dwellings", "said"), [(0, 10, "surface"), (float("nan"), 10, "surface"), (10, 0, "logements")]
)
def test_a_building_without_area_or_dwelling_is_refused(area, dwellings, said):
    with pytest.raises(ValueError, match=said):
        Site(area_m2=area, dwellings=dwellings)


def test_an_unknown_unit_names_those_that_exist():
    with pytest.raises(ValueError, match="kWh PCS, kWh PCI, m³"):
        energies.to_kwh(10, energy=Energy.GAS, unit="litre", on=DAY)


def test_a_thousand_times_too_much_is_questioned():
    wrong = Bill("2019", Use.HEAT, Energy.DISTRICT, 600_000, "MWh", 5_000_000)
    years = balances([wrong], SITE, PLAIN)
    assert "L'unité de la facture" in doubts(years, on=DAY)[0]


def test_a_year_far_from_the_others_is_questioned():
    bills = [Bill(str(year), Use.HEAT, Energy.DISTRICT, 400_000, "kWh", 4_000_000) for year in (2018, 2019)]
    short = Bill("2020", Use.HEAT, Energy.DISTRICT, 150_000, "kWh", 1_500_000)
    years = balances([*bills, short], SITE, PLAIN)
    assert [question.split(" :")[0] for question in doubts(years, on=DAY)] == ["2020"]
