"""Gains and need, against hand calculations (annexe §2, §6)."""

import numpy as np
import pytest

from faitiere.engines.energy.dpe_file import read_dpe
from faitiere.engines.energy.engine import envelope_half
from faitiere.engines.energy.needs import after_recovery, free_fraction
from faitiere.engines.energy.options import Options
from faitiere.engines.energy.tests.dpe import house


@pytest.fixture
def up():
    with np.errstate(all="ignore"):
        return envelope_half(read_dpe(house()).columns, Options("inputs-only"))


def test_fraction_of_gains_at_the_limit():
    """§6.1: at X = 1, F = (α − 1)/α; without losses F = 0; at X = 2 and α = 3, (2 − 8)/(1 − 8)."""
    gains, losses = np.array([[10.0, 10.0, 20.0]]), np.array([[10.0, 0.0, 10.0]])
    found = free_fraction(gains, losses, np.array([3.0]))
    assert found[0].tolist() == pytest.approx([2 / 3, 0, 6 / 7])


def test_south_window_in_january(up):
    """§6.2: A·Sw·Fe·C1 = 10·0.5·1·1 in January in H1a, south, vertical (table C1, first line: 1)."""
    assert up["sse"][0, 0] == pytest.approx(5.0)


def test_internal_gains_of_january(up):
    """§6.2: ((3.18 + 0.34)·100 + 90·132/168·Nadeq)·744 h, H1a below 400 m; Nadeq of 100 m2 by §11.1.

    Nmax = 0.025·100 = 2.5, Nadeq = 1.75 + 0.3·(2.5 − 1.75) = 1.975.
    """
    assert up["apport_interne_ch"][0, 0] == pytest.approx((352 + 90 * 132 / 168 * 1.975) * up["nref19"][0, 0])


def test_need_is_losses_less_useful_gains(up):
    expected = up["gv"][0] * (1 - up["f"][0]) * up["dh19"][0] / 1000
    assert up["bhp"][0].tolist() == pytest.approx(expected.tolist())


def test_recovered_heat_never_makes_a_negative_month():
    up = {"bhp": np.array([[1.0] * 11 + [0.2]])}
    found = after_recovery(up, np.full((1, 12), 500.0))
    assert found["besoin_ch"][0] == pytest.approx(11 * 0.5)
    assert found["besoin_ch_mois"][0, 11] == 0


def test_old_heavy_walls_change_the_climate():
    """§18.3: the flag counts only with heavy inertia."""
    data = house().replace(b"anciens>0<", b"anciens>1<")
    medium = envelope_half(read_dpe(data).columns, Options())
    heavy = envelope_half(read_dpe(data.replace(b"inertie_id>3<", b"inertie_id>2<")).columns, Options())
    assert not medium["old"][0]
    assert heavy["old"][0]
    assert heavy["dh19"][0].sum() < medium["dh19"][0].sum()


def test_december_of_h2d_changed():
    """§18.2: 15 639.4 as first published, 9 533 since."""
    h2d = house().replace(b"climatique_id>1<", b"climatique_id>7<")
    before, after = read_dpe(h2d).columns, read_dpe(h2d.replace(b"2023-05-04", b"2025-05-04")).columns
    assert envelope_half(before, Options())["dh19"][0, 11] == 15639.4
    assert envelope_half(after, Options())["dh19"][0, 11] == 9533
    assert envelope_half(before, Options(compat="text"))["dh19"][0, 11] == 9533
