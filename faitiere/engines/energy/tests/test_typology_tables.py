"""The tables behind the questionnaire: complete, coherent, each default with its source."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from faitiere.engines.energy.tables import table
from faitiere.engines.energy.typology import choices
from faitiere.engines.energy.typology.answers import default
from faitiere.engines.energy.typology.choices import FOLDER, generator_line

WITH_DEFAULT = (
    "height", "levels", "attached_sides", "storey", "wall_material", "wall_position", "roof", "floor",
    "glazing", "frame", "shutters", "heating", "heating_year", "ventilation", "thermostat",
)  # fmt: skip


def lines(name: str) -> list[dict[str, str]]:
    with Path(FOLDER, name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.parametrize("kind", ["maison", "appartement"])
@pytest.mark.parametrize("field", WITH_DEFAULT)
def test_every_question_has_a_default_for_every_period(field, kind):
    for period in range(1, 11):
        value, source = default(field, kind, period)
        assert value
        assert source
        assert not choices(field) or value in choices(field)


@pytest.mark.parametrize("name", ["defauts.csv", "ratios.csv"])
def test_what_nobody_verified_says_so(name):
    for line in lines(name):
        assert line["source"]
        assert line["verified"] in ("true", "false")
        if line["verified"] == "false":
            assert "confirmer" in line["source"] or "défaut" in line["source"].lower()


@pytest.mark.parametrize("code", list(choices("heating")))
def test_each_heating_exists_in_every_year(code):
    spans = [
        (int(line["annee_min"]), int(line["annee_max"])) for line in lines("generateurs.csv") if line["code"] == code
    ]
    assert spans[0][0] == 0
    assert spans[-1][1] == 2100
    assert all(before[1] + 1 == after[0] for before, after in pairwise(spans))


def test_generators_are_those_of_the_method():
    # tv_scop: air to water installed after 2017; tv_generateur_combustion: gas condensing 2001-2015, oil 1981-1990
    assert generator_line("pac_air_eau", 2019)["enum_type_generateur_ch_id"] == 7
    assert generator_line("gaz_condensation", 2008)["enum_type_generateur_ch_id"] == 96
    assert generator_line("fioul", 1985)["enum_type_generateur_ch_id"] == 78


def test_materials_have_a_bare_u_in_the_table_of_the_method():
    known = set(table("tv_umur0")["enum_materiaux_structure_mur_id"].astype(int))
    for choice in choices("wall_material").values():
        assert int(choice.settings["enum_materiaux_structure_mur_id"]) in known


def test_ventilations_have_a_flow_in_the_table_of_the_method():
    known = set(table("tv_debits_ventilation")["enum_type_ventilation_id"].astype(int))
    for choice in choices("ventilation").values():
        assert {int(choice.settings[era]) for era in ("p1", "p2", "p3", "p4")} <= known


def test_the_shares_of_sun_make_a_whole():
    shares = [float(line["valeur"]) for line in lines("ratios.csv") if line["nom"].startswith("part_")]
    assert sum(shares[:4]) == pytest.approx(1)
