"""All bundles at once: the same figures as one by one, and the front by hand."""

from datetime import date

import numpy as np
import pytest

from faitiere.engines.energy.explore import explore, front
from faitiere.engines.energy.summary import scenario
from faitiere.engines.energy.tests.samples import home
from faitiere.engines.energy.works import Work, bundles

ON = date(2026, 3, 1)
GROUPS = [
    [None, Work("mur_ite"), Work("mur_iti")],
    [None, Work("combles_perdus")],
    [None, Work("pac_air_eau"), Work("pac_air_air")],
    [None, Work("poele_granules")],
    [None, Work("fenetres_double", {"share": 0.5})],
]


def test_a_bundle_is_beaten_when_another_costs_no_more_and_saves_no_less():
    price = np.array([0.0, 10.0, 10.0, 20.0, 30.0])
    gain = np.array([0.0, 5.0, 8.0, 8.0, 12.0])
    assert front(price, gain).tolist() == [True, False, True, False, True]


def test_every_bundle_is_there_once():
    batch, listed = bundles(home("maison_1974_gaz"), GROUPS)
    assert batch.n == len(listed) == 3 * 2 * 3 * 2 * 2
    assert len({tuple(work.code for work in bundle) for bundle in listed}) == len(listed)
    assert listed[0] == ()


@pytest.mark.parametrize("name", ["maison_1974_gaz", "maison_1930_toulousaine_fioul"])
def test_all_at_once_equals_one_by_one(name):
    found = explore(home(name), GROUPS, on=ON)
    for row in (0, 1, 17, 40, 71):
        alone = scenario(home(name), found.works[row], ON)
        assert found.primary_kwh[row] == pytest.approx(alone["after"]["primary_kwh"], abs=0.51)
        assert found.label[row] == alone["after"]["class"]
        assert found.price_likely[row] == alone["total_eur"]["likely"]
        assert found.classes_gained[row] == alone["comparison"]["classes_gained"]


def test_doing_nothing_and_the_best_gain_are_on_the_front():
    found = explore(home("maison_1974_gaz"), GROUPS, on=ON)
    assert found.on_front[0]
    assert found.primary_gain_pct[0] == 0
    assert found.on_front[np.argmax(found.primary_gain_pct)]
    assert 2 < found.on_front.sum() < len(found.works)


def test_works_that_exclude_each_other_are_left_out():
    apart = [[None, Work("mur_ite")], [None, Work("mur_iti")]]
    _batch, listed = bundles(home("maison_1974_gaz"), apart)
    assert sorted(len(bundle) for bundle in listed) == [0, 1, 1]


def test_a_home_that_is_refused_is_not_explored():
    flat = home("appartement_1968_gaz")
    flat.dwelling["enum_methode_application_dpe_log_id"][:] = 14
    assert explore(flat, GROUPS, on=ON) is None


def test_doing_nothing_must_come_first():
    with pytest.raises(ValueError, match="first choice"):
        explore(home("maison_1974_gaz"), [[Work("mur_ite")]], on=ON)
