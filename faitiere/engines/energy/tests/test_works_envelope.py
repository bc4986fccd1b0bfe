"""Works on the envelope: hand-calculated effects on an invented house of 1974 (walls of hollow brick, 20 cm)."""

import numpy as np
import pytest

from faitiere.engines.energy.engine import run
from faitiere.engines.energy.tests.samples import home
from faitiere.engines.energy.works import Work, apply, quantities
from faitiere.engines.energy.works.present import u_before

# Annexe §3.2.1, hollow brick up to 20 cm: Umur0 = 2.0. Outer walls of the file: 20.4 + 24.5 + 18.9 = 63.8 m².
BARE_WALL, OUTER_AREA = 2.0, 63.8


def loss(columns, name):
    return float(run(columns, reading="inputs-only")[name][0])


def done(code, **parameters):
    return apply(home("maison_1974_gaz"), [Work(code, parameters)])


def test_wall_u_after_is_one_over_one_over_u_plus_r():
    u = u_before(done("mur_ite", r=4.0), "wall")
    assert u[:3] == pytest.approx(1 / (1 / BARE_WALL + 4.0))
    assert u[3] == pytest.approx(BARE_WALL)  # the wall of the garage is another work


def test_wall_losses_fall_by_area_times_u():
    before, after = home("maison_1974_gaz"), done("mur_ite", r=4.0)
    gain = loss(before, "deperdition_mur") - loss(after, "deperdition_mur")
    assert gain == pytest.approx(OUTER_AREA * (BARE_WALL - 1 / (1 / BARE_WALL + 4.0)), abs=0.01)


def test_a_share_of_the_walls_gives_that_share_of_the_gain():
    before, half = home("maison_1974_gaz"), done("mur_ite", r=4.0, share=0.5)
    gain = loss(before, "deperdition_mur") - loss(half, "deperdition_mur")
    assert gain == pytest.approx(OUTER_AREA / 2 * (BARE_WALL - 1 / (1 / BARE_WALL + 4.0)), abs=0.01)
    assert half.wall["surface_paroi_opaque"].sum() == pytest.approx(before.wall["surface_paroi_opaque"].sum())
    assert half.bridge["l"].sum() == pytest.approx(before.bridge["l"].sum())


def test_attic_adds_to_the_insulation_already_there():
    # 8 cm at 0.04 W/(m.K) on a bare ceiling of 2.5 (§3.2.3): 1/U = 0.4 + 2; with R 8: 10.4.
    before, after = home("maison_1974_gaz"), done("combles_perdus", r=8.0)
    assert u_before(before, "roof")[0] == pytest.approx(1 / 2.4)
    assert u_before(after, "roof")[0] == pytest.approx(1 / 10.4)


def test_joints_follow_the_position_of_the_insulation():
    # Annexe §3.4: slab between homes on a concrete wall, bare 0.86, insulated outside 0.13, inside 0.92.
    flat = home("appartement_1968_gaz")
    slabs = flat.bridge["enum_type_liaison_id"] == 2
    for code, row in (("mur_ite", 31), ("mur_iti", 30)):
        after = apply(flat, [Work(code)])
        assert set(after.bridge["tv_pont_thermique_id"][slabs]) == {row}


def test_lining_walls_inside_takes_away_their_heat_storage():
    house = home("maison_1974_gaz")
    assert house.dwelling["enum_classe_inertie_id"][0] == 2  # heavy: floor and walls
    assert apply(house, [Work("mur_iti")]).dwelling["enum_classe_inertie_id"][0] == 3
    assert apply(house, [Work("mur_ite")]).dwelling["enum_classe_inertie_id"][0] == 2


def test_windows_replace_only_the_ones_that_are_worse():
    house = home("maison_1974_gaz")
    house.bay["enum_methode_saisie_perf_vitrage_id"][1] = 13
    house.bay["uw_saisi"][1] = 1.1
    after = apply(house, [Work("fenetres_double", {"uw": 1.3})])
    assert u_before(after, "bay").tolist() == pytest.approx([1.3, 1.1, 1.3, 1.3])
    # 5.0 + 4.4 + 1.85 m², the 5.6 m² of good windows left out
    assert quantities(house, "fenetres_double") == pytest.approx(11.25)


def test_ventilation_takes_the_flow_of_its_type():
    # Annexe §4: hygro B after 2012, 1.09 m³/(h.m²); Hvent = 0.34 × 1.09 × 102.5
    after = done("vmc_hygro_b")
    assert loss(after, "hvent") == pytest.approx(0.34 * 1.09 * 102.5, rel=1e-6)


def test_insulating_most_surfaces_improves_air_tightness():
    # Annexe §4: house before 1948, 3.3 m³/(h.m²); 2 once most walls and roof are insulated.
    house = home("maison_1930_toulousaine_fioul")
    house.ventilation["tv_q4pa_conv_id"][:] = 5
    one = apply(house, [Work("mur_iti")])
    both = apply(house, [Work("mur_iti"), Work("combles_perdus")])
    assert one.ventilation["tv_q4pa_conv_id"][0] == 5  # 37.5 m² of walls against 88 m² of roof
    assert both.ventilation["tv_q4pa_conv_id"][0] == 10


def test_recorded_values_of_edited_rows_are_cleared():
    after = done("mur_ite")
    assert np.isnan(after.wall["recorded_umur"][:3]).all()
    assert (after.wall["tv_umur_id"][:3] == -1).all()
    assert after.wall["recorded_umur"][3] == pytest.approx(BARE_WALL)
