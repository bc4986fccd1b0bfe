"""Losses against hand calculations; § are those of annexe 1 of the arrêté of 31 March 2021."""

import numpy as np
import pytest

from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.dpe_file import read_dpe
from faitiere.engines.energy.engine import envelope_half
from faitiere.engines.energy.options import Options
from faitiere.engines.energy.tests.dpe import WALL, house

TYPED_ONLY = Options("inputs-only")


def losses(columns: Columns, options: Options = TYPED_ONLY) -> dict:
    with np.errstate(all="ignore"):
        return envelope_half(columns, options)


def with_wall(**values) -> Columns:
    """The house, its wall edited: 100 m2 on the outside, U by default not typed."""
    columns = read_dpe(house()).columns
    columns.wall["umur_saisi"][:] = np.nan
    for name, value in values.items():
        columns.wall[name][:] = value
    return columns


def wall_u(**values) -> float:
    return losses(with_wall(**values))["wall_u"][0]


def test_the_house_by_hand():
    """§3: 100·0.5 + 100·0.4 + 100·0.2 + 10·1.5 + 2·2 + 20·0.3 = 135 W/K over 312 m2."""
    up = losses(read_dpe(house()).columns)
    assert up["transmission"][0] == pytest.approx(50 + 40 + 20 + 15 + 4 + 6)
    assert up["ubat"][0] == pytest.approx(135 / 312)


def test_air_by_hand():
    """§4: opening windows, 1.2 m3/(h.m2) both ways, so that the denominator of Qvinf is 1.

    Q4Pa = 1.7·212 = 360.4; n50 = 360.4/(0.08^(2/3)·250); Qvinf = 250·n50·0.07.
    """
    up = losses(read_dpe(house()).columns)
    assert up["hvent"][0] == pytest.approx(0.34 * 1.2 * 100)
    assert up["hperm"][0] == pytest.approx(0.34 * 250 * 0.07 * 360.4 / (0.08 ** (2 / 3) * 250))


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ({"enum_methode_saisie_u_id": 1, "tv_umur0_id": 9}, 1.9),
        ({"enum_methode_saisie_u_id": 1, "tv_umur0_id": 2}, 2.5),
        ({"enum_methode_saisie_u_id": 3, "tv_umur0_id": 9, "epaisseur_isolation": 10}, 1 / (1 / 1.9 + 0.10 / 0.04)),
        ({"enum_methode_saisie_u_id": 5, "tv_umur0_id": 9, "resistance_isolation": 3.7}, 1 / (1 / 1.9 + 3.7)),
        ({"enum_methode_saisie_u_id": 8, "tv_umur0_id": 9, "tv_umur_id": 7}, 1.0),
        ({"enum_methode_saisie_u_id": 1, "tv_umur0_id": 9, "enum_type_doublage_id": 5}, 1 / (1 / 1.9 + 0.21)),
        ({"enum_methode_saisie_u_id": 1, "tv_umur0_id": 9, "enduit_isolant_paroi_ancienne": 1}, 1 / (1 / 1.9 + 0.7)),
    ],
    ids=["bare stone", "capped", "thickness", "resistance", "by period", "lining", "insulating render"],
)
def test_u_of_walls(wall, expected):
    """§3.2.1: Umur0 of 55 cm stone is 1.9, of 20 cm stone 3.2 capped at 2.5; lambda 0.04."""
    assert wall_u(**wall) == pytest.approx(expected)


def test_a_wall_without_table_row_is_matched_by_material_and_thickness():
    """§3.2.1: hollow concrete blocks (12) of 23 cm: 2.65, capped at 2.5; solid brick (8) of 45 cm: 1.65."""
    bare = {"enum_methode_saisie_u_id": 1, "tv_umur0_id": -1}
    assert wall_u(**bare, enum_materiaux_structure_mur_id=12, epaisseur_structure=23) == pytest.approx(2.5)
    assert wall_u(**bare, enum_materiaux_structure_mur_id=8, epaisseur_structure=45) == pytest.approx(1.65)


def test_old_wall_insulated_at_an_unknown_date_counts_as_1975():
    """§3.2.1: known insulation, building before 1975, zone H1, no Joule heating nor table row: 1975-1977, U = 1."""
    columns = with_wall(enum_methode_saisie_u_id=8, tv_umur0_id=9, enum_type_isolation_id=3)
    columns.dwelling["enum_periode_construction_id"][:] = 1
    assert losses(columns)["wall_u"][0] == pytest.approx(1.0)


def test_b_of_an_unheated_garage():
    """§3.1: garage (UV,ue 3), neither side insulated, Aiu/Aue = 10/10 in ]0.75, 1]: table row 109, b = 0.7."""
    columns = read_dpe(house()).columns
    for name, value in {"enum_type_adjacence_id": 8, "surface_aiu": 10, "surface_aue": 10}.items():
        columns.wall[name][:] = value
    columns.wall["enum_cfg_isolation_lnc_id"][:] = 2
    by_match = losses(columns)["wall_b"][0]
    columns.wall["tv_coef_reduction_deperdition_id"][:] = 108
    assert by_match == losses(columns)["wall_b"][0]


def test_a_room_without_outside_wall_loses_nothing():
    """§3.1: Aue = 0 gives b = 0."""
    columns = read_dpe(house()).columns
    for name, value in {"enum_type_adjacence_id": 9, "surface_aiu": 10, "surface_aue": 0}.items():
        columns.wall[name][:] = value
    columns.wall["enum_cfg_isolation_lnc_id"][:] = 2
    assert losses(columns)["wall_b"][0] == 0


def test_floor_on_crawl_space():
    """§3.2.2: 2S/P = 2·100/40 = 5, Upb = 3.33: first table, row 3, Ue = 0.38."""
    columns = read_dpe(house()).columns
    for name, value in {"enum_type_adjacence_id": 3, "upb_saisi": 3.33, "surface_ue": 100, "perimetre_ue": 40}.items():
        columns.floor[name][:] = value
    columns.floor["calcul_ue"][:] = 1
    assert losses(columns)["floor_u"][0] == pytest.approx(0.38)


def test_double_window_and_shutter():
    """§3.3: 1/Uw = 1/1.5 + 1/1.5 + 0.07; a shutter of ΔR 0.08 at Uw 1.2 gives Ujn 1.1."""
    columns = read_dpe(house()).columns
    columns.bay["double_fenetre"][:] = 1
    columns.bay["double_uw_saisi"][:] = 1.5
    assert losses(columns)["bay_u"][0] == pytest.approx(1 / (2 / 1.5 + 0.07))
    columns.bay["double_fenetre"][:] = 0
    columns.bay["uw_saisi"][:] = 1.2
    columns.bay["enum_type_fermeture_id"][:] = 2
    assert losses(columns)["bay_u"][0] == pytest.approx(1.1)


def test_window_by_its_glass():
    """§3.3: double glazing 4/16/4 air, vertical: Ug 2.7; PVC casement between Uw rows, table value 2.6."""
    columns = read_dpe(house()).columns
    columns.bay["uw_saisi"][:] = np.nan
    for name, value in {"epaisseur_lame": 16, "enum_type_gaz_lame_id": 1, "vitrage_vir": 0}.items():
        columns.bay[name][:] = value
    assert losses(columns)["bay_uw"][0] == pytest.approx(2.6)


def test_a_bridge_already_halved_is_not_halved_again():
    """§3.4: row 30 (intermediate floor, inside insulation) k = 0.92, half belongs to the neighbour."""
    columns = read_dpe(house()).columns
    for name, value in {"tv_pont_thermique_id": 30, "pourcentage_valeur_pont_thermique": 0.5}.items():
        columns.bridge[name][:] = value
    for recorded in (0.92, 0.46):
        columns.bridge["recorded_k"][:] = recorded
        assert losses(columns, Options("recorded"))["deperdition_pont_thermique"][0] == pytest.approx(20 * 0.46)


def test_a_recorded_u_is_taken_only_by_its_reading():
    intermediate = "<donnee_intermediaire><b>1</b><umur>0.8</umur></donnee_intermediaire></mur>"
    columns = read_dpe(house().replace(WALL.encode(), WALL.replace("</mur>", intermediate).encode())).columns
    assert losses(columns, Options("recorded"))["wall_u"][0] == 0.8
    assert losses(columns, TYPED_ONLY)["wall_u"][0] == 0.5


def test_joinery_of_a_door_on_a_common_circulation_counts_for_nothing():
    """§3.4. Files without references: the last joinery is the door's when it has its outline.

    A door of 1.9 m2: 2·2.05 + 1.9/2.05 = 5.03 m; the circulation takes off its 5 m, k 0.38, and leaves the bay's.
    """
    columns = read_dpe(house()).columns
    columns.bridge["wall"][:] = columns.bridge["bay"][:] = columns.bridge["door"][:] = -1
    columns = columns.take([0])
    columns.door["surface_porte"][:], columns.door["enum_type_adjacence_id"][:] = 1.9, 14
    columns.bridge["k_saisi"][:], columns.bridge["tv_pont_thermique_id"][:] = np.nan, 75
    for length, expected in ((5.0, 0.0), (12.0, 12 * 0.38)):
        columns.bridge["l"][:] = length
        assert losses(columns)["deperdition_pont_thermique"][0] == pytest.approx(expected)


def test_a_room_that_is_not_described_counts_as_one_without_access():
    """§3.1: "locaux non chauffés non accessibles", b = 0.95."""
    columns = read_dpe(house()).columns
    columns.wall["enum_type_adjacence_id"][:] = 8
    assert losses(columns)["wall_b"].tolist() == [0.95]
