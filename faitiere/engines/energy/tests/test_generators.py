"""Combustion generators and heat pumps (§12.4, §13.2), by hand from the tables and formulas of the annexe."""

import numpy as np
import pytest

from faitiere.engines.energy.generators.characteristics import combustion_row, default_characteristics
from faitiere.engines.energy.generators.combustion import Boiler, pcs_over_pci, seasonal_efficiency
from faitiere.engines.energy.generators.families import effective_ids, listed_types
from faitiere.engines.energy.generators.heat_pump import heating_scop
from faitiere.engines.energy.generators.operating import network_level, operating_temperatures, period_of_emitters
from faitiere.engines.energy.generators.plant import heating_plant
from faitiere.engines.energy.generators.power import dhw_power, heating_power, nominal_power
from faitiere.engines.energy.generators.recorded import fractions, pilot_watts, standby_watts, watts
from faitiere.engines.energy.options import Options
from faitiere.engines.energy.tests.built import FLAT, home, table

FUEL_STANDARD, GAS_STANDARD_2016, GAS_CONDENSING_2016, WOOD_1978, OTHER_FUEL, OTHER_WOOD = 79, 90, 97, 55, 114, 115
DISTRICT_HEAT = 8  # an energy whose PCS/PCI is 1, so that the hand calculation stays short


def characteristics(kind: int, kw: float, *, fan: bool = False, energy: int = 2, year: float = 1990):
    ids, pn = np.array([kind]), np.array([kw * 1000])
    listed = listed_types("ch", ids, energy=np.array([energy]), year=np.array([year]))
    row = combustion_row("ch", ids, listed=listed, tv_ids=np.array([-1]), pn_kw=pn / 1000)
    return default_characteristics(row, pn, np.array([fan]))


def test_condensing_gas_boiler_of_24_kw():
    found = characteristics(GAS_CONDENSING_2016, 24)
    # 91 + 3·log 24, 103 + 2.5·log 24, 0.5 % of 24 kW (§13.2.2)
    assert found.rpn[0] == pytest.approx(0.951406, abs=1e-6)
    assert found.rpint[0] == pytest.approx(1.064505, abs=1e-6)
    assert found.qp0[0] == pytest.approx(120)


@pytest.mark.parametrize(("fan", "watts"), [(False, 335.0), (True, 237.8)])
def test_standing_loss_depends_on_the_fan(fan, watts):
    # 24·(2.5 − 0.8·log 24)/100 and 24·(1.75 − 0.55·log 24)/100 kW
    assert characteristics(GAS_STANDARD_2016, 24, fan=fan).qp0[0] == pytest.approx(watts, abs=0.05)


@pytest.mark.parametrize(("kw", "watts", "rpn"), [(20, 712.6, 0.548062), (100, 1800, 0.58), (500, 1100, 0.58)])
def test_old_wood_boiler_by_power(kw, watts, rpn):
    found = characteristics(WOOD_1978, kw)  # 0.08·20·20^−0.27 kW, then 1.8 and 1.1 kW
    assert found.qp0[0] == pytest.approx(watts, abs=0.1)
    assert found.rpn[0] == pytest.approx(rpn, abs=1e-6)


@pytest.mark.parametrize(("year", "watts"), [(1960, 800), (1978, 400), (2000, 200)])
def test_a_fuel_boiler_nobody_describes_is_as_old_as_the_building(year, watts):
    # "autre système à combustion fioul" of 20 kW: Qp0 4 %, 2 %, 1 % by age (§13.2.2, §17.2.1.1)
    assert characteristics(OTHER_FUEL, 20, year=year).qp0[0] == pytest.approx(watts)


def test_pellets_nobody_describes_are_read_among_pellets_and_by_power():
    found = characteristics(OTHER_WOOD, 400, energy=5, year=2013)  # 84 %, 83 %, 1.1 kW (§13.2.2.3)
    assert (found.rpn[0], found.rpint[0], found.qp0[0]) == (0.84, 0.83, 1100)


def test_heating_power_of_a_home():
    # 1.2·300·(19 + 9.5)/(1000·0.95³) = 11.967 kW; 10.766 where the exponent was lost
    power = heating_power(np.array([300.0, 300.0]), np.array([-9.5, -9.5]), np.array([False, True]))
    assert power == pytest.approx([11.9668, 10.7660], abs=1e-4)


@pytest.mark.parametrize(("litres", "kw"), [(0, 21), (10, 13), (85, 3.249), (300, 2.57)])
def test_hot_water_power(litres, kw):
    assert dhw_power(np.array([litres]))[0] == pytest.approx(kw)


@pytest.mark.parametrize(
    ("needed", "floor", "watts"), [(12, 0, 13_000), (12, 18, 18_000), (24.1, 0, 28_000), (41, 0, 45_000)]
)
def test_catalogue_power(needed, floor, watts):
    assert nominal_power(np.array([needed]), np.array([floor]))[0] == watts


def test_seasonal_efficiency_of_a_standard_boiler():
    """10 kW, Rpn = Rpint = 90 %, 100 W at rest, water at 70 and 50 °C, sized to the demand (Cdimref = 1).

    Idle 15 W, QP30 = 3000/9 W, QP100 = 10000/9 W; Σ w·x = 0.3175, Σ w·QPx = 356.40 W, 0.45·100 = 45 W:
    3175/(3175 + 356.40 + 45).
    """
    one = {"pn": 10_000, "rpn": 0.9, "rpint": 0.9, "qp0": 100, "pilot": 0, "full_load_temperature": 70}
    arrays = {name: np.array([float(value)]) for name, value in one.items()}
    boiler = Boiler(
        ids=np.array([FUEL_STANDARD]),
        energy=np.array([DISTRICT_HEAT]),
        part_load_temperature=np.array([50.0]),
        **arrays,
    )
    found = seasonal_efficiency(boiler, np.array([1.0]))
    assert found[0] == pytest.approx(0.887763, abs=1e-6)


def test_heating_value_ratio_by_energy():
    assert pcs_over_pci(np.array([2, 3, 4, 13, 11, 1, 8])).tolist() == [1.11, 1.07, 1.08, 1.09, 1.04, 1.0, 1.0]


@pytest.mark.parametrize(
    ("kind", "zone", "floor", "scop"),
    [(7, 1, True, 3.2), (7, 1, False, 2.8), (7, 8, False, 3.2), (3, 8, False, 3.3), (147, 4, False, 2.8)],
)
def test_scop_of_heat_pumps(kind, zone, floor, scop):
    assert heating_scop(np.array([kind]), np.array([zone]), np.array([floor]))[0] == scop


def test_operating_temperatures():
    full, part = operating_temperatures(
        np.array([GAS_CONDENSING_2016, FUEL_STANDARD]), np.array([3, 4]), np.array([1, 2])
    )
    assert full.tolist() == [80, 70]
    assert part.tolist() == [38, 52.5]


def test_period_of_emitters_falls_back_on_the_construction():
    assert period_of_emitters(np.array([-1, -1, -1, 3]), np.array([1970, 1990, 2005, 1950])).tolist() == [1, 2, 3, 3]


def test_low_temperature_is_for_floors_only():
    emitters = table(
        "heating_emitter", enum_type_emission_distribution_id=[14, 31, 38], enum_temp_distribution_ch_id=[2, 2, 1]
    )
    assert network_level(emitters).tolist() == [2, 3, 4]  # a floor, a radiator said "low", a radiator at 65 °C


def test_an_unspecified_generator_is_told_by_its_energy():
    generators = table("heating_generator", enum_type_generateur_ch_id=[119, 119], enum_type_energie_id=[1, 8])
    assert effective_ids("ch", generators).tolist() == [101, 107]  # Joule, then a heat network


def boiler_home(**more):
    heating = table(
        "heating",
        surface_chauffee=[50.0],
        enum_type_installation_id=[more.pop("kind", 1)],
        ratio_virtualisation=[more.pop("ratio", np.nan)],
    )
    generator = table(
        "heating_generator",
        heating=[0],
        enum_type_generateur_ch_id=[FUEL_STANDARD],
        **{c: [v] for c, v in more.items()},
    )
    return home(heating, generator, method=FLAT, annee_construction=1990)


def test_typed_values_win_only_where_the_auditor_typed_them():
    columns = boiler_home(enum_methode_saisie_carac_sys_id=1, recorded_pn=30_000)
    losses, cold = np.array([300.0]), np.array([-9.5])
    assert heating_plant(columns, losses, cold, Options("recorded")).pn[0] == 30_000
    assert heating_plant(columns, losses, cold, Options("inputs-only")).pn[0] == 18_000
    columns.heating_generator["enum_methode_saisie_carac_sys_id"][:] = 2
    assert heating_plant(columns, losses, cold, Options("inputs-only")).pn[0] == 30_000


def test_a_collective_boiler_is_seen_as_its_part():
    columns = boiler_home(kind=2, ratio=0.05, enum_methode_saisie_carac_sys_id=2, recorded_pn=5000)
    plant = heating_plant(columns, np.array([100.0]), np.array([-9.5]), Options("inputs-only"))
    # 5 kW are 5 % of 100 kW: Rpn = 84 + 2·log 100, Qp0 = 1 % of 5 kW (§13.2.2, §17.2.1)
    assert plant.pn[0] == 5000
    assert plant.rpn[0] == pytest.approx(0.88)
    assert plant.qp0[0] == pytest.approx(50)


def test_units_of_recorded_values_are_told_by_magnitude():
    assert watts(np.array([24.0, 24_000.0])).tolist() == [24_000, 24_000]
    assert standby_watts(np.array([0.24, 240.0, 4.0]), np.array([240.0, 240.0, 4.0])).tolist() == [240, 240, 4]
    assert pilot_watts(np.array([0.01, 120.0])).tolist() == [10, 120]
    assert fractions(np.array([92.0, 0.92]), np.array([0.9, 0.9])).tolist() == [0.92, 0.92]


def test_standing_loss_in_percent_keeps_the_real_power_above_the_last_bracket():
    """§13.2.2, condensing after 2015, Pn > 400 kW: Rpn 96.6, Rpint 106.3, Qp0 = 0.3 % of Pn, here 3 kW of 1,000."""
    row = combustion_row(
        "ch",
        np.array([97]),
        listed=np.array([97]),
        tv_ids=np.array([-1]),
        pn_kw=np.array([1000.0]),
    )
    found = default_characteristics(row, np.array([1_000_000.0]), np.array([True]))
    assert (found.rpn[0], found.rpint[0], found.qp0[0]) == pytest.approx((0.966, 1.063, 3000))
