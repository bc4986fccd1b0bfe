"""What the label hangs on: each input moved alone, ranked, with the measurement that would settle it."""

import numpy as np
import pytest

from faitiere.engines.energy.engine import run
from faitiere.engines.energy.sensitivity import MOVES, listed, sensitivity
from faitiere.engines.energy.tests.samples import home, paths
from faitiere.engines.energy.typology import Answers, describe
from faitiere.engines.energy.works.present import u_before


def test_the_table_names_every_input_the_code_can_move():
    assert {one.key for one in listed()} == set(MOVES)


@pytest.mark.parametrize("name", list(paths()))
def test_the_largest_swing_comes_first_and_losing_more_costs_more(name):
    found = sensitivity(home(name), reading="recorded")
    swings = [one.swing for one in found]
    assert swings == sorted(swings, reverse=True)
    losing = {"murs", "toiture", "fenetres", "ponts", "etancheite", "hauteur"}
    assert all(one.primary[0] <= one.primary[1] for one in found if one.key in losing)


def test_a_wall_moved_is_the_same_as_a_wall_typed():
    before = home("maison_1974_gaz")
    found = next(one for one in sensitivity(before, sure={"murs"}) if one.key == "murs")
    wall, typed = before.copy().wall, before.copy()
    typed.wall["umur_saisi"] = 1.15 * u_before(before, "wall")
    typed.wall["enum_methode_saisie_u_id"] = np.full(wall.n, 9, np.int32)
    typed.wall["recorded_umur"] = np.full(wall.n, np.nan)
    typed.wall["tv_umur_id"] = np.full(wall.n, -1, np.int32)
    assert found.factors == (0.85, 1.15)
    assert found.primary[1] == pytest.approx(run(typed, reading="inputs-only")["ep_conso_5_usages_m2"][0])


def test_a_default_is_moved_further_than_what_is_known():
    columns = describe(Answers(area=104, code_insee="31157", year=1974, heating="gaz")).columns
    sure = {one.key: one.swing for one in sensitivity(columns, sure={"toiture"})}
    unsure = {one.key: one.swing for one in sensitivity(columns, sure=())}
    assert unsure["toiture"] > sure["toiture"]


def test_a_home_that_is_refused_hangs_on_nothing():
    columns = home("maison_1974_gaz")
    columns.dwelling["enum_zone_climatique_id"][:] = -1
    assert sensitivity(columns) == []
