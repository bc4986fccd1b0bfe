"""Many homes × many bundles at once, works in stages, and why a work is not possible, on columns."""

import numpy as np
import pytest

from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.tests.samples import home, paths, real_homes
from faitiere.engines.energy.works import (
    Stage,
    UnknownWork,
    Work,
    apply,
    catalogue,
    cumulated,
    grid,
    quantities,
    reason,
    reasons,
    warnings,
)
from faitiere.engines.energy.works.selection import amounts

BUNDLES = [
    (),
    (Work("mur_ite"),),
    (Work("combles_perdus"), Work("mur_ite")),
    (Work("mur_ite", {"share": 0.5}), Work("fenetres_double")),
    (Work("pac_air_eau"), Work("mur_iti"), Work("vmc_hygro_b")),
    (Work("photovoltaique"), Work("chaudiere_granules"), Work("robinets_thermostatiques")),
]
ON = np.datetime64("2026-03-01")
FIGURES = ("ep_conso_5_usages", "emission_ges_5_usages", "cout_5_usages", "deperdition_enveloppe")


def invented() -> Columns:
    return Columns.concat([home(name) for name in paths()])


def test_a_grid_equals_each_bundle_applied_alone():
    homes = invented()
    found = grid(homes, BUNDLES)
    together = run(found.columns, reading="inputs-only", on=ON)
    for row, bundle in enumerate(BUNDLES):
        alone = run(apply(homes, bundle), reading="inputs-only", on=ON)
        for figure in FIGURES:
            np.testing.assert_allclose(together[figure][found.place[row]], alone[figure], rtol=1e-12)


def test_bundles_that_begin_alike_share_their_rows():
    homes = invented()
    found = grid(homes, [(Work("mur_ite"),), (Work("mur_ite"), Work("pac_air_air"))])
    assert found.columns.n == 3 * homes.n


@pytest.mark.parametrize("reading", ["inputs-only", "recorded"])
def test_a_scenario_of_no_works_changes_nothing(reading):
    homes, _ = real_homes()
    before = run(homes, reading=reading)
    after = run(grid(homes, [()], reading=reading).columns, reading=reading)
    for figure in FIGURES:
        np.testing.assert_array_equal(before[figure], after[figure])


def test_a_grid_refuses_works_that_exclude_each_other():
    with pytest.raises(UnknownWork, match="ne vont pas ensemble"):
        grid(invented(), [(Work("mur_ite"), Work("mur_iti"))])


ENVELOPE = ("mur_ite", "combles_perdus", "plancher_bas", "fenetres_double", "porte_entree", "vmc_hygro_b")


@pytest.mark.parametrize("code", ENVELOPE)
def test_envelope_works_give_the_same_one_after_the_other_in_any_order(code):
    homes, _ = real_homes()
    for other in ENVELOPE[ENVELOPE.index(code) + 1 :]:
        one = run(apply(apply(homes, [Work(code)]), [Work(other)]), reading="inputs-only", on=ON)
        two = run(apply(apply(homes, [Work(other)]), [Work(code)]), reading="inputs-only", on=ON)
        np.testing.assert_allclose(one["ep_conso_5_usages"], two["ep_conso_5_usages"], rtol=1e-9)


def test_more_insulation_never_raises_losses():
    homes, _ = real_homes()
    bundles = [[Work("mur_ite", {"r": r})] for r in (2.0, 3.7, 5.0, 8.0)]
    found = grid(homes, bundles)
    losses = run(found.columns, reading="inputs-only")["deperdition_enveloppe"][found.place]
    known = np.isfinite(losses).all(axis=0)
    assert (np.diff(losses[:, known], axis=0) <= 1e-9).all()


STAGES = [
    Stage(3, (Work("pac_air_eau"),)),
    Stage(0, (Work("combles_perdus"), Work("vmc_hygro_b"))),
    Stage(1, (Work("mur_ite"),)),
]


def test_the_last_stage_is_the_whole_project():
    done = cumulated(STAGES)
    assert [[work.code for work in bundle] for bundle in done] == [
        ["combles_perdus", "vmc_hygro_b"],
        ["combles_perdus", "vmc_hygro_b", "mur_ite"],
        ["combles_perdus", "vmc_hygro_b", "mur_ite", "pac_air_eau"],
    ]
    one = home("maison_1974_gaz")
    found = grid(one, done)
    staged = run(found.columns, reading="inputs-only", on=ON)["ep_conso_5_usages"][found.place[:, 0]]
    at_once = run(apply(one, done[-1]), reading="inputs-only", on=ON)["ep_conso_5_usages"]
    assert staged[-1] == pytest.approx(at_once[0], rel=1e-12)
    assert (np.diff(staged) < 0).all()


def test_an_order_that_costs_the_household_is_told():
    assert warnings(STAGES) == []
    late = [Stage(0, (Work("pac_air_eau"), Work("fenetres_double"))), Stage(3, (Work("mur_ite"), Work("vmc_hygro_b")))]
    assert [words.split(" ")[1] for words in warnings(late)] == ["chauffage", "fenêtres"]


@pytest.mark.parametrize("code", list(catalogue()))
def test_reasons_and_amounts_on_columns_equal_home_by_home(code):
    homes = invented()
    why, much = reasons(homes, code), amounts(homes, code)
    for row in range(homes.n):
        alone = homes.take([row])
        assert why[row] == reason(alone, code)
        assert much[row] == pytest.approx(quantities(alone, code))
