"""A home in plain answers: its surfaces by hand, its defaults with their source, and what is refused."""

from datetime import date
from itertools import product

import pytest

from faitiere.engines.energy.engine import run
from faitiere.engines.energy.summary import summarise
from faitiere.engines.energy.typology import (
    DECLARED,
    DEFAULT,
    Answers,
    UnknownAnswer,
    choices,
    describe,
    labels,
)
from faitiere.engines.energy.typology.answers import period_of
from faitiere.engines.energy.works.present import u_before

HERE = {"code_insee": "31157"}  # Haute-Garonne, zone H2c
ON = date(2026, 3, 1)


def home(**answers):
    return describe(Answers(**{"area": 100, **HERE, **answers}), on=ON)


def class_of(**answers):
    return summarise(home(**answers).columns, on=ON)["class"]


def test_surfaces_of_a_single_level_house():
    # footprint 100 m², length 1.3 × width: 8.771 × 11.402 m, perimeter 40.345 m, height 2.5 m → 100.86 m²
    columns = home(year=1974, levels=1).columns
    assert columns.floor["perimetre_ue"][0] == pytest.approx(40.345, abs=0.001)
    assert columns.wall["surface_paroi_totale"].sum() == pytest.approx(100.86, abs=0.01)
    assert columns.bay["surface_totale_baie"].sum() == pytest.approx(13)  # ratios.csv: 0.13 of the area
    assert columns.roof["surface_paroi_opaque"].sum() == pytest.approx(100)


def test_two_levels_halve_the_roof_and_a_shared_side_takes_its_walls_away():
    alone = home(year=1974, levels=2).columns
    terraced = home(year=1974, levels=2, attached_sides=2).columns
    assert alone.roof["surface_paroi_opaque"].sum() == pytest.approx(50)
    # width 6.202 m on both sides, 5 m high
    gone = alone.wall["surface_paroi_totale"].sum() - terraced.wall["surface_paroi_totale"].sum()
    assert gone == pytest.approx(2 * 6.202 * 5, abs=0.01)


def test_unknown_insulation_takes_the_value_of_the_method():
    # tv_umur, H2: up to 1974 the bare wall (hollow brick 25 cm: 1.70); 1983-1988 electric 0.74, other 0.84.
    assert u_before(home(year=1974).columns, "wall")[0] == pytest.approx(1.70)
    assert u_before(home(year=1985, heating="electricite").columns, "wall")[0] == pytest.approx(0.74)
    assert u_before(home(year=1985, heating="gaz").columns, "wall")[0] == pytest.approx(0.84)


def test_declared_insulation_is_believed():
    bare = u_before(home(year=1985, wall_insulated="non").columns, "wall")[0]
    later = u_before(home(year=1960, wall_insulated="oui", wall_insulation_year=2010).columns, "wall")[0]
    assert bare == pytest.approx(1.70)
    assert later == pytest.approx(0.36)  # tv_umur, 2006-2012, H2


@pytest.mark.parametrize(
    ("year", "period"), [(1947, 1), (1948, 2), (1974, 2), (1975, 3), (2012, 8), (2013, 9), (2021, 9), (2022, 10)]
)
def test_periods_of_construction(year, period):
    assert period_of(year) == period


def test_each_value_says_where_it_comes_from():
    described = home(year=1974, glazing="simple")
    origin = {source.key: source for source in described.sources}
    assert origin["glazing"].origin == DECLARED
    assert origin["glazing"].shown_fr == "Simple vitrage"
    assert origin["wall_material"].origin == DEFAULT
    assert origin["wall_material"].shown_fr == "Brique creuse"
    assert "à confirmer" in origin["wall_material"].words
    assert origin["period"].shown_fr == "1948-1974"
    assert origin["zone"].words == "Zone H2C du département 31"
    assert all(source.words and source.label_fr for source in described.sources)


@pytest.mark.parametrize(("kind", "period"), list(product(("maison", "appartement"), range(1, 11))))
def test_a_home_known_by_its_age_alone_can_be_computed(kind, period):
    results = run(home(kind=kind, period=period).columns, reading="inputs-only")
    assert results.status.tolist() == ["ok"]
    assert 30 < results["ep_conso_5_usages_m2"][0] < 700


FIELDS = (
    "wall_material", "roof", "floor", "glazing", "frame", "shutters", "heating", "stove", "ventilation",
    "thermostat", "wall_insulated", "roof_insulated", "floor_insulated", "wall_position", "storey",
)  # fmt: skip


@pytest.mark.parametrize(("field", "code"), [(field, code) for field in FIELDS for code in choices(field)])
def test_every_answer_of_every_list_can_be_computed(field, code):
    results = run(home(year=1974, **{field: code}).columns, reading="inputs-only")
    assert results.status.tolist() == ["ok"]


def test_a_newer_home_is_never_worse():
    classes = [class_of(period=period) for period in (2, 6, 8, 9)]
    assert classes == sorted(classes, reverse=True)


def test_better_answers_never_worsen_the_class():
    usual = class_of(year=1974)
    for better in ({"wall_insulated": "oui"}, {"glazing": "triple"}, {"heating": "pac_air_eau"}, {"thermostat": "oui"}):
        assert class_of(year=1974, **better) <= usual


def test_flats_follow_their_storey():
    middle = home(kind="appartement", year=1968).columns
    top = home(kind="appartement", year=1968, storey="dernier").columns
    assert middle.roof["enum_type_adjacence_id"].tolist() == [22]
    assert top.roof["enum_type_adjacence_id"].tolist() == [1]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"area": 0}, "Surface habitable : indiquez un nombre entre 5 et 2000"),
        ({"area": float("nan")}, "Surface habitable"),
        ({"kind": "chateau"}, "Type de logement : « chateau » n'est pas une réponse possible"),
        ({"code_insee": None}, "Indiquez la commune"),
        ({"code_insee": "97411"}, "n'est pas en métropole"),
        ({"zone": "h9z"}, "Zone climatique « h9z » inconnue"),
        ({"heating": "electricite", "hot_water": "avec_chauffage"}, "ne produit pas d'eau chaude"),
        ({"year": 30}, "Année de construction"),
    ],
)
def test_an_impossible_answer_is_refused_in_plain_words(answers, words):
    with pytest.raises(UnknownAnswer, match=words):
        home(**answers)


def test_every_question_has_a_label():
    assert set(labels()) == set(Answers.__dataclass_fields__)
