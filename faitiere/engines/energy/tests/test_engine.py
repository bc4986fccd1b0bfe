"""The whole calculation: no output is ever an input, a batch equals one by one, refusals are told."""

import numpy as np
import pytest

from faitiere.engines.energy import engine
from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.dpe_file import read_dpe, read_many
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.tests.dpe import BAY, OUTPUTS, house

NAMES = ("deperdition_enveloppe", "besoin_ch", "conso_ch", "conso_ecs", "ep_conso_5_usages_m2", "cout_5_usages")


def figures(data: bytes, **options) -> list[float]:
    results = run(read_dpe(data).columns, **options)
    assert results.status.tolist() == ["ok"]
    return [float(results[name][0]) for name in NAMES]


@pytest.mark.parametrize("reading", ["recorded", "inputs-only"])
def test_recorded_outputs_are_never_read(reading):
    lies = OUTPUTS.replace(">50<", ">5000<").replace(">123<", ">999<")
    plain = figures(house(outputs=""), reading=reading)
    assert figures(house(), reading=reading) == plain
    assert figures(house(outputs=lies), reading=reading) == plain


def test_a_batch_equals_one_by_one():
    other = house(envelope=f"<baie_vitree_collection>{BAY}</baie_vitree_collection>", day="2024-10-01")
    columns = read_many([("a", house()), ("b", other)])[0]
    batch = run(columns.take([1, 0, 1]))
    for name in NAMES:
        alone = [run(columns.take([row]))[name][0] for row in (1, 0, 1)]
        assert batch[name].tolist() == pytest.approx(alone, rel=1e-12)


def test_blocks_change_nothing(monkeypatch):
    columns = read_many([("a", house())])[0].take([0] * 5)
    whole = run(columns)
    monkeypatch.setattr(engine, "BLOCK", 2)
    assert run(columns)["ep_conso_5_usages"].tolist() == whole["ep_conso_5_usages"].tolist()


def test_electricity_counts_less_from_2026():
    """Arrêté of 13 August 2025: 2.3 before 1 January 2026, 1.9 from then; this house is all electric."""
    columns = read_dpe(house()).columns
    before, after = run(columns), run(columns, on=np.datetime64("2026-01-01"))
    assert before["ep_conso_5_usages"][0] / before["conso_5_usages"][0] == pytest.approx(2.3)
    assert after["ep_conso_5_usages"][0] / after["conso_5_usages"][0] == pytest.approx(1.9)


def test_joule_heating_by_hand():
    """§9: conso = need·INT/(Rg·Re·Rd·Rr), INT = I0/(1 + 0.1·(G − 1)), G = GV/(Hsp·Sh).

    Row 38 of the intermittence: 0.77; emission 0.95, regulation 0.99, generation and distribution 1.
    """
    results = run(read_dpe(house()).columns)
    ratio = 0.77 / (1 + 0.1 * (results["gv"][0] / 250 - 1))
    assert results["conso_ch"][0] == pytest.approx(results["besoin_ch"][0] * ratio / (0.95 * 0.99))


def as_method(number: int, **facts: float) -> Columns:
    """The house, said to be a building or a flat of another kind."""
    columns = read_dpe(house()).columns
    columns.dwelling["enum_methode_application_dpe_log_id"][:] = number
    for name, value in facts.items():
        columns.dwelling[name][:] = value
    return columns


def test_what_is_out_of_scope_is_refused_with_a_sentence():
    results = run(as_method(14))
    assert results.status.tolist() == ["refused"]
    assert "construction neuve" in results.message[0]


def test_a_building_without_its_number_of_flats_is_refused_with_a_sentence():
    results = run(as_method(6, surface_habitable_immeuble=100))
    assert results.status.tolist() == ["refused"]
    assert "nombre d'appartements" in results.message[0]
    assert np.isnan(results["besoin_ch"]).all()
    assert results["classe"].tolist() == [""]


def test_adults_of_a_building_are_those_of_its_mean_flat():
    """§11.1: two flats of 50 m2: Nmax = 0.035·50 = 1.75, the threshold, so Nadeq = 2·1.75."""
    results = run(as_method(6, surface_habitable_immeuble=100, nombre_appartement=2))
    assert results["nadeq"][0] == pytest.approx(3.5)


def test_a_flat_deduced_from_its_building_takes_its_part_of_the_areas():
    """§17.2.2: without keys, a mean flat (25 m2 of 100 m2, four flats) takes a quarter of everything."""
    whole = run(as_method(9, surface_habitable_immeuble=100, nombre_appartement=4))
    facts = {"surface_habitable_immeuble": 100, "nombre_appartement": 4, "surface_habitable_logement": 25}
    flat = run(as_method(13, **facts))
    for name in ("conso_ch", "conso_ecs", "conso_eclairage", "ep_conso_5_usages", "conso_par_energie"):
        np.testing.assert_allclose(flat[name], whole[name] / 4)
    assert flat["ep_conso_5_usages_m2"][0] == whole["ep_conso_5_usages_m2"][0]
    assert flat["besoin_ch"][0] == whole["besoin_ch"][0]


def test_flats_deduced_from_a_building_add_up_to_it():
    """§17.2.2.2.1: heating, ventilation and lighting go by areas: flats of 20, 35 and 45 m2 make the building."""
    facts = {"surface_habitable_immeuble": 100, "nombre_appartement": 3}
    whole = run(as_method(9, **facts))
    flats = [run(as_method(13, surface_habitable_logement=area, **facts)) for area in (20, 35, 45)]
    for name in ("conso_ch", "conso_eclairage", "conso_auxiliaire_ventilation", "conso_auxiliaire_generation_ch"):
        assert sum(flat[name][0] for flat in flats) == pytest.approx(whole[name][0])


def test_hot_water_of_a_deduced_flat_goes_by_its_need():
    """§17.2.2.3.1, §11.1: Nmax = 1.75 − 0.01875·(50 − 20) = 1.1875 adults of 2·1.75 in the building (50 m2 a flat)."""
    facts = {"surface_habitable_immeuble": 100, "nombre_appartement": 2}
    whole, flat = run(as_method(9, **facts)), run(as_method(13, surface_habitable_logement=20, **facts))
    assert flat["conso_ecs"][0] == pytest.approx(whole["conso_ecs"][0] * 1.1875 / 3.5)


def test_individual_tanks_of_a_building_are_those_of_as_many_mean_flats():
    """§17.1.2: four like flats of 25 m2, a tank of 200 l each: four times the hot water of one such flat."""
    whole = as_method(6, surface_habitable_immeuble=100, nombre_appartement=4)
    whole.dhw["rdim"][:] = 4
    flat = as_method(2, surface_habitable_logement=25)
    flat.dhw["surface_habitable"][:] = 25
    assert run(whole)["conso_ecs"][0] == pytest.approx(4 * run(flat)["conso_ecs"][0])


def test_keys_of_the_file_come_before_the_areas():
    facts = {"surface_habitable_immeuble": 100, "nombre_appartement": 4, "surface_habitable_logement": 25}
    plain, keyed = as_method(13, **facts), as_method(13, **facts)
    keyed.heating["cle_repartition_ch"][:] = 0.5
    once, twice = run(plain), run(keyed)
    assert twice["conso_ch"][0] == pytest.approx(2 * once["conso_ch"][0])


def test_a_dwelling_without_heating_is_refused():
    bare = house().replace(b"installation_chauffage_collection", b"autre_collection")
    bare = bare.replace(b"<installation_chauffage>", b"<autre>").replace(b"</installation_chauffage>", b"</autre>")
    results = run(read_dpe(bare.replace(b"generateur_chauffage", b"autre_generateur")).columns)
    assert results.status.tolist() == ["refused"]
    assert "chauffage" in results.message[0]


def test_unknown_reading_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="unknown reading"):
        run(read_dpe(house()).columns, reading="guessed")
