"""The catalogue of works: complete, dated, and refusing in plain French what makes no sense."""

from datetime import date

import pytest

from faitiere.engines.energy.tests.samples import home
from faitiere.engines.energy.works import (
    UnknownWork,
    Work,
    apply,
    available,
    catalogue,
    conditions,
    entry,
    meets,
    price,
    quantities,
    settings,
)
from faitiere.engines.energy.works.catalogue import generator

TODAY = date(2026, 3, 1)
ONE_HOME = "Ces travaux se décident pour un immeuble entier."


def reasons(name):
    return {one.code: one.reason for one in available(home(name)) if not one.possible}


@pytest.mark.parametrize("code", list(catalogue()))
def test_each_work_has_a_price_a_sentence_and_known_neighbours(code):
    known, paid = entry(code), price(code, TODAY)
    assert paid is not None
    assert 0 < paid.bas <= paid.probable <= paid.haut
    assert paid.unite == known.unite
    assert paid.verified or "à confirmer" in paid.source
    assert known.phrase.endswith(".")
    assert all(other in catalogue() for other in known.interdit)
    assert all(code in entry(other).interdit for other in known.interdit)


@pytest.mark.parametrize("code", list(catalogue()))
def test_default_performance_meets_the_conditions_of_aids_or_is_unknown(code):
    assert all(meets(Work(code), condition) in (True, None) for condition in conditions(code, TODAY))


def test_a_poor_insulation_fails_the_condition():
    # BAR-EN-102: R at least 3.7
    (condition,) = conditions("mur_ite", TODAY)
    assert condition.valeur == 3.7
    assert meets(Work("mur_ite", {"r": 3.6}), condition) is False
    assert meets(Work("mur_ite", {"r": 3.7}), condition) is True


def test_prices_and_conditions_depend_on_the_date():
    # cout_travaux_par_geste.csv: 108 € HT/m² (BBC observatory, end of the 2010s)
    assert price("mur_ite", date(2020, 6, 1)).probable == 108
    assert price("mur_ite", TODAY).probable > 108
    assert price("mur_ite", date(2010, 1, 1)) is None
    assert conditions("pac_air_eau", date(2025, 12, 31))[0].verified
    assert not conditions("pac_air_eau", date(2026, 1, 1))[0].verified


def test_every_numeric_setting_of_the_catalogue_has_bounds():
    for known in catalogue().values():
        assert set(known.parametres) - {"eau_chaude"} <= set(settings())


def test_every_main_heating_names_what_it_installs():
    for known in catalogue().values():
        if "chauffage" in known.remplace:
            assert generator(known.code)["enum_type_generateur_ch_id"] > 0


def test_quantities_of_the_house_of_1974():
    house = home("maison_1974_gaz")
    # areas typed in the file: 20.4 + 24.5 + 18.9 outer walls, 18.9 on the garage, 102.5 of attic and floor
    expected = {"mur_ite": 63.8, "mur_lnc": 18.9, "combles_perdus": 102.5, "plancher_bas": 102.5, "porte_entree": 2}
    assert {code: quantities(house, code) for code in expected} == pytest.approx(expected)
    assert quantities(house, Work("mur_ite", {"share": 0.5})) == pytest.approx(31.9)
    assert quantities(house, Work("photovoltaique", {"kwc": 6})) == 6


def test_what_is_not_possible_says_why():
    assert {code: why for code, why in reasons("maison_1974_gaz").items() if why != ONE_HOME} == {
        "rampants_interieur": "Le logement n'a pas de combles aménagés sous la pente du toit.",
        "sarking": "Le logement n'a pas de combles aménagés sous la pente du toit.",
        "toiture_terrasse": "Le logement n'a pas de toiture-terrasse.",
        "fenetres_toit": "Le logement n'a pas de fenêtre de toit.",
    }
    old = reasons("maison_1930_toulousaine_fioul")
    assert old["plancher_bas"] == "Le plancher repose sur la terre : il ne s'isole pas par dessous."
    flat = reasons("appartement_1968_gaz")
    assert flat["photovoltaique"] == "Ces travaux ne concernent que les maisons."
    assert flat["combles_perdus"] == "Le logement n'est pas sous des combles perdus."
    recent = reasons("maison_2003_pac")
    assert recent["pac_air_eau"] == "Le logement a déjà cet équipement."
    assert recent["vmc_hygro_b"] == "La ventilation est déjà de ce niveau."
    electric = reasons("maison_1985_electrique")
    assert electric["pac_air_eau"] == "Le logement n'a pas de radiateurs ni de plancher chauffés par de l'eau."


def test_collective_heating_is_decided_by_the_condominium():
    flat = home("appartement_1968_gaz")
    flat.heating["enum_type_installation_id"][:] = 2
    refused = {one.code: one.reason for one in available(flat)}
    assert refused["pac_air_air"] == "Le chauffage est collectif : ces travaux se décident en copropriété."


def test_the_systems_of_a_whole_building_are_left_alone():
    building = home("appartement_1968_gaz")
    building.dwelling["enum_methode_application_dpe_log_id"][:] = 6
    refused = {one.code: one.reason for one in available(building)}
    for code in ("pac_air_air", "ballon_thermodynamique"):
        assert refused[code] == "Ce DPE décrit un immeuble entier : ces travaux s'y étudient autrement."
    assert not refused["mur_ite"]
    after = apply(building, [Work("pac_air_air"), Work("ballon_thermodynamique")])
    assert after.heating_generator["enum_type_generateur_ch_id"].tolist() == [96]
    assert after.dhw_generator["enum_type_generateur_ecs_id"].tolist() == [56]


@pytest.mark.parametrize(
    ("works", "words"),
    [
        ([Work("mur_magique")], "ne sont pas au catalogue"),
        ([Work("mur_ite", {"epaisseur": 12})], "n'a pas de réglage « epaisseur »"),
        ([Work("mur_ite", {"r": -1})], "« Résistance thermique R » doit être un nombre entre 0,1 et 20"),
        ([Work("mur_ite", {"r": "4"})], "doit être un nombre"),
        ([Work("mur_ite", {"r": float("nan")})], "doit être un nombre"),
        ([Work("vmc_hygro_b", {"type": 15.5})], "doit être un nombre entier"),
        ([Work("photovoltaique", {"orientation": "sud"})], "doit être un nombre entier"),
        ([Work("mur_ite", {"share": "tout"})], "de 0 à 1"),
        ([Work("mur_ite", {"share": 0})], "de 0 à 1"),
        ([Work("mur_ite"), Work("mur_iti")], "ne vont pas ensemble"),
        ([Work("mur_ite"), Work("mur_ite")], "choisi deux fois"),
        ([Work("pac_air_eau"), Work("chaudiere_granules")], "remplacent tous deux le chauffage"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(works, words):
    with pytest.raises(UnknownWork, match=words):
        apply(home("maison_1974_gaz"), works)
