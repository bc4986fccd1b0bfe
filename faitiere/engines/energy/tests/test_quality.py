"""The quality report: each fault says what it does to the class, computed both ways."""

import pytest

from faitiere.engines.energy.dpe_file import read_dpe
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.explain import explain
from faitiere.engines.energy.quality import quality_report
from faitiere.engines.energy.tests.dpe import house


def report(old: bytes = b"", new: bytes = b"") -> dict[str, str]:
    found = quality_report(read_dpe(house(outputs="").replace(old, new) if old else house(outputs="")))
    return {fault.code: fault.class_effect for fault in found}


def test_a_sound_file_has_an_empty_report():
    assert report() == {}


def test_a_length_that_changes_the_class_says_so():
    """2,000 m of junctions typed for 20: the report gives the class of both, as two runs do."""
    long, short = (run(read_dpe(house().replace(b"<l>20<", one)).columns) for one in (b"<l>2000<", b"<l>20<"))
    assert long["classe"][0] != short["classe"][0]
    told = report(b"<l>20<", b"<l>2000<")["pont_tres_long"]
    assert told.startswith(f"La classe {long['classe'][0]} deviendrait {short['classe'][0]} si la longueur")
    assert f"({int(short['ep_conso_5_usages_m2'][0])} au lieu de {int(long['ep_conso_5_usages_m2'][0])} kWh" in told


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        (b"<umur_saisi>0.5<", b"<umur_saisi>9<", "u_invraisemblable", "sans cette valeur"),
        (b"<uw_saisi>1.5<", b"<uw_saisi>15<", "uw_invraisemblable", "sans cette valeur"),
        (b"<volume_stockage>200<", b"<volume_stockage>0.2<", "volume_ballon", "en m³"),
        (b"<l>20<", b"<l>2000<", "pont_tres_long", "en centimètres"),
    ],
)
def test_implausible_values_are_told_with_the_other_reading(old, new, code, words):
    assert words in report(old, new)[code]


def test_a_period_that_is_not_that_of_the_year_is_told():
    year = b"<annee_construction>1930</annee_construction><enum_periode_construction_id>5<"
    told = report(b"<enum_periode_construction_id>5<", year)
    assert told["periode_contradictoire"].endswith(".")


def test_the_class_effect_never_comes_from_recorded_outputs():
    with_outputs = quality_report(read_dpe(house().replace(b"<hsp>2.5<", b"<hsp>9<")))
    told = {fault.code: fault.class_effect for fault in with_outputs}
    assert told["hauteur"] == report(b"<hsp>2.5<", b"<hsp>9<")["hauteur"]


@pytest.mark.parametrize(("turned", "told"), [(False, []), (True, ["facades_contraires"])])
def test_the_flag_of_facades_is_doubted_when_the_recorded_air_loss_is_that_of_the_other_answer(turned, told):
    flags = [b"<plusieurs_facade_exposee>%d<" % one for one in (1, 0)]
    other = house().replace(*flags) if turned else house()
    air = run(read_dpe(other).columns)["deperdition_renouvellement_air"][0]
    dpe = read_dpe(house())
    dpe.general["pertes_enregistrees"] = {"deperdition/deperdition_renouvellement_air": float(air)}
    assert [fault.code for fault in quality_report(dpe) if fault.place == "Ventilation"] == told


def test_missing_walls_say_what_they_do_to_the_class():
    """Walls of 50 W/K recorded at 200: the report gives the class with four times their area, as a run does."""
    wall = b"<umur_saisi>0.5</umur_saisi></donnee_entree><donnee_intermediaire><b>1</b><umur>0.5</umur>"
    text = house().replace(b"<umur_saisi>0.5</umur_saisi></donnee_entree>", wall + b"</donnee_intermediaire>")
    dpe = read_dpe(text.replace(b"<deperdition_mur>50<", b"<deperdition_mur>200<"))
    larger = dpe.columns.copy()
    larger.wall["surface_paroi_opaque"][:] = 400
    told = {fault.code: fault.class_effect for fault in quality_report(dpe)}["somme_differente"]
    assert told.startswith("La classe")
    assert f"({int(run(larger)['ep_conso_5_usages_m2'][0])} au lieu de" in told


def test_explain_shows_the_chapters_with_the_figures_of_the_run():
    dpe = read_dpe(house(outputs=""))
    results = run(dpe.columns)
    text = explain(dpe.columns, results, name="maison", faults=[])
    assert "  Mur 1 : 100,00 m² × b 1,00 × U 0,500 = 50,0 W/K" in text
    for title in ("§3", "§4", "§6", "§9", "§10", "§11", "§15"):
        assert title in text
    assert f"Classe : {results['classe'][0]}" in text
    assert "n'est pas un DPE" in text
