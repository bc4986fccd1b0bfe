"""The systems half as a whole: what it may read, what it must keep, batches equal one by one."""

import numpy as np
import pytest

from faitiere.engines.energy.columns import Columns, inputs
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.tests.samples import home, paths, real_homes

SYSTEMS = ("heating", "heating_generator", "heating_emitter", "dhw", "dhw_generator", "cooling")
USES = ("ch", "ecs", "fr", "eclairage", "totale_auxiliaire")


def invented() -> Columns:
    return Columns.concat([home(name) for name in paths()])


def without_recorded_systems(columns: Columns) -> Columns:
    """Recorded values of systems wiped out wherever the auditor did not type the characteristic."""
    changed = columns.copy()
    for name in SYSTEMS:
        rows = changed[name]
        how = (
            rows["enum_methode_saisie_carac_sys_id"] if "enum_methode_saisie_carac_sys_id" in rows else np.ones(rows.n)
        )
        for entry in inputs()[name].values():
            if entry.reading == "recorded" and entry.kind == "float":
                rows[entry.column] = np.where(how > 1, rows[entry.column], -999.0)
    return changed


@pytest.mark.parametrize("homes", [invented, lambda: real_homes()[0]], ids=["invented", "real"])
def test_inputs_only_reads_no_recorded_characteristic(homes):
    columns = homes()
    before = run(columns, reading="inputs-only")
    after = run(without_recorded_systems(columns), reading="inputs-only")
    computed = before.status == "ok"
    for name in ("conso_ch", "conso_ecs", "conso_fr", "ep_conso_5_usages", "cout_5_usages"):
        assert after[name][computed] == pytest.approx(before[name][computed], rel=1e-12)


def test_table_ids_of_systems_are_not_needed():
    columns = invented()
    bare = columns.copy()
    for name in ("heating_generator", "heating_emitter"):
        for column in [c for c in bare[name] if c.startswith("tv_")]:
            bare[name][column] = np.full(bare[name].n, -1, np.int32)
    found, expected = (run(one, reading="inputs-only")["conso_ch"] for one in (bare, columns))
    assert found == pytest.approx(expected, rel=1e-12)


def test_the_whole_is_the_sum_of_its_uses():
    result = run(invented())
    for kind in ("conso_", "ep_conso_", "emission_ges_", "cout_"):
        names = [kind + use for use in USES[:-1]]
        names.append("cout_total_auxiliaire" if kind == "cout_" else kind + USES[-1])
        assert sum(result[name] for name in names) == pytest.approx(result[f"{kind}5_usages"])


def test_carriers_add_up_to_the_total():
    result = run(invented())
    assert result["conso_par_energie"].sum(axis=1) == pytest.approx(result["conso_5_usages"])
    assert result["cout_par_energie"].sum(axis=1) == pytest.approx(result["cout_5_usages"])


def test_a_warmer_home_and_more_hot_water_cost_more():
    result = run(invented())
    for use in ("ch", "ecs"):
        assert (result[f"conso_{use}_depensier"] >= result[f"conso_{use}"]).all()


def test_order_of_homes_does_not_matter():
    columns, _ = real_homes()
    chosen = np.arange(columns.n)[::-1]
    straight, reversed_ = run(columns), run(columns.take(chosen))
    same = straight.status[chosen] == "ok"
    assert reversed_["ep_conso_5_usages"][same] == pytest.approx(straight["ep_conso_5_usages"][chosen][same], rel=1e-12)


def test_literal_text_and_certified_software_differ_by_named_switches_only():
    columns = invented()
    text, certified = (run(columns, compat=one) for one in ("text", "certified"))
    assert text["besoin_ecs"] == pytest.approx(certified["besoin_ecs"])
    assert (text["pertes_generateur_ch_recup"] >= certified["pertes_generateur_ch_recup"]).all()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("heating_generator", "enum_type_generateur_ch_id"),
        ("heating_emitter", "enum_type_emission_distribution_id"),
        ("dhw_generator", "enum_type_generateur_ecs_id"),
        ("heating", "enum_cfg_installation_ch_id"),
    ],
)
@pytest.mark.parametrize("value", [-1, 0, 999])
def test_a_type_out_of_the_list_is_answered_or_refused_never_an_error(table, column, value):
    columns = invented()
    columns[table][column][:] = value
    result = run(columns, reading="inputs-only")
    assert ((result.status == "ok") == np.isfinite(result["ep_conso_5_usages"])).all()
    assert all(message for message in result.message[result.status != "ok"])
