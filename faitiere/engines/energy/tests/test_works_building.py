"""A whole building: described by its answers, heated as one or home by home, its works counted by home."""

from datetime import date

import pytest

from faitiere.engines.energy.summary import summarise
from faitiere.engines.energy.tests.samples import home
from faitiere.engines.energy.typology import Answers, UnknownAnswer, describe
from faitiere.engines.energy.works import Work, apply, available, quantities

ON = date(2026, 3, 1)
HERE = {"code_insee": "31555", "area": 3360, "homes": 48, "levels": 6, "year": 1968}
PLANTS = ("chaufferie_gaz", "chaufferie_granules", "pac_collective", "reseau_chaleur", "chaudieres_individuelles")


def building(**answers):
    return describe(Answers(**{**HERE, **answers}), on=ON).columns


def test_surfaces_of_a_building():
    # 3 360 m² on 6 levels: 560 m² on the ground, 47.33 × 11.83 m, perimeter 118.3 m, 15 m high: 1 774.8 m² of walls
    columns = building()
    assert columns.floor["surface_paroi_opaque"].sum() == pytest.approx(560)
    assert columns.roof["surface_paroi_opaque"].sum() == pytest.approx(560)
    assert columns.wall["surface_paroi_totale"].sum() == pytest.approx(1774.8, abs=0.1)
    assert columns.bay["surface_totale_baie"].sum() == pytest.approx(571.2)  # ratios.csv: 0.17 of the area


def test_a_building_is_computed_as_one():
    columns = building()
    found = summarise(columns, on=ON)
    assert (found["status"], found["area_m2"]) == ("ok", 3360)
    assert columns.heating["enum_type_installation_id"].tolist() == [2]  # one plant for all
    assert columns.dhw["nombre_logement"].tolist() == [48]


def test_each_home_may_have_its_own_boiler():
    columns = building(shared_heating="non")
    assert columns.heating["enum_type_installation_id"].tolist() == [1]
    assert columns.heating["rdim"].tolist() == [48]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"homes": 1, "area": 70, "levels": 1}, "entre 2 et 1000"),
        ({"area": 0}, "entre 5 et"),
        ({"levels": 80}, "entre 1 et 50"),
    ],
)
def test_a_building_that_cannot_be_is_refused(wrong, words):
    with pytest.raises(UnknownAnswer, match=words):
        building(**wrong)


def test_a_flat_is_not_as_large_as_a_building():
    with pytest.raises(UnknownAnswer, match="entre 5 et 2000"):
        describe(Answers(area=3360, code_insee="31555"), on=ON)


def test_what_is_counted_by_home_is_counted_for_all_of_them():
    assert quantities(building(), "vmc_hygro_b") == 48
    assert quantities(building(), "reseau_chaleur") == 48
    assert quantities(home("maison_1974_gaz"), "vmc_hygro_b") == 1


def test_a_building_may_change_its_plant_and_a_home_may_not():
    possible = {one.code for one in available(building()) if one.possible}
    assert possible.issuperset(PLANTS)
    assert "pac_air_eau" not in possible
    refused = {one.code: one.reason for one in available(home("maison_1974_gaz"))}
    assert refused["reseau_chaleur"] == "Ces travaux se décident pour un immeuble entier."


def test_the_plant_in_place_is_not_installed_again():
    replaced = apply(building(), [Work("chaufferie_gaz")])
    refused = {one.code: one.reason for one in available(replaced)}
    assert refused["chaufferie_gaz"] == "L'immeuble a déjà cet équipement."
    assert not refused["chaudieres_individuelles"]


@pytest.mark.parametrize("code", PLANTS)
def test_a_new_plant_serves_the_whole_building(code):
    after = apply(building(), [Work(code)])
    assert after.heating["surface_chauffee"].tolist() == [3360]
    assert after.heating["enum_type_installation_id"].tolist() == [1 if code == "chaudieres_individuelles" else 2]
    assert summarise(after, on=ON)["status"] == "ok"


def test_the_network_brings_its_own_energy():
    after = apply(building(), [Work("reseau_chaleur")])
    assert after.heating_generator["enum_type_energie_id"].tolist() == [8]
    assert after.dhw_generator["enum_type_energie_id"].tolist() == [8]  # hot water followed: it came from the plant


def test_radiators_stay_on_one_network_or_get_one_each():
    # ADEME list: 33 radiators on the network of a building, 35 on that of a home (65 °C, no valve)
    shared, alone = (apply(building(), [Work(code)]) for code in ("reseau_chaleur", "chaudieres_individuelles"))
    assert shared.heating_emitter["enum_type_emission_distribution_id"].tolist() == [33]
    assert alone.heating_emitter["enum_type_emission_distribution_id"].tolist() == [35]


def test_a_condensing_plant_uses_less_than_an_old_one():
    before, after = building(heating_year=1985), apply(building(heating_year=1985), [Work("chaufferie_gaz")])
    assert summarise(after, on=ON)["final_kwh"] < summarise(before, on=ON)["final_kwh"]


def test_works_leave_a_home_untouched():
    house = home("maison_1974_gaz")
    after = apply(house, [Work(code) for code in ("reseau_chaleur",)])
    assert after.heating_generator["enum_type_energie_id"].tolist() == [2]
