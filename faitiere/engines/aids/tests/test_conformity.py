"""The three grids of the public model: no difference that is neither a known defect nor explained."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
LOADER = SourceFileLoader("aids_conformity", str(ROOT / "benchmarks" / "aids_conformity.py"))
SPEC = spec_from_loader("aids_conformity", LOADER)
if SPEC is None or SPEC.loader is None:
    raise ImportError("benchmarks/aids_conformity.py")
benchmark = module_from_spec(SPEC)
SPEC.loader.exec_module(benchmark)


@pytest.mark.parametrize(("grid", "on"), benchmark.GRIDS)
def test_no_unexplained_difference(shared_data, grid, on):
    rows = benchmark.read(grid)
    counts = benchmark.compare(grid, rows, ours=benchmark.answered(rows, on))
    assert sum(count["all"] for count in counts.values()) > 90_000
    assert {key: count for key, count in counts.items() if count["unexplained"]} == {}
