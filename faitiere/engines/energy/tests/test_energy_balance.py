"""From consumptions to the label: factors by date, gases, tariffs, classes, summer comfort."""

import numpy as np
import pytest

from faitiere.engines.energy import comfort, costs, energy_balance, networks
from faitiere.engines.energy.classes import classes
from faitiere.engines.energy.tests.built import home, table

ELECTRICITY, GAS, FUEL, LOGS, NETWORK = 1, 2, 3, 4, 8


def day(text: str):
    return np.array([text], "datetime64[D]")


def energies(**kwh):
    found = np.zeros((1, energy_balance.CARRIERS))
    for carrier, value in kwh.items():
        found[0, {"electricity": 1, "gas": 2, "fuel": 3, "logs": 4, "network": 8}[carrier]] = value
    return found


@pytest.mark.parametrize(("date", "factor"), [("2021-07-01", 2.3), ("2025-12-31", 2.3), ("2026-01-01", 1.9)])
def test_primary_factor_of_electricity_by_date(date, factor):
    factors = energy_balance.primary_factors(day(date))
    assert factors[0, ELECTRICITY] == factor  # arrêté of 13 August 2025
    assert factors[0, GAS] == 1


@pytest.mark.parametrize(("use", "kg"), [("ch", 79), ("ecs", 65), ("fr", 64), ("eclairage", 69), ("auxiliaire", 64)])
def test_gases_of_electricity_by_use(use, kg):
    found = energy_balance.emissions(energies(electricity=1000), use, np.array([np.nan]))
    assert found[0] == pytest.approx(kg)


def test_gases_of_fuels():
    found = energy_balance.emissions(energies(gas=1000, fuel=1000, logs=1000), "ch", np.array([np.nan]))
    assert found[0] == pytest.approx(227 + 324 + 30)


@pytest.mark.parametrize(("content", "kg"), [(np.nan, 385), (0.09, 90)])
def test_gases_of_a_heat_network(content, kg):
    found = energy_balance.emissions(energies(network=1000), "ch", np.array([content]))
    assert found[0] == pytest.approx(kg)


def test_a_network_is_read_in_the_list_of_the_year_before():
    generator = table("heating_generator", heating=[0], identifiant_reseau_chaleur=["9419C"])
    columns = home(table("heating", surface_chauffee=[50.0]), generator)
    assert networks.network_content(columns, "ch", day("2024-10-01"))[0] == 0.103  # list of 2023, ACV
    assert np.isnan(networks.network_content(columns, "fr", day("2024-10-01"))[0])


@pytest.mark.parametrize(
    ("used", "date", "euros"),
    [
        ({"gas": 12_000}, "2023-01-01", 1013.96),  # 230 + 0.06533·12000
        ({"gas": 4_000}, "2023-01-01", 444.84),  # 0.11121·4000
        ({"electricity": 3_000}, "2023-01-01", 577.28),  # 122 + 0.15176·3000
        ({"fuel": 10_000}, "2025-01-01", 914.20),  # no recent price: that of 2021
        ({"gas": 12_000}, "2024-07-01", 1320.26),  # 181.7 + 0.09488·12000
    ],
)
def test_tariff_on_the_total_of_a_carrier(used, date, euros):
    total = energies(**used)
    price = costs.average_prices(total, day(date))
    assert (price * total).sum() == pytest.approx(euros, abs=0.01)


def test_nothing_used_costs_nothing():
    assert costs.average_prices(energies(), day("2023-01-01")).sum() == 0


def test_price_range():
    low, high = costs.price_range(np.array([1000.0]))
    assert (low[0], high[0]) == pytest.approx((850, 1150))


def label(energy: float, gases: float, *, date="2023-01-01", zone=0, altitude=0, area=100.0) -> str:
    site = {"date": day(date), "zone": np.array([zone]), "altitude": np.array([altitude]), "sh": np.array([area])}
    return classes(np.array([energy]), np.array([gases]), site)["classe"][0]


@pytest.mark.parametrize(
    ("energy", "gases", "letter"),
    [(69.9, 5, "A"), (70, 5, "B"), (180, 5, "D"), (100, 50, "E"), (330, 20, "F"), (420, 5, "G"), (100, 100, "G")],
)
def test_class_is_the_worse_of_both(energy, gases, letter):
    assert label(energy, gases) == letter


def test_mountain_limits():
    assert label(380, 5, zone=1, altitude=2) == "E"  # H1b above 800 m: 390
    assert label(380, 5, zone=0, altitude=2) == "F"
    assert label(380, 5, zone=1, altitude=1) == "F"


@pytest.mark.parametrize(
    ("date", "area", "letter"),
    [("2024-06-30", 20, "B"), ("2024-07-01", 20, "A"), ("2024-07-01", 41, "B"), ("2024-07-01", 20.4, "A")],
)
def test_small_homes_have_their_own_limits(date, area, letter):
    assert label(85, 5, date=date, area=area) == letter  # 20 m²: A below 88 (arrêté of 25 March 2024)


def bay(orientation: int, shutter: int):
    return table("bay", enum_type_adjacence_id=[1], enum_orientation_id=[orientation], enum_type_fermeture_id=[shutter])


def grade(orientation=1, shutter=4, insulation=3, crossing=1, fan=0, inertia=2) -> int:
    roof = table("roof", enum_type_adjacence_id=[1], enum_type_isolation_id=[insulation])
    columns = home(bay(orientation, shutter), roof, aspect_traversant=crossing, brasseur_air=fan)
    return comfort.summer(columns, np.array([inertia]))["enum_indicateur_confort_ete_id"][0]


def test_summer_comfort():
    assert grade() == 3  # protected, insulated, heavy and crossed
    assert grade(inertia=4) == 2
    assert grade(inertia=4, fan=1) == 3
    assert grade(shutter=1) == 1
    assert grade(orientation=2, shutter=1) == 3  # a north window needs no shutter
    assert grade(insulation=2) == 1
