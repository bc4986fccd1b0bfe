"""Gains and need, against hand calculations (annexe §2, §6)."""

import numpy as np
import pytest

from faitiere.engines.energy.dpe_file import read_dpe
from faitiere.engines.energy.engine import envelope_half
from faitiere.engines.energy.needs import after_recovery, free_fraction
from faitiere.engines.energy.options import Options
from faitiere.engines.energy.solar import through_verandas
from faitiere.engines.energy.tests.built import home, table
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


def test_each_veranda_is_counted_apart(up):
    """§6.3: T = 0.5, bver = 0.6, a bay of 2 m2 (Sw 0.5) to the south, 10 m2 of veranda glazing to the south, January.

    Ssd = 0.5·2·0.5·1 = 0.5; Sst = 10·(0.8·0.5 + 0.024)·1 = 4.24; Ssd + (4.24 − 0.5)·0.6 = 2.744. A second veranda
    without any bay brings nothing.
    """
    columns = home(
        table(
            "bay", enum_type_adjacence_id=[10], enum_orientation_id=[1], enum_inclinaison_vitrage_id=[3], veranda=[0]
        ),
        table("veranda", recorded_coef_transparence_ets=[0.5, 0.5], recorded_bver=[0.6, 0.6]),
        table(
            "veranda_bay",
            veranda=[0, 1],
            surface_totale_baie=[10.0, 10.0],
            enum_orientation_id=[1, 1],
            enum_inclinaison_vitrage_id=[3, 3],
        ),
    )
    found = through_verandas(columns, up, np.array([2 * 0.5]), Options("recorded"))
    assert found[0, 0] == pytest.approx(2.744)


def test_less_sun_enters_a_veranda_than_goes_through_it(up):
    """§6.3 has no floor: Sst below Ssd takes its part off. Ssd 0.5, Sst 0.424: 0.5 − 0.076·0.6 = 0.4544."""
    columns = home(
        table("bay", enum_type_adjacence_id=[10], enum_orientation_id=[1], enum_inclinaison_vitrage_id=[3]),
        table("veranda", recorded_coef_transparence_ets=[0.5], recorded_bver=[0.6]),
        table(
            "veranda_bay",
            veranda=[0],
            surface_totale_baie=[1.0],
            enum_orientation_id=[1],
            enum_inclinaison_vitrage_id=[3],
        ),
    )
    found = through_verandas(columns, up, np.array([2 * 0.5]), Options("recorded"))
    assert found[0, 0] == pytest.approx(0.4544)
