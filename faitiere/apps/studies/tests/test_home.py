"""Logement tab: a DPE file or plain answers become an identity sheet with results; bad files leave nothing."""

import gzip
import zipfile
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.buildings.models import DpeRecord, EnergyDescription
from faitiere.apps.cases.tests.factories import CaseFactory


@pytest.fixture
def case(cast):
    return CaseFactory()


@pytest.fixture
def advisor(cast, login):
    return login(cast.advisor)


@pytest.fixture
def dpe(shared_data) -> bytes:
    """d008: a house of 1947, 122 m², oil and logs; 551 kWh/m² and class G in manifest.csv."""
    return (shared_data / "energy" / "dpe" / "d008.xml.gz").read_bytes()


def send(client, case, content: bytes, name: str = "dpe.xml"):
    sent = {"file": SimpleUploadedFile(name, content)}
    return client.post(reverse("studies:upload", args=[case.pk]), sent, follow=True)


def nothing_kept() -> bool:
    vault = storages["vault"]
    files = vault.listdir("")[1] if vault.exists("") else []
    return not (files or DpeRecord.objects.exists() or EnergyDescription.objects.exists())


def test_a_dpe_file_gives_a_sheet_and_results(advisor, case, dpe):
    page = send(advisor, case, dpe, "d008.xml.gz").text
    described = EnergyDescription.objects.get()
    assert (described.version, described.source) == (1, "dpe")
    # Class recorded in the file (manifest.csv: G), computed again by the engine.
    assert described.dpe.recorded["classe_bilan_dpe"] == described.result["class"] == "G"
    assert "Ce n’est pas un DPE" in page
    assert "DPE du 1er\u00a0décembre 2021" in page


def test_the_same_file_twice_is_told_and_changes_nothing(advisor, case, dpe):
    send(advisor, case, dpe)
    page = send(advisor, case, dpe, "autre-nom.xml.gz").text
    assert "Ce fichier est déjà là" in page
    assert EnergyDescription.objects.count() == DpeRecord.objects.count() == 1


def zipped(content: bytes) -> bytes:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("dpe.xml", content)
    return archive.getvalue()


REFUSED = {
    "broken": (lambda xml: xml[: len(xml) // 2], "XML"),
    "truncated gzip": (lambda xml: gzip.compress(xml)[:-200], "incomplet"),
    "huge once expanded": (lambda xml: gzip.compress(xml + b" " * (21 * 2**20)), "20 Mo"),
    "DTD": (lambda xml: b'<?xml version="1.0"?><!DOCTYPE dpe [<!ENTITY a "b">]><dpe>&a;</dpe>', "DOCTYPE"),
    "tertiary": (lambda xml: xml.replace(b"<logement>", b"<tertiaire/><logement>", 1), "tertiaire"),
    "zip named xml": (zipped, "archive zip"),
    "not a DPE": (lambda xml: b"<?xml version='1.0'?><facture/>", "n&#x27;est pas un DPE"),
    "empty": (lambda xml: b"", "vide"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_french_and_nothing_is_kept(advisor, case, dpe, kind):
    spoil, sentence = REFUSED[kind]
    answer = send(advisor, case, spoil(gzip.decompress(dpe)))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert nothing_kept()


def test_an_unknown_version_of_the_format_is_refused(advisor, case, dpe):
    xml = gzip.decompress(dpe)
    start = xml.index(b"<enum_version_id>") + len(b"<enum_version_id>")
    stop = xml.index(b"</enum_version_id>")
    answer = send(advisor, case, xml[:start] + b"9.7" + xml[stop:])
    assert "La version 9.7 du format DPE" in answer.text
    assert nothing_kept()


def test_a_file_in_utf_16_is_read_like_any_other(advisor, case, dpe):
    text = gzip.decompress(dpe).decode("utf-8-sig").replace('encoding="UTF-8"', 'encoding="UTF-16"')
    text = text.replace('encoding="utf-8"', 'encoding="UTF-16"')
    assert send(advisor, case, text.encode("utf-16")).status_code == 200
    assert EnergyDescription.objects.get().result["class"] == "G"


def test_an_upload_past_the_limit_stops_and_says_so(advisor, case, monkeypatch):
    monkeypatch.setattr(settings, "UPLOAD_MAX_BYTES", 1000)
    answer = send(advisor, case, b"x" * 5000)
    assert answer.status_code == 422
    assert "20 Mo" in answer.text
    assert nothing_kept()


def test_a_whole_building_is_described_and_computed(advisor, case, shared_data):
    page = send(advisor, case, (shared_data / "energy" / "dpe" / "d129.xml.gz").read_bytes()).text
    described = EnergyDescription.objects.get()
    # Class recorded in the file (manifest.csv), computed again by the engine.
    assert described.result["class"] == described.dpe.recorded["classe_bilan_dpe"]
    assert "Immeuble" in page
    assert "Ce n’est pas un DPE" in page


def test_without_a_file_the_advisor_is_asked_for_one(advisor, case):
    answer = advisor.post(reverse("studies:upload", args=[case.pk]))
    assert answer.status_code == 422
    assert "Choisissez le fichier XML" in answer.text


def test_the_file_comes_back_unchanged_and_the_journal_knows(advisor, case, dpe):
    send(advisor, case, dpe)
    kept = DpeRecord.objects.get()
    answer = advisor.get(reverse("studies:dpe_file", args=[case.pk, kept.pk]))
    assert answer.content == dpe
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEvent.objects.filter(verb="dpe.downloaded", case_id=case.pk).exists()


def test_a_file_of_another_case_is_not_found(advisor, case, dpe):
    send(advisor, case, dpe)
    other = CaseFactory()
    address = reverse("studies:dpe_file", args=[other.pk, DpeRecord.objects.get().pk])
    assert advisor.get(address).status_code == 404
