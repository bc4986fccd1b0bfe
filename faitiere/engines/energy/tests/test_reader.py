"""A DPE file is read safely, or refused with a sentence that says what is wrong."""

import gzip
import io
import zipfile

import numpy as np
import pytest

from faitiere.engines.energy.dpe_file import MAX_EXPANDED, read_dpe, read_many, recorded_labels
from faitiere.engines.energy.refusal import DpeRefused
from faitiere.engines.energy.tests.dpe import WALL, house


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("dpe.xml", house())
    return buffer.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE dpe [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><dpe><id>&b;</id></dpe>'
REFUSALS = {
    "empty": (b"", "vide"),
    "blank": (b"  \n ", "vide"),
    "zip named xml": (zipped(), "archive zip"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "truncated": (house()[:900], "abîmé ou incomplet"),
    "entities": (BOMB, "DOCTYPE"),
    "too large": (b" " * (MAX_EXPANDED + 1), "20 Mo"),
    "gzip bomb": (gzip.compress(b"<dpe>" + b" " * (MAX_EXPANDED + 1)), "20 Mo"),
    "gzip cut": (gzip.compress(house())[:-40], "incomplet"),
    "gzip broken": (b"\x1f\x8b" + b"\x00" * 40, "abîmé"),
    "odd encoding": (b'<?xml version="1.0" encoding="cp037"?><dpe/>', "codage"),
    "utf-8 broken": (b"<dpe><id>\xff\xff</id></dpe>", "codage"),
    "another root": (b"<html><body/></html>", "html"),
    "tertiary": (b"<dpe><tertiaire><a>1</a></tertiaire></dpe>", "tertiaire"),
    "new building": (b"<dpe><logement_neuf><a>1</a></logement_neuf></dpe>", "neuf"),
    "audit": (b"<audit><logement_collection/></audit>", "audit"),
    "no dwelling": (b"<dpe><id>x</id></dpe>", "aucun logement"),
    "unknown version": (house(version="9"), "version 9"),
    "absurd date": (house(day="1021-05-04"), "plausible"),
    "no such day": (house(day="2023-02-31"), "plausible"),
    "no date": (house(day=""), "date"),
    "negative area": (house().replace(b"<surface_paroi_opaque>100<", b"<surface_paroi_opaque>-7<"), "négative"),
    "no area": (house().replace(b"<surface_habitable_logement>100<", b"<surface_habitable_logement>0<"), "habitable"),
    "too deep": (b"<dpe>" + b"<a>" * 80 + b"</a>" * 80 + b"</dpe>", "profondément"),
}


@pytest.mark.parametrize(("data", "words"), REFUSALS.values(), ids=REFUSALS.keys())
def test_bad_file_is_refused_in_french(data, words):
    with pytest.raises(DpeRefused) as refused:
        read_dpe(data)
    assert words in refused.value.message_fr
    assert refused.value.message_fr.endswith(".")


def test_a_house_is_read_with_its_rows_and_links():
    dpe = read_dpe(house(), name="maison.xml")
    assert (dpe.id, dpe.version, str(dpe.date)) == ("maison", "2.3", "2023-05-04")
    assert dpe.columns.wall["umur_saisi"].tolist() == [0.5]
    assert dpe.columns.bay["wall"].tolist() == [0]
    assert dpe.columns.bridge["bay"].tolist() == [0]
    assert np.isnan(dpe.columns.wall["recorded_umur"]).all()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_encodings_a_software_may_use(encoding):
    text = house().decode().replace('encoding="UTF-8"', f'encoding="{encoding}"').replace("maison", "été")
    assert read_dpe(text.encode(encoding)).id == "été"


def test_gzip_is_read_as_plain():
    plain, packed = read_dpe(house()), read_dpe(gzip.compress(house()))
    assert plain.columns.wall["umur_saisi"].tolist() == packed.columns.wall["umur_saisi"].tolist()


def test_the_id_falls_back_on_the_number_then_on_the_file_name():
    numbered = house().replace(b"<id>maison</id>", b"<numero_dpe>2331E0000001X</numero_dpe>")
    assert read_dpe(numbered).id == "2331E0000001X"
    unnamed = house().replace(b"<id>maison</id>", b"")
    assert read_dpe(unnamed, name="dossier/toit.xml.gz").id == "toit"


def test_an_unreadable_figure_is_a_doubtful_fault():
    dpe = read_dpe(house().replace(b"<umur_saisi>0.5<", b"<umur_saisi>environ un demi<"))
    assert [(f.code, f.effect) for f in dpe.faults if f.code == "valeur_illisible"] == [("valeur_illisible", "douteux")]


def test_one_bad_file_does_not_stop_the_others():
    columns, answers = read_many([("a.xml", house()), ("b.xml", b"<dpe>"), ("c.xml", house(day="2024-01-02"))])
    assert columns.n == 2
    assert isinstance(answers[1], DpeRefused)
    assert [str(answers[0].date), str(answers[2].date)] == ["2023-05-04", "2024-01-02"]


def test_totals_that_are_not_the_sum_of_the_rows_are_told():
    more = house(envelope="").replace(b"<deperdition_mur>50<", b"<deperdition_mur>80<")
    recorded = more.replace(WALL.encode(), WALL.replace("</mur>", _INTERMEDIATE).encode())
    assert "somme_differente" in [fault.code for fault in read_dpe(recorded).faults]


_INTERMEDIATE = "<donnee_intermediaire><b>1</b><umur>0.5</umur></donnee_intermediaire></mur>"


def test_recorded_labels_are_for_display():
    assert recorded_labels(house()) == read_dpe(house()).general["dpe_enregistre"]
    assert recorded_labels(house()) == {"classe_bilan_dpe": "C", "ep_conso_5_usages_m2": 123.0}
