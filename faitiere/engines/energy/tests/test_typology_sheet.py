"""The identity sheet: a home in plain words, and its corrections."""

from datetime import date

import pytest

from faitiere.engines.energy.engine import run
from faitiere.engines.energy.tests.samples import home, real_homes
from faitiere.engines.energy.typology import (
    CORRECTIONS,
    Answers,
    UnknownAnswer,
    choices,
    describe,
    facts,
    overrides,
)
from faitiere.engines.energy.works.present import u_before


def sheet(columns, sources=()):
    return {fact.key: fact for fact in facts(columns, sources)}


def result(columns, name):
    return float(run(columns, reading="inputs-only")[name][0])


def test_walls_are_told_in_plain_words():
    # 1 / (1 / 2.0 + 0.08 / 0.04) = 0.4 for 8 cm inside a hollow brick of 20 cm
    walls = sheet(home("maison_1985_electrique"))["murs"]
    assert walls.shown_fr == "Briques creuses, 8 cm d'isolant par l'intérieur, U 0,4"
    assert walls.value == pytest.approx(0.4)
    assert walls.unit == "W/m².K"
    assert walls.source == "constaté ou documenté"


def test_systems_are_told_in_plain_words():
    told = sheet(home("maison_2003_pac"))
    assert told["chauffage"].shown_fr == "Pompe à chaleur air-eau installée après 2017"
    assert told["ventilation"].shown_fr == "VMC simple flux hygro B de 2001 à 2012"
    assert told["surface"].shown_fr == "128 m²"
    assert told["climat"].shown_fr == "Zone H2C"


def test_a_described_home_tells_the_source_of_each_line():
    described = describe(Answers(area=90, code_insee="31157", year=1974, heating="fioul"), on=date(2026, 3, 1))
    told = sheet(described.columns, described.sources)
    assert told["chauffage"].source == "déclaré : Réponse donnée"
    assert told["fenetres"].source.startswith("défaut par période : ")


def test_every_real_home_has_a_sheet():
    columns, _ids = real_homes()
    for row in range(columns.n):
        told = facts(columns.take([row]))
        assert len(told) >= 5
        assert all(fact.shown_fr and fact.label_fr and fact.source for fact in told)


def test_a_wall_resistance_replaces_what_was_recorded():
    # hollow brick of 20 cm, 2.0 bare: 1 / (1 / 2 + 4) = 0.2222
    corrected = overrides(home("maison_1985_electrique"), {"murs_r": 4})
    assert u_before(corrected, "wall", "recorded") == pytest.approx([1 / 4.5] * 4)
    bare = overrides(home("maison_1985_electrique"), {"murs_r": 0})
    assert u_before(bare, "wall", "recorded") == pytest.approx([2.0] * 4)


def test_joints_follow_a_correction_of_the_walls():
    # annexe §3.4: bare low floor and wall lined inside, 0.31 (row 5)
    bare = overrides(home("maison_1974_gaz"), {"murs_r": 3.0})
    low = bare.bridge["enum_type_liaison_id"] == 1
    assert set(bare.bridge["tv_pont_thermique_id"][low]) == {5}


def test_roof_floor_and_windows():
    corrected = overrides(home("maison_1974_gaz"), {"toiture_r": 7.6, "plancher_r": 0, "fenetres_uw": 1.4})
    assert u_before(corrected, "roof", "recorded")[0] == pytest.approx(1 / 8.0)  # 1 / (1 / 2.5 + 7.6)
    assert u_before(corrected, "floor", "recorded")[0] == pytest.approx(2.0)
    assert u_before(corrected, "bay", "recorded") == pytest.approx([1.4] * 4)


def test_the_area_carries_the_systems_along():
    corrected = overrides(home("maison_1985_electrique"), {"surface": 120})
    assert corrected.dwelling["surface_habitable_logement"][0] == 120
    assert corrected.heating["surface_chauffee"][0] == pytest.approx(120)
    assert result(corrected, "conso_eclairage") == pytest.approx(
        result(home("maison_1985_electrique"), "conso_eclairage") * 120 / 96
    )


def test_a_boiler_of_another_year():
    corrected = overrides(home("maison_1974_gaz"), {"chauffage": "gaz", "chauffage_annee": 1975})
    assert corrected.heating_generator["enum_type_generateur_ch_id"].tolist() == [85]
    assert result(corrected, "conso_ch") > result(home("maison_1974_gaz"), "conso_ch")


CODES = [(key, code) for key, known in CORRECTIONS.items() if known.listed for code in choices(known.listed)]


@pytest.mark.parametrize("name", ["maison_1974_gaz", "maison_1985_electrique", "appartement_1968_gaz"])
@pytest.mark.parametrize(("key", "code"), CODES)
def test_every_choice_of_the_sheet_can_be_computed(name, key, code):
    corrections = {key: code}
    if code == "avec_chauffage":
        corrections["chauffage"] = "gaz"
    results = run(overrides(home(name), corrections), reading="inputs-only")
    assert results.status.tolist() == ["ok"]


@pytest.mark.parametrize(
    ("corrections", "words"),
    [
        ({"toit_rouge": 1}, "n'est pas une correction possible"),
        ({"murs_r": 99}, "indiquez un nombre entre 0 et 15"),
        ({"murs_r": "épais"}, "indiquez un nombre"),
        ({"murs_r": True}, "indiquez un nombre"),
        ({"chauffage": "magie"}, "n'est pas une réponse possible"),
        ({"chauffage_annee": 2001}, "indiquez aussi le chauffage"),
        ({"eau_chaude": "avec_chauffage"}, "indiquez aussi la chaudière"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(corrections, words):
    with pytest.raises(UnknownAnswer, match=words):
        overrides(home("maison_1974_gaz"), corrections)


def test_corrections_leave_the_home_untouched():
    before = home("maison_1974_gaz")
    overrides(before, {"murs_r": 4, "chauffage": "electricite", "ventilation": "double_flux"})
    assert sheet(before) == sheet(home("maison_1974_gaz"))
