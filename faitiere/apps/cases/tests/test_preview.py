"""A document is looked at as pictures, made apart: what it holds never reaches the browser."""

import io

import pikepdf
import pytest
from django.urls import reverse
from PIL import Image

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases import actions
from faitiere.lib.preview import NoPreview, page_count, page_picture


def pdf(pages: int) -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.save(out)
    return out.getvalue()


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3000, 2000), "red").save(out, "JPEG", exif=b"Exif\x00\x00secret-place")
    return out.getvalue()


@pytest.fixture
def document(case, actor):
    given = {"category": "quote", "title": "Devis", "content": pdf(2), "name": "devis.pdf"}
    return actions.add_document(actor=actor, case=case, **given)


def address(name, document, *args):
    return reverse(f"cases:{name}", args=[document.case_id, document.pk, *args])


def test_the_pages_of_a_pdf_are_pictures_and_the_look_is_journalled(desk, document):
    shown = desk.get(address("preview", document)).content.decode()
    assert shown.count("<img") == 2
    page = desk.get(address("preview_page", document, 2))
    assert page.headers["Content-Type"] == "image/png"
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert page.content.startswith(b"\x89PNG")
    assert AuditEvent.objects.filter(verb="document.read", object_id=str(document.pk)).exists()


def test_a_photo_is_drawn_again_without_its_place():
    drawn = page_picture(photo(), "image/jpeg", 1)
    assert b"secret-place" not in drawn
    assert Image.open(io.BytesIO(drawn)).width == 1100


@pytest.mark.parametrize("number", [0, 3, 99])
def test_a_page_that_does_not_exist_is_not_found(desk, document, number):
    assert desk.get(address("preview_page", document, number)).status_code == 404


@pytest.mark.parametrize("content", [b"%PDF-1.7 pas un pdf", b"%PDF-", b"\xff\xd8\xff rien"])
def test_a_broken_file_says_so_and_breaks_nothing(content):
    mime = "application/pdf" if content.startswith(b"%PDF") else "image/jpeg"
    with pytest.raises(NoPreview, match="Téléchargez-le"):
        page_count(content, mime) and page_picture(content, mime, 1)


def test_a_broken_pdf_still_has_its_page(desk, case, actor):
    given = {"category": "quote", "title": "Cassé", "content": b"%PDF-1.7 casse", "name": "x.pdf"}
    broken = actions.add_document(actor=actor, case=case, **given)
    assert "ne peut pas être montré" in desk.get(address("preview", broken)).content.decode()


def test_the_document_of_another_organisation_is_not_shown(cast, login, document):
    assert login(cast.other_organisation).get(address("preview_page", document, 1)).status_code == 404
