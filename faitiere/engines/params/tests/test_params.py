"""The tables answer by date, refuse readably, and their own files hold together."""

import doctest
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from faitiere.engines import params
from faitiere.engines.params import brackets, lookup, store

DEC_2025 = date(2025, 12, 18)


@pytest.mark.parametrize("module", [brackets, lookup])
def test_examples_of_the_docstrings_are_true(module):
    assert doctest.testmod(module).failed == 0
    assert doctest.testmod(module).attempted > 0


@pytest.mark.parametrize(
    ("on", "euros"),
    [
        (date(2024, 6, 1), 17009),  # guide des aides financières Anah 2024
        (date(2024, 12, 31), 17009),
        (date(2025, 1, 1), 17173),  # barème Anah 2025, france-renov.gouv.fr/bareme
        (date(2025, 12, 31), 17173),
    ],
)
def test_a_ceiling_changes_on_its_day(on, euros):
    keys = {"zone": "autres_regions", "household": "1", "category": "tres_modeste"}
    assert params.value("income_ceiling", on=on, **keys) == euros


def test_a_date_without_value_is_refused_with_the_known_dates():
    with pytest.raises(params.NoValue, match=r"au 01/01/1900\. Valeurs connues : du 01/01/2024"):
        params.value("mpra_rate", on=date(1900, 1, 1), category="modeste", jumps="2")


def test_an_unknown_key_is_refused_readably():
    with pytest.raises(params.NoValue, match="category = riche"):
        params.value("mpra_rate", on=DEC_2025, category="riche", jumps="2")


def test_unverified_figures_are_listed_and_never_trusted():
    keys = {"zone": "autres_regions", "household": "1", "category": "tres_modeste"}
    spring = date(2026, 3, 1)
    assert params.find("income_ceiling", on=spring, **keys).verified is False
    assert params.trusted("income_ceiling", on=spring, **keys).value == 17173
    assert params.is_settled("income_ceiling", on=spring, **keys) is False
    assert "income_ceiling" in {p.name for p in params.unverified(spring)}
    assert "income_ceiling" not in {p.name for p in params.unverified(DEC_2025)}


def test_a_rule_that_ended_without_successor_stays_ended():
    with pytest.raises(params.NoValue):
        params.trusted("mpr_geste_amount", on=date(2026, 1, 1), geste="murs_exterieurs", category="modeste")


def test_a_change_announced_without_figure_has_no_value_but_a_last_verified_one():
    keys = {"geste": "pac_air_eau", "variant": "maison/chauffage/111-140"}
    with pytest.raises(params.NoValue, match="n'a pas été trouvée"):
        params.value("cee_fiche", on=date(2026, 3, 1), **keys)
    assert params.trusted("cee_fiche", on=date(2026, 3, 1), **keys).value == 79500


def test_an_unknown_code_reads_nan_in_an_array():
    rates = params.array("mar_rate", on=DEC_2025, category=["tres_modeste", "modeste"])
    assert rates[:2].tolist() == [100, 80]  # panorama des aides 2025, p. 7
    assert np.isnan(rates[-1])


def test_ceilings_out_of_order_are_refused():
    with pytest.raises(ValueError, match="ascending"):
        params.bracket(np.array([1.0]), np.array([3, 2]))


def test_every_line_has_a_source_and_coherent_dates():
    for one in store.every():
        assert one.source, one
        assert one.valid_to is None or one.valid_from <= one.valid_to, one
        assert one.verified is (one.verified_on is not None), one


def test_verified_values_of_one_rule_never_overlap():
    for histories in store.by_name().values():
        for values in histories.values():
            checked = [p for p in values if p.verified]
            for before, after in pairwise(checked):
                assert before.valid_to is not None, (before, after)
                assert before.valid_to < after.valid_from, (before, after)
