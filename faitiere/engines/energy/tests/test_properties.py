"""What must hold whatever the home: more insulation never loses more, cutting a wall in two changes nothing."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faitiere.engines.energy.dpe_file import read_dpe
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.tests.dpe import WALL, house
from faitiere.engines.energy.tests.samples import home, paths

NAMES = st.sampled_from(sorted(paths()))
RESISTANCES = st.floats(0, 12, allow_nan=False)
BY_RESISTANCE, TYPED_U = 5, 9  # enum_methode_saisie_u_id
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(name=NAMES, table=st.sampled_from(["wall", "floor", "roof"]), less=RESISTANCES, more=RESISTANCES)
def test_more_insulation_never_loses_more(name, table, less, more):
    columns = home(name).take([0, 0]).copy()
    rows = columns[table]
    rows["enum_methode_saisie_u_id"] = np.full(rows.n, BY_RESISTANCE, np.int32)
    rows["resistance_isolation"] = np.where(rows.dwelling == 0, *sorted((less, more)))
    results = run(columns, reading="inputs-only")
    for figure in ("deperdition_enveloppe", "besoin_ch", "ep_conso_5_usages"):
        assert results[figure][1] <= results[figure][0] * (1 + 1e-9)


@SLOW
@given(share=st.floats(0.05, 0.95), u=st.floats(0.1, 3))
def test_cutting_a_wall_in_two_changes_nothing(share, u):
    one = WALL.replace(">0.5<", f">{u!r}<")
    halves = "".join(
        one.replace(">100<", f">{100 * part!r}<").replace("m1", name)
        for part, name in ((share, "m1"), (1 - share, "m2"))
    )
    whole, cut = (run(read_dpe(house().replace(WALL.encode(), walls.encode())).columns) for walls in (one, halves))
    for figure in ("deperdition_mur", "besoin_ch", "conso_5_usages", "cout_5_usages"):
        assert cut[figure][0] == pytest.approx(whole[figure][0], rel=1e-9)


@SLOW
@given(name=NAMES, scale=st.floats(1.01, 3))
def test_a_worse_window_never_loses_less(name, scale):
    columns = home(name).take([0, 0]).copy()
    bays = columns.bay
    bays["enum_type_fermeture_id"] = np.full(bays.n, 1, np.int32)
    bays["uw_saisi"] = np.where(bays.dwelling == 0, 1.3, 1.3 * scale)
    results = run(columns, reading="inputs-only")
    assert results["deperdition_baie_vitree"][1] > results["deperdition_baie_vitree"][0]


@SLOW
@given(name=NAMES, count=st.integers(1, 5))
def test_a_home_does_not_depend_on_its_neighbours_in_the_block(name, count):
    alone = run(home(name))
    together = run(home(name).take([0] * count))
    for figure in ("besoin_ch", "conso_5_usages", "cout_5_usages"):
        assert together[figure].tolist() == [alone[figure][0]] * count
