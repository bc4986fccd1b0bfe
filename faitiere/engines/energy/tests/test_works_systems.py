"""Works on heating, hot water and sun: who heats what afterwards, checked by hand on invented homes."""

import pytest

from faitiere.engines.energy.engine import run
from faitiere.engines.energy.tables import table
from faitiere.engines.energy.tests.samples import home
from faitiere.engines.energy.works import UnknownWork, Work, apply

ELECTRICITY, GAS = 1, 2
NEXT_TO_TAPS = 0.93  # Rd, annexe §11.5, production inside and rooms next to it


def result(columns, name):
    return float(run(columns, reading="inputs-only")[name][0])


def carriers(columns):
    energy = run(columns, reading="inputs-only")["conso_par_energie"][0]
    return {carrier for carrier in range(len(energy)) if energy[carrier] > 0}


def test_a_heat_pump_takes_over_heating_and_the_hot_water_of_the_boiler():
    after = apply(home("maison_1974_gaz"), [Work("pac_air_eau")])
    assert after.heating_generator["enum_type_generateur_ch_id"].tolist() == [7]
    assert carriers(after) == {ELECTRICITY}
    # §14.2: COP 2.3 of a double service heat pump after 2014 in H2; Iecs = 1 / (Rd × COP)
    assert result(after, "conso_ecs") == pytest.approx(result(after, "besoin_ecs") / (NEXT_TO_TAPS * 2.3), rel=1e-3)


def test_radiators_are_kept_and_cooled_down():
    after = apply(home("maison_1974_gaz"), [Work("pac_air_eau")])
    assert after.heating_emitter["enum_type_emission_distribution_id"].tolist() == [35]  # 34 below 65 °C
    assert after.heating_emitter["enum_temp_distribution_ch_id"].tolist() == [3]


def test_the_boiler_may_stay_for_hot_water_only():
    after = apply(home("maison_1974_gaz"), [Work("pac_air_eau", {"eau_chaude": "inchangee"})])
    assert after.dwelling.n == 1
    assert after.dhw_generator["enum_usage_generateur_id"].tolist() == [2]
    assert carriers(after) == {ELECTRICITY, GAS}


def test_hot_water_that_was_apart_stays_as_it_is():
    house = home("maison_1985_electrique")
    after = apply(house, [Work("pac_air_eau_radiateurs")])
    assert after.dhw_generator["enum_type_generateur_ecs_id"].tolist() == [69]
    assert result(after, "conso_ecs") == pytest.approx(result(house, "conso_ecs"))


def test_an_air_to_air_heat_pump_leaves_hot_water_to_a_tank_and_cools():
    after = apply(home("maison_1974_gaz"), [Work("pac_air_air")])
    assert after.dhw_generator["enum_type_generateur_ecs_id"].tolist() == [71]
    assert after.cooling.n == 1
    assert result(after, "conso_fr") > 0


def test_a_wood_insert_stays_as_a_backup():
    after = apply(home("maison_1930_toulousaine_fioul"), [Work("pac_air_eau")])
    assert sorted(after.heating_generator["enum_type_generateur_ch_id"]) == [7, 23]
    assert after.heating["enum_cfg_installation_ch_id"].tolist() == [3]


def test_a_hybrid_gives_hot_water_to_its_boiler():
    after = apply(home("maison_1974_gaz"), [Work("pac_hybride_gaz")])
    assert sorted(after.heating_generator["enum_type_generateur_ch_id"]) == [147, 149]
    row = after.dhw_generator["heating_generator"][0]
    assert after.heating_generator["enum_type_generateur_ch_id"][row] == 149


def test_a_typed_scop_is_taken():
    usual, better = (
        result(apply(home("maison_1985_electrique"), [Work("pac_air_air", {"scop": scop})]), "conso_ch")
        for scop in (3.0, 4.5)
    )
    assert usual / better == pytest.approx(4.5 / 3.0, rel=1e-6)


def test_a_thermodynamic_tank_divides_by_its_cop():
    # §14.2: COP 2.5 on outside air after 2014 in H2; production counted beside the taps as in the file.
    after = apply(home("maison_1985_electrique"), [Work("ballon_thermodynamique")])
    assert after.dhw_generator["volume_stockage"].tolist() == [200]
    expected = result(after, "besoin_ecs") / (NEXT_TO_TAPS * 2.5)
    assert result(after, "conso_ecs") == pytest.approx(expected, rel=1e-3)


def test_a_solar_water_heater_covers_its_share():
    # §18.4: H2c, house, recent: 0.74 of the hot water.
    house = home("maison_1985_electrique")
    after = apply(house, [Work("chauffe_eau_solaire")])
    assert result(after, "conso_ecs") == pytest.approx((1 - 0.74) * result(house, "conso_ecs"), rel=1e-6)


def test_panels_produce_by_area_orientation_and_sun():
    # §16.2: k × S × 0.17 × E_pv × 0.86, k = 1.07 due south at 30°, S = 3 kWc × 5 m².
    after = apply(home("maison_1985_electrique"), [Work("photovoltaique", {"kwc": 3.0})])
    months = table("climat_mensuel")
    here = (months["zone"] == "h2c") & (months["altitude"] == "lt400") & (months["paroi_ancienne_lourde"] == 0)
    sun = months["e_pv"][here].sum()
    assert result(after, "production_pv") == pytest.approx(1.07 * 15 * 0.17 * sun * 0.86, rel=1e-3)


def test_the_walls_do_not_change_with_the_heating():
    # tv_umur depends on electric heating (0.74 or 0.84 here): a new heating must not rewrite the walls.
    house = home("maison_2003_pac")
    house.heating_generator["enum_type_generateur_ch_id"][:] = 98
    before = result(house, "deperdition_mur")
    assert result(apply(house, [Work("pac_air_air")]), "deperdition_mur") == pytest.approx(before)


def test_valves_and_programmer():
    after = apply(home("maison_1974_gaz"), [Work("robinets_thermostatiques"), Work("thermostat_programmable")])
    assert after.heating_emitter["enum_type_emission_distribution_id"].tolist() == [38]
    assert after.heating_emitter["enum_equipement_intermittence_id"].tolist() == [3]


def test_an_unknown_wish_for_hot_water_is_refused():
    with pytest.raises(UnknownWork, match="Eau chaude"):
        apply(home("maison_1974_gaz"), [Work("pac_air_eau", {"eau_chaude": "magique"})])
    with pytest.raises(UnknownWork, match="ne produit pas d'eau chaude"):
        apply(home("maison_1974_gaz"), [Work("pac_air_air", {"eau_chaude": "avec"})])
