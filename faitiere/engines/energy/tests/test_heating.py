"""Heating installations: intermittence (§8), shares (§9), emitters (§12.1 to 12.3), by hand and on real files."""

import numpy as np
import pytest

from faitiere.engines.energy.climate import HOUSE_METHODS
from faitiere.engines.energy.generators.operating import boiler_temperatures
from faitiere.engines.energy.heating.base_backup import base_share
from faitiere.engines.energy.heating.configuration import generator_shares, solar_cover
from faitiere.engines.energy.heating.consumption import emission_factor
from faitiere.engines.energy.heating.emission import combined, distribution, emission, regulation
from faitiere.engines.energy.heating.intermittence import base_intermittence, intermittence
from faitiere.engines.energy.options import Options
from faitiere.engines.energy.tests.built import FLAT, HOUSE, home, table
from faitiere.engines.energy.tests.samples import real_homes

CONVECTOR, STOVE, HEAT_PUMP, GAS, WOOD_BOILER = 98, 42, 7, 97, 61
HYBRID_PUMP, HYBRID_BOILER = 147, 149
RADIATOR_VALVES, CONVECTOR_EMITTER, STOVE_EMITTER, WATER_FLOOR = 30, 1, 21, 14


def installed(configuration: int, *kinds: int, roles: tuple[int, ...] = (), zone: int = 1, **heating):
    rows = len(kinds)
    return home(
        table("heating", enum_cfg_installation_ch_id=[configuration], **{c: [v] for c, v in heating.items()}),
        table(
            "heating_generator",
            heating=[0] * rows,
            enum_type_generateur_ch_id=list(kinds),
            enum_lien_generateur_emetteur_id=list(roles or [1] * rows),
        ),
        zone=zone,
    )


def shares(columns, powers):
    ids = columns.heating_generator["enum_type_generateur_ch_id"]
    return generator_shares(columns, ids, np.array(powers, float))


@pytest.mark.parametrize(
    ("columns", "powers", "expected"),
    [
        (installed(3, GAS, STOVE, roles=(1, 2)), [24e3, np.nan], [0.75, 0.25]),
        (installed(3, GAS, STOVE), [24e3, np.nan], [0.75, 0.25]),  # the stove forgot its role
        (installed(4, STOVE, CONVECTOR, roles=(1, 3)), [np.nan] * 2, [0.9, 0.1]),
        (installed(5, GAS, STOVE, CONVECTOR, roles=(1, 2, 3)), [24e3, np.nan, np.nan], [0.675, 0.225, 0.1]),
        (installed(6, WOOD_BOILER, GAS), [24e3, 24e3], [0.75, 0.25]),
        (installed(8, HEAT_PUMP, GAS), [np.nan, 24e3], [0.8, 0.2]),
        (installed(9, HEAT_PUMP, GAS, STOVE, roles=(1, 1, 2)), [np.nan, 24e3, np.nan], [0.6, 0.15, 0.25]),
        (installed(1, HYBRID_PUMP, HYBRID_BOILER, zone=5), [np.nan, 24e3], [0.83, 0.17]),
        (installed(1, GAS, GAS), [30e3, 10e3], [0.75, 0.25]),  # a cascade, by power (§13.2.1.3)
        (installed(3, GAS), [24e3], [1.0]),  # nobody plays the stove: the boiler takes all
    ],
)
def test_shares_of_the_need(columns, powers, expected):
    assert shares(columns, powers) == pytest.approx(expected)


def test_solar_heating_covers_by_zone_or_as_typed():
    assert solar_cover(installed(2, GAS, zone=8))[0] == 0.52  # §18.4, H3
    assert solar_cover(installed(7, GAS, zone=8, fch_saisi=0.3))[0] == 0.3
    assert solar_cover(installed(1, GAS, zone=8))[0] == 0


def emitter(kind: int, **more):
    given = {"enum_type_chauffage_id": 2, "enum_equipement_intermittence_id": 1, "enum_type_regulation_id": 2} | more
    return table(
        "heating_emitter", heating=[0], enum_type_emission_distribution_id=[kind], **{c: [v] for c, v in given.items()}
    )


def test_efficiencies_of_a_radiator_with_valves_on_an_insulated_network():
    radiator = emitter(RADIATOR_VALVES, reseau_distribution_isole=1)
    assert combined(radiator)[0] == pytest.approx(0.95 * 0.92 * 0.95)  # §12.1, §12.2, §12.3
    assert combined(emitter(WATER_FLOOR))[0] == pytest.approx(1 * 0.91 * 0.95)


@pytest.mark.parametrize(
    ("kind", "heavy", "house", "more", "i0"),
    [
        (RADIATOR_VALVES, False, True, {}, 0.88),
        (RADIATOR_VALVES, True, True, {}, 0.90),
        (RADIATOR_VALVES, False, True, {"enum_equipement_intermittence_id": 4}, 0.82),
        (CONVECTOR_EMITTER, False, False, {"enum_type_chauffage_id": 1}, 0.90),
        (STOVE_EMITTER, False, True, {}, 0.84),  # a stove is divided heating, whatever the file says
    ],
)
def test_base_intermittence(kind, heavy, house, more, i0):
    columns = home(
        table("heating", enum_type_installation_id=[1]), emitter(kind, **more), method=HOUSE if house else FLAT
    )
    found = base_intermittence(columns, np.array([heavy]), np.array([house]))
    assert found[0] == pytest.approx(i0)  # table of §8


def test_collective_heating_depends_on_meters():
    heating = table("heating", enum_type_installation_id=[2])
    common, metered = emitter(RADIATOR_VALVES), emitter(RADIATOR_VALVES, tv_intermittence_id=171)
    found = [
        base_intermittence(home(heating, one, method=FLAT), np.array([False]), np.array([False]))[0]
        for one in (common, metered)
    ]
    assert found == pytest.approx([1.03, 0.95])


def test_intermittence_of_a_leaky_home():
    # G = 300/(2.5·100) = 1.2 W/(m3.K): 0.88/(1 + 0.1·0.2)
    assert intermittence(np.array([0.88]), np.array([300.0]), np.array([250.0]))[0] == pytest.approx(0.862745, abs=1e-6)


def test_emitters_of_a_generator_weigh_by_area():
    columns = installed(1, GAS)
    columns.tables["heating_emitter"] = table(
        "heating_emitter",
        heating=[0, 0],
        surface_chauffee=[30.0, 10.0],
        enum_type_emission_distribution_id=[RADIATOR_VALVES, WATER_FLOOR],
        enum_lien_generateur_emetteur_id=[1, 1],
    )
    ids = columns.heating_generator["enum_type_generateur_ch_id"]
    assert emission_factor(columns, ids, np.array([1.2, 1.0]))[0] == pytest.approx(1.15)


def test_a_strong_base_leaves_nothing_to_the_backup():
    up = {
        "dh14": np.full((1, 12), 3000.0),
        "nref19": np.full((1, 12), 600.0),
        "text": np.full((1, 12), 8.0),
        "tbase": np.array([-9.5]),
    }
    need = np.full((1, 12), 500.0)
    strong, weak = (base_share(up, need, np.array([power]), np.array([0]))[0] for power in (4.0, 1.0))
    # T = 14 − 4·36000/6000 = −10 < Tbase: X = 0. With 1 kW, T = 8, X = 0.5, DHT = 600·17.5·X⁵·(14 − 14 + 5 − 0.625)
    assert strong == 1
    assert weak == pytest.approx(1 - 600 * 17.5 * 0.5**5 * 4.375 / 3000, abs=1e-9)


def agreement(found, recorded) -> float:
    known = ~np.isnan(recorded)
    return float((np.abs(found - recorded) <= 1e-3)[known].mean())


def test_matchers_agree_with_the_recorded_values_of_real_files():
    """171 recorded DPEs: our matchers need no table id. Whole buildings and new homes are left out."""
    columns, _ = real_homes()
    columns = columns.take(np.flatnonzero(columns.dwelling.where("enum_methode_application_dpe_log_id", 1, 2)))
    emitters = columns.heating_emitter
    house = columns.dwelling.where("enum_methode_application_dpe_log_id", *HOUSE_METHODS)
    heavy = columns.dwelling.where("enum_classe_inertie_id", 1, 2)
    assert agreement(emission(emitters), emitters["recorded_rendement_emission"]) == 1
    assert agreement(regulation(emitters), emitters["recorded_rendement_regulation"]) == 1
    assert agreement(distribution(emitters), emitters["recorded_rendement_distribution"]) > 0.99
    assert agreement(base_intermittence(columns, heavy, house), emitters["recorded_i0"]) > 0.98


def test_water_temperatures_agree_with_real_files():
    columns, _ = real_homes()
    columns = columns.take(np.flatnonzero(columns.dwelling.where("enum_methode_application_dpe_log_id", 1, 2)))
    full, part = boiler_temperatures(columns, Options("inputs-only"))
    generators = columns.heating_generator
    for found, name in ((full, "recorded_temp_fonc_100"), (part, "recorded_temp_fonc_30")):
        known = ~np.isnan(found) & ~np.isnan(generators[name])
        assert agreement(found[known], generators[name][known]) > 0.9
