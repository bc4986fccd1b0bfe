"""The Python API: its documented example runs, it needs no Django, and the nomenclature says all it gives."""

import doctest
import subprocess
import sys

import numpy as np

from faitiere.engines.energy import api, parallel
from faitiere.engines.energy.columns import inputs
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.nomenclature import page, results, symbol_of
from faitiere.engines.energy.tests.samples import ROOT, home, real_homes
from faitiere.engines.energy.works import Work


def test_the_documented_example_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(api).failed == 0


def test_the_api_is_imported_without_django():
    code = "import sys, faitiere.engines.energy.api; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_every_result_has_its_line_in_the_nomenclature():
    found = run(home("maison_1974_gaz"))
    names = set(found.values) | set(found.rows)
    assert sorted(names - set(results())) == []


def test_every_input_has_a_section_of_the_method():
    sections = {(t, c): symbol_of(t, c)[1] for t, listed in inputs().items() for c in listed}
    assert [key for key, section in sections.items() if not section] == []


def test_the_page_of_the_nomenclature_is_up_to_date():
    written = (ROOT / "docs/nomenclature.md").read_text(encoding="utf-8")
    assert written == page(home("maison_1974_gaz")), "run .venv/bin/python tools/nomenclature"


BUNDLES = [[], [Work("mur_ite")], [Work("mur_ite"), Work("pac_air_eau")], [Work("combles_perdus")]]


def test_two_processes_and_small_blocks_give_the_same(monkeypatch):
    homes, _ = real_homes()
    alone = api.compute_scenarios(homes, BUNDLES)
    monkeypatch.setattr(parallel, "ROWS", 3)
    cut = api.compute_scenarios(homes.take(range(20)), BUNDLES, workers=2)
    np.testing.assert_array_equal(cut.pop("classe"), alone["classe"][:, :20])
    for name, values in cut.items():
        np.testing.assert_allclose(values, alone[name][:, :20], rtol=1e-9)


def test_the_figures_kept_are_the_same_as_among_all():
    homes, _ = real_homes()
    whole, kept = run(homes), run(homes, keep=parallel.LABEL)
    assert set(kept.values) == set(parallel.LABEL)
    for name in parallel.LABEL:
        np.testing.assert_array_equal(whole[name], kept[name])
    np.testing.assert_array_equal(whole.message, kept.message)


def test_blocks_of_any_size_give_the_same(monkeypatch):
    homes, _ = real_homes()
    whole = run(homes)
    monkeypatch.setattr("faitiere.engines.energy.engine.BLOCK", 7)
    blocks = run(homes)
    for name in whole.values:
        if whole[name].dtype.kind == "f":
            np.testing.assert_allclose(blocks[name], whole[name], rtol=1e-9)
