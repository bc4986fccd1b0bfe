"""Rows added, removed or cut: every link keeps pointing at the same thing, in every dwelling of the batch."""

import numpy as np
import pytest

from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.tests.samples import home
from faitiere.engines.energy.works.rows import append, assign, keep, split


def pair() -> Columns:
    """Two homes, a mixed gas boiler in each; windows look where their wall looks."""
    return Columns.concat([home("maison_1974_gaz"), home("appartement_1968_gaz")])


def assert_links_hold(columns: Columns) -> None:
    bay, wall = columns.bay, columns.wall
    assert (bay["enum_orientation_id"] == wall["enum_orientation_id"][bay["wall"]]).all()
    assert (bay.dwelling == wall.dwelling[bay["wall"]]).all()
    tank, boiler = columns.dhw_generator, columns.heating_generator
    assert (tank.dwelling == boiler.dwelling[tank["heating_generator"]]).all()
    for table in columns.tables.values():
        if table.name != "dwelling":
            assert (np.diff(table.dwelling) >= 0).all()


def test_the_pair_is_coherent_to_start_with():
    assert_links_hold(pair())


def test_a_new_row_in_the_first_home_shifts_the_links_of_the_second():
    columns = pair()
    places = append(columns, "wall", np.array([0, 1]), {"surface_paroi_opaque": [5.0, 6.0]})
    assert_links_hold(columns)
    assert columns.wall["surface_paroi_opaque"][places].tolist() == [5.0, 6.0]
    assert np.isnan(columns.wall["surface_paroi_totale"][places]).all()


def test_removing_a_row_cuts_the_links_to_it_only():
    columns = pair()
    gone = columns.wall["surface_paroi_opaque"] == 20.4  # the south wall of the house: two windows
    orphans = int((columns.bay["wall"] == np.flatnonzero(gone)[0]).sum())
    keep(columns, "wall", ~gone)
    assert int((columns.bay["wall"] < 0).sum()) == orphans == 2
    linked = columns.bay["wall"] >= 0
    of_wall = columns.wall["enum_orientation_id"][columns.bay["wall"][linked]]
    assert (columns.bay["enum_orientation_id"][linked] == of_wall).all()


def test_cutting_a_wall_shares_its_area_and_its_joints():
    columns = pair()
    before = columns.sum("bridge", columns.bridge["l"])
    first = split(columns, "wall", columns.wall.where("enum_type_adjacence_id", 1), 0.25)
    assert_links_hold(columns)
    area = columns.wall["surface_paroi_opaque"]
    # outer walls of the house 63.8 m² and of the flat 13.4 + 14.9 m²
    assert area[first].sum() == pytest.approx(0.25 * (63.8 + 13.4 + 14.9))
    assert columns.sum("bridge", columns.bridge["l"]) == pytest.approx(before)
    on_first = first[columns.bridge["wall"]] & (columns.bridge["enum_type_liaison_id"] == 1)
    assert columns.bridge["l"][on_first].sum() == pytest.approx(0.25 * (12.4 + 12.4 + 8.3))


def test_a_whole_share_cuts_nothing():
    columns = pair()
    rows = columns.wall.where("enum_type_adjacence_id", 1)
    assert split(columns, "wall", rows, 1.0) is rows
    assert columns.wall.n == pair().wall.n


def test_assign_writes_only_where_asked():
    columns = pair()
    rows = columns.wall.where("enum_type_adjacence_id", 22)
    assign(columns.wall, rows, {"enum_type_isolation_id": 4, "umur_saisi": 0.5})
    assert (columns.wall["enum_type_isolation_id"] == 4).tolist() == rows.tolist()
    assert columns.wall["enum_type_isolation_id"].dtype == np.int32
