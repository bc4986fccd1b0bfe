"""The three grids of the public model: every value equal but those that a named defect makes wrong."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from faitiere.engines.aids.tests import test_known_defects

BENCHMARKS = Path(__file__).resolve().parents[4] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
benchmark = import_module("aids_conformity")
defects = import_module("aids_defects")


@pytest.mark.parametrize(("grid", "on"), benchmark.GRIDS)
def test_no_unexplained_difference(shared_data, grid, on):
    rows = benchmark.read(grid)
    counts = benchmark.compare(grid, rows, ours=benchmark.answered(rows, on))
    money = benchmark.summed(counts, money=True)
    assert money["all"] > 80_000
    assert benchmark.share(money) >= 0.995
    assert {key: count for key, count in counts.items() if count["unexplained"]} == {}


def test_2026_categories_and_maprimerenov_are_equal_with_nothing_left_out(shared_data):
    grid, on = benchmark.GRIDS[2]
    rows = benchmark.read(grid)
    counts = benchmark.compare(grid, rows, ours=benchmark.answered(rows, on))
    asked = [c for key, c in counts.items() if key.startswith(("categorie_revenu", "mpra_")) or key.endswith("_mpr")]
    assert all(benchmark.plain_share(count) >= 0.99 for count in asked)


@pytest.mark.parametrize("number", sorted({d.number for d in defects.DEFECTS}))
def test_every_defect_that_leaves_a_value_out_has_a_test_that_states_the_law(number):
    assert any(name.startswith(f"test_{number}_") for name in dir(test_known_defects))
    assert all(d.law for d in defects.DEFECTS if d.number == number)
