"""Columns are copied, repeated and joined without breaking their links."""

import numpy as np
import pytest

from faitiere.engines.energy.columns import Columns, inputs
from faitiere.engines.energy.dpe_file import read_dpe, read_many
from faitiere.engines.energy.tests.dpe import BAY, house


@pytest.fixture
def two() -> Columns:
    """A house of one bay, then a house of two."""
    second = house(envelope=f"<baie_vitree_collection>{BAY}</baie_vitree_collection>")
    return read_many([("one.xml", house()), ("two.xml", second)])[0]


def test_take_repeats_dwellings_with_their_rows(two):
    taken = two.take([1, 0, 1])
    assert taken.n == 3
    assert taken.bay.dwelling.tolist() == [0, 0, 1, 2, 2]
    assert taken.bay["wall"].tolist() == [0, 0, 1, 2, 2]
    assert taken.heating_generator["heating"].tolist() == [0, 1, 2]


def test_concat_shifts_links(two):
    joined = Columns.concat([two, two.take([1])])
    assert joined.bay["wall"].tolist() == [0, 1, 1, 2, 2]
    assert joined.dwelling["id"].tolist() == ["maison"] * 3


def test_a_copy_is_independent(two):
    copy = two.copy()
    copy.wall["umur_saisi"][:] = 9
    assert two.wall["umur_saisi"].tolist() == [0.5, 0.5]


def test_every_input_of_the_list_is_a_column():
    dpe = read_dpe(house())
    for table, listed in inputs().items():
        assert set(listed) <= set(dpe.columns[table])


def test_no_recorded_input_is_a_need_a_loss_or_a_consumption():
    names = [entry.column for listed in inputs().values() for entry in listed.values() if entry.reading == "recorded"]
    forbidden = ("conso", "besoin", "deperdition", "hvent", "hperm", "pertes", "production")
    assert [name for name in names if name.removeprefix("recorded_").startswith(forbidden)] == []


def test_texts_are_coded_once_for_a_selection_and_anew_once_written(two):
    two.dwelling["software"] = np.array(["un", "deux"], object)
    two.dwelling["schema_version"] = np.array([2.4, np.nan])
    picked = two.take([1, 0, 1])
    distinct, places = picked.dwelling.coded("software", "schema_version")
    assert [distinct[place] for place in places] == [("deux", None), ("un", 2.4), ("deux", None)]
    picked.dwelling["software"] = np.array(["trois"] * 3, object)
    distinct, places = picked.dwelling.coded("software", "schema_version")
    assert [distinct[place] for place in places] == [("trois", None), ("trois", 2.4), ("trois", None)]


def test_the_texts_of_a_block_are_never_those_of_another(two):
    two.dwelling["software"] = np.array(["un", "deux"], object)
    blocks = [two.block(row, row + 1).take([0]) for row in (0, 1)]
    coded = [block.dwelling.coded("software") for block in blocks]
    assert [distinct[places[0]] for distinct, places in coded] == [("un",), ("deux",)]


def test_sum_adds_rows_by_dwelling(two):
    assert two.sum("bay", two.bay["surface_totale_baie"]).tolist() == [10, 20]
    assert np.isfinite(two.sum("far_mask", np.empty(0))).all()
