"""What screens and reports receive: plain figures that add up, words, gains and prices."""

import json
from datetime import date

import pytest

from faitiere.engines.energy.summary import compare, scenario, scenarios, summarise, summarise_all
from faitiere.engines.energy.tests.samples import home, paths
from faitiere.engines.energy.works import UnknownWork, Work

ON = date(2026, 3, 1)


def summary(name="maison_1974_gaz", **options):
    return summarise(home(name), on=ON, **options)


@pytest.mark.parametrize("reading", ["inputs-only", "recorded"])
@pytest.mark.parametrize("name", list(paths()))
def test_figures_add_up_and_travel_as_json(name, reading):
    told = summary(name, reading=reading)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert sum(item["w_k"] for item in told["losses"]) == pytest.approx(told["losses_w_k"], abs=0.4)
    assert sum(item["share_pct"] for item in told["losses"]) == pytest.approx(100, abs=0.4)
    assert sum(use["final_kwh"] for use in told["uses"]) == pytest.approx(told["final_kwh"], abs=3)
    assert sum(one["final_kwh"] for one in told["carriers"]) == pytest.approx(told["final_kwh"], abs=3)
    assert sum(use["cost_eur"] for use in told["uses"]) == pytest.approx(told["cost_eur"]["likely"], abs=3)
    assert told["class"] == max(told["class_energy"], told["class_ghg"])


def test_primary_energy_weighs_electricity_by_the_date():
    # arrêté of 13 August 2025: 1.9 from 1 January 2026, 2.3 before; the house is all electric
    before, since = (summarise(home("maison_1985_electrique"), on=day) for day in (date(2025, 12, 31), ON))
    assert before["primary_kwh"] == pytest.approx(2.3 * before["final_kwh"], abs=2)
    assert since["primary_kwh"] == pytest.approx(1.9 * since["final_kwh"], abs=2)
    assert "Énergie primaire de l'électricité au 01/03/2026 : 1,9." in since["hypotheses"]


def test_the_cost_is_a_range_of_fifteen_per_cent():
    cost = summary()["cost_eur"]
    assert cost["low"] == pytest.approx(0.85 * cost["likely"], abs=1)
    assert cost["high"] == pytest.approx(1.15 * cost["likely"], abs=1)


def test_it_says_it_is_not_a_dpe_and_what_is_wrong_in_the_file():
    told = summary()
    assert told["hypotheses"][0].startswith("Ce résultat n'est pas un DPE")
    assert {fault["code"] for fault in told["faults"]} == {"qp0_en_kw"}
    assert all(fault["message"].endswith(".") for fault in told["faults"])


def test_without_a_date_the_one_of_the_dpe_is_used():
    assert summarise(home("maison_1974_gaz"))["date"] == "2023-05-16"


def test_a_refused_home_gives_its_reason_and_no_figure():
    flat = home("appartement_1968_gaz")
    flat.heating["enum_type_installation_id"][:] = 2
    flat.dwelling["enum_methode_application_dpe_log_id"][:] = 14
    told = summarise(flat, on=ON)
    assert told["status"] == "refused"
    assert told["message"].endswith(".")
    assert "class" not in told
    assert compare(told, told) == {"status": "refused", "message": told["message"]}


def test_gains_by_hand():
    base = {"status": "ok", "class": "F", "final_kwh": 20000, "primary_kwh": 25000, "ghg_kg": 4000}
    base |= {"losses_w_k": 500.0, "cost_eur": {"low": 1700, "likely": 2000, "high": 2300}}
    after = base | {"class": "C", "final_kwh": 8000, "primary_kwh": 10000, "ghg_kg": 1000}
    after |= {"losses_w_k": 250.0, "cost_eur": {"low": 850, "likely": 1000, "high": 1150}}
    gains = compare(base, after)
    assert gains["classes_gained"] == 3
    assert gains["primary_kwh_gain_pct"] == 60.0
    assert gains["ghg_kg_gain_pct"] == 75.0
    assert gains["losses_w_k_saved"] == 250.0
    assert gains["cost_eur_saved"] == {"low": 850, "likely": 1000, "high": 1150}


def test_a_scenario_has_lines_prices_and_gains():
    told = scenario(home("maison_1974_gaz"), [Work("mur_ite"), Work("combles_perdus")], ON)
    wall, attic = told["lines"]
    assert (wall["quantity"], attic["quantity"]) == (63.8, 102.5)
    for line in told["lines"]:
        unit = line["price"]["unit_eur"]
        assert line["price"]["total_eur"]["likely"] == round(line["quantity"] * unit["likely"])
        assert not line["price"]["verified"]
    assert told["total_eur"]["high"] == sum(line["price"]["total_eur"]["high"] for line in told["lines"])
    assert told["comparison"]["primary_kwh_gain_pct"] > 30
    assert wall["conditions"][0]["what"] == "Résistance thermique R ≥ 3,7 m².K/W"
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_a_tank_is_paid_when_the_boiler_that_made_hot_water_leaves():
    told = scenario(home("maison_1974_gaz"), [Work("pac_air_air")], ON)
    assert [(line["code"], line["induced"]) for line in told["lines"]] == [
        ("pac_air_air", False),
        ("ballon_electrique_c", True),
    ]
    assert told["total_eur"]["likely"] == sum(line["price"]["total_eur"]["likely"] for line in told["lines"])
    with_own_tank = [Work("pac_air_air"), Work("ballon_thermodynamique")]
    assert len(scenario(home("maison_1974_gaz"), with_own_tank, ON)["lines"]) == 2
    assert len(scenario(home("maison_1985_electrique"), [Work("pac_air_air")], ON)["lines"]) == 1


def test_a_work_that_changes_nothing_says_why():
    told = scenario(home("maison_1974_gaz"), [Work("toiture_terrasse")], ON)
    assert told["lines"][0]["note"] == "Le logement n'a pas de toiture-terrasse."
    assert told["lines"][0]["quantity"] == 0
    assert told["comparison"]["final_kwh_saved"] == 0


def test_several_scenarios_at_once_equal_one_by_one():
    house = home("maison_1974_gaz")
    bundles = [[Work("mur_iti")], [Work("pac_air_eau"), Work("combles_perdus")], []]
    together = scenarios(house, bundles, on=ON)
    assert together == [scenario(house, bundle, ON) for bundle in bundles]
    assert together[2]["comparison"]["classes_gained"] == 0


def test_many_homes_in_one_run():
    pair = type(home("maison_1974_gaz")).concat([home("maison_1974_gaz"), home("maison_2003_pac")])
    assert summarise_all(pair, on=ON) == [summary("maison_1974_gaz"), summary("maison_2003_pac")]


def test_works_that_exclude_each_other_are_refused():
    with pytest.raises(UnknownWork, match="ne vont pas ensemble"):
        scenario(home("maison_1974_gaz"), [Work("mur_ite"), Work("mur_iti")], ON)
