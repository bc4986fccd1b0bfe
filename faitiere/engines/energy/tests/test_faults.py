"""Faults of recorded DPEs: seen, put right or told, in words an advisor understands."""

import pytest

from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.dpe_file import read_dpe
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.faults import disagreements, find_faults
from faitiere.engines.energy.tests.dpe import house


def edited(table: str, **values) -> Columns:
    columns = read_dpe(house()).columns
    for name, value in values.items():
        columns[table][name][:] = value
    return columns


def codes(columns: Columns) -> dict[str, str]:
    return {fault.code: fault.effect for fault in find_faults(columns)[0]}


def test_a_sound_house_has_no_fault():
    assert codes(read_dpe(house()).columns) == {}


@pytest.mark.parametrize(
    ("table", "values", "code", "effect"),
    [
        ("heating_generator", {"recorded_qp0": 0.24}, "qp0_en_kw", "corrigé"),
        ("heating_generator", {"recorded_pn": 24}, "pn_en_kw", "corrigé"),
        ("heating_generator", {"recorded_pn": 2400, "tv_generateur_combustion_id": 12}, "pn_tronquee", "douteux"),
        ("dhw_generator", {"position_volume_chauffe": 0}, "position_contradictoire", "signalé"),
        ("wall", {"epaisseur_isolation": 120}, "isolant_epais", "douteux"),
        ("wall", {"epaisseur_structure": 225}, "mur_epais", "signalé"),
        ("wall", {"enum_type_adjacence_id": -1}, "adjacence_absente", "douteux"),
        ("bay", {"surface_totale_baie": 150}, "vitrage_excessif", "douteux"),
        ("dwelling", {"hsp": 9}, "hauteur", "douteux"),
        ("dwelling", {"annee_construction": 2040}, "annee_future", "signalé"),
        ("heating", {"surface_chauffee": 60}, "surface_chauffee", "signalé"),
    ],
)
def test_each_fault_is_found_with_its_effect(table, values, code, effect):
    assert codes(edited(table, **values))[code] == effect


def test_a_bridge_already_halved_is_told_with_its_figure():
    columns = edited("bridge", tv_pont_thermique_id=30, pourcentage_valeur_pont_thermique=0.5, recorded_k=0.46)
    fault = find_faults(columns)[0][0]
    assert (fault.code, fault.evidence) == ("pont_deja_reduit", "1 × 0.46")


def test_an_inverted_flag_is_put_right():
    """§4: this software inverts the flag of exposed façades; one façade is exposed when it says several."""
    columns = read_dpe(house()).columns
    several = run(columns)["hperm"][0]
    columns.dwelling["software"][:] = "7.5"
    assert codes(columns.copy()) == {"facades_inversees": "corrigé"}
    assert run(columns.copy())["hperm"][0] == pytest.approx(several * 0.02 / 0.07)
    assert run(columns.copy(), compat="text")["hperm"][0] == several


def test_recorded_totals_in_another_unit_are_told():
    columns = read_dpe(house()).columns
    told = disagreements(columns, {"apport_et_besoin/besoin_ecs": 1_200_000.0})
    assert [fault.code for fault in told] == ["besoin_ecs_en_wh"]


def test_every_message_is_a_french_sentence():
    columns = edited("wall", epaisseur_isolation=120, epaisseur_structure=225, enum_type_adjacence_id=-1)
    for fault in find_faults(columns)[0]:
        assert fault.message_fr.endswith(".")
        assert fault.place[0].isupper()
