"""Cascade of two boilers (§13.2.1.3), by hand."""

import numpy as np
import pytest

from faitiere.engines.energy.generators.cascade import cascade_of, leading_power, system_load
from faitiere.engines.energy.tests.built import home, table

BURNING = np.array([True, True])
POWER = np.array([20_000.0, 30_000.0])


def two_boilers(*ranks: int):
    kinds = {"enum_type_generateur_ch_id": [89, 89], "priorite_generateur_cascade": list(ranks)}
    generators = table("heating_generator", heating=[0, 0], **kinds)
    return home(table("heating", surface_chauffee=[100.0]), generators)


def test_boilers_of_one_rank_share_the_load_by_their_powers():
    """§13.2.1.3.2: CTch = Prel·Tch for both, so each runs at the load of the system: no cascade to compute."""
    assert cascade_of(two_boilers(1, 1), BURNING, POWER) is None
    assert cascade_of(two_boilers(-1, -1), BURNING, POWER) is None


def test_the_second_boiler_starts_when_the_first_is_full():
    """§13.2.1.3.1: Prel = 0.4 and 0.6; at 25 %, 0.25/0.4 and 0; at 55 %, 1 and (0.55 − 0.4)/0.6."""
    cascade = cascade_of(two_boilers(1, 2), BURNING, POWER)
    system = np.array([[0.25, 0.55], [0.25, 0.55]])
    assert cascade.load(system) == pytest.approx(np.array([[0.625, 1.0], [0.0, 0.25]]))


def test_the_profile_is_weighted_by_contributions():
    """§13.2.1.3: coeff·CTch/Tch. At Tch ≤ 35 % only the first boiler runs: 10 + 25 + 20 + 15 of the 70 % first points.

    Its weights are w for those, and w·0.4/Tch beyond: 10·0.4/0.45 + 10·0.4/0.55 + 5·0.4/0.65 + 2.5·0.4/0.75
    + 2.5·0.4/0.85 = 8.8889 + 7.2727 + 3.0769 + 1.3333 + 1.1765 = 21.7483.
    """
    cascade = cascade_of(two_boilers(1, 2), BURNING, POWER)
    weights = cascade.weights(system_load(np.array([1.0, 1.0])))
    assert weights[0, 0] == pytest.approx(10 / 91.7483, rel=1e-4)
    assert weights[1, :4].tolist() == [0, 0, 0, 0]
    assert weights.sum(axis=1) == pytest.approx([1, 1])


def test_each_boiler_covers_what_it_gives_over_the_profile():
    """Σ w·Tch = 0.3175. The first gives Σ w·min(0.4; Tch): 0.005 + 0.0375 + 0.05 + 0.0525 + 0.3·0.4 = 0.265."""
    cascade = cascade_of(two_boilers(1, 2), BURNING, POWER)
    given = leading_power(cascade, POWER, np.array([1.0, 1.0]))
    assert given[0] / given.sum() == pytest.approx(0.265 / 0.3175)


def test_a_cascade_has_its_own_order():
    reversed_order = cascade_of(two_boilers(2, 1), BURNING, POWER)
    assert reversed_order.first.tolist() == [0.6, 0.0]
