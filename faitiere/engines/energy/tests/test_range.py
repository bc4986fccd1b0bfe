"""A few answers give a range: unknown ones are drawn, what is answered never is, and the same answers say the same."""

from dataclasses import replace
from datetime import date

import pytest

from faitiere.engines.energy.typology import Answers, UnknownAnswer, range_of
from faitiere.engines.energy.typology.choices import choices
from faitiere.engines.energy.typology.range import DRAWN, NUMBERS, UNKNOWN, Line, Spread, distributions, draws, spreads

ON = date(2026, 3, 1)
FEW = Answers(area=104, code_insee="31157", year=1974)
SURE = {kind: Spread(0.0, 0.0) for kind in ("maison", "appartement")}


def test_the_tables_hold_possible_answers():
    for line in distributions():
        assert line.weight >= 0
        known = choices(line.field)
        assert line.field in NUMBERS or line.value == UNKNOWN or line.value in known, line
    assert set(spreads()) == set(choices("kind"))


def test_what_is_answered_is_never_drawn():
    told = replace(FEW, heating="fioul", glazing="simple", ventilation="fenetres", wall_insulated="non")
    for one in draws(told, count=40):
        assert (one.heating, one.glazing, one.ventilation, one.wall_insulated) == (
            "fioul", "simple", "fenetres", "non")  # fmt: skip


def test_probabilities_sum_to_one_and_the_same_answers_say_the_same():
    one, two = range_of(FEW, on=ON, count=24), range_of(FEW, on=ON, count=24)
    assert sum(one.probabilities.values()) == pytest.approx(1)
    assert one == two
    assert one.low <= one.likely <= one.high
    assert one.primary == tuple(sorted(one.primary))


def test_every_answer_given_and_no_error_leave_one_class():
    told = replace(next(iter(draws(FEW, count=1))), wall_insulated="non", roof_insulated="oui", floor_insulated="non")
    found = range_of(told, on=ON, errors=SURE)
    assert found.low == found.high == found.likely
    assert found.drawn == ()


def test_drawing_follows_the_weights():
    table = [Line("glazing", "*", 1, 10, "", "simple", 3.0), Line("glazing", "*", 1, 10, "", "triple", 1.0)]
    drawn = draws(FEW, count=80, table=table)
    triple = sum(times for one, times in drawn.items() if one.glazing == "triple")
    assert sum(drawn.values()) == 80
    # A quarter of 80 draws, spread evenly: one more or less at most.
    assert triple == pytest.approx(20, abs=1)


def test_hot_water_is_never_drawn_from_a_heating_that_makes_none():
    for one in draws(replace(FEW, heating="electricite"), count=60):
        assert one.hot_water != "avec_chauffage"


def test_the_unknown_answers_are_named():
    found = range_of(replace(FEW, heating="gaz"), on=ON, count=12)
    assert "heating" not in found.drawn
    assert {"glazing", "wall_insulated", "ventilation"} <= set(found.drawn) <= set(DRAWN)


def test_an_area_that_cannot_be_is_refused_in_french():
    with pytest.raises(UnknownAnswer, match="Surface habitable"):
        range_of(Answers(area=1, code_insee="31157"), on=ON)
