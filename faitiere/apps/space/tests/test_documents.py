"""Photos and documents sent from a phone: filed, refused in words, taken back while nobody opened them."""

import io
import struct
import zipfile
import zlib

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.accounts.models import User
from faitiere.apps.accounts.tests.factories import sign_in
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import add_document
from faitiere.apps.cases.models import Document, Entry, SpaceGuest
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import Notice
from faitiere.lib.uploads import fetch


def photo(name="IMG_0412.jpg", kind="JPEG", *, gps=False) -> SimpleUploadedFile:
    picture, out, exif = Image.new("RGB", (60, 40), "#884422"), io.BytesIO(), Image.Exif()
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x8825] = {1: "N", 2: (43.0, 32.0, 15.0)}
    picture.save(out, kind, exif=exif)
    return SimpleUploadedFile(name, out.getvalue())


def send(space, *files, **given):
    return space.post(f"{space.space}documents/envoyer/", {"category": "photo", "files": list(files)} | given)


def test_several_photos_are_filed_and_the_advisor_is_told(cast, space, case):
    assert send(space, photo(), photo("IMG_0413.jpg")).status_code == 302
    found = Document.objects.filter(category="photo", visibility="shared")
    assert found.count() == 2
    assert found.values("title").distinct().count() == 2
    assert Notice.objects.filter(user=cast.advisor, kind="document_received").count() == 2


def test_a_photo_of_an_iphone_is_accepted(space, case):
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64), "#224488")).save(out)
    assert send(space, SimpleUploadedFile("IMG_1.HEIC", out.getvalue())).status_code == 302
    assert Document.objects.get().mime == "image/heic"


def bomb() -> bytes:
    """A PNG that says it is 50,000 × 50,000 and weighs a few bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def swollen() -> bytes:
    """A Word file of a few kilobytes that unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(300 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Le fichier est vide"),
        (b"MZ programme", "Ce type de fichier n"),
        (b"<html><script>", "Ce type de fichier n"),
        (b"\x1f\x8b archive", "Les archives ne sont pas acceptées"),
        (b"%PDF-1.7 abime", "Ce fichier ne s"),
        (bomb(), "Ce fichier ne s"),
        (b"PK\x03\x04word/ abime", "Le fichier est abîmé"),
    ],
    ids=["empty", "program", "page", "archive", "damaged", "bomb", "damaged office"],
)
def test_a_file_that_cannot_be_kept_is_refused_by_name(space, case, content, sentence):
    answer = send(space, SimpleUploadedFile("facture.bin", content))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Document.objects.exists()


def test_a_word_file_that_swells_is_refused(space, case):
    answer = send(space, SimpleUploadedFile("devis.docx", swollen()))
    assert "trop de choses une fois ouvert" in answer.content.decode()


def test_a_bad_file_takes_no_other_with_it(space, case):
    answer = send(space, photo(), SimpleUploadedFile("virus.exe", b"MZ"))
    page = answer.content.decode()
    assert "1\u00a0document envoyé" in page
    assert "virus.exe" in page
    assert Document.objects.count() == 1


def test_a_file_past_the_limit_is_said(space, case, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    answer = send(space, SimpleUploadedFile("long.pdf", b"%PDF-" + b"0" * 5000))
    assert answer.status_code == 422
    assert "Mo" in answer.content.decode()
    assert not Document.objects.exists()


def test_eleven_files_at_once_are_too_many(space, case):
    answer = send(space, *[photo(f"{rank}.jpg") for rank in range(11)])
    assert "10 fichiers au plus" in answer.content.decode()
    assert not Document.objects.exists()


def test_a_document_is_taken_back_while_nobody_opened_it(space, case, django_capture_on_commit_callbacks):
    send(space, photo())
    kept = Document.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        space.post(f"{space.space}documents/{kept.pk}/retirer/")
    assert not Document.objects.exists()
    assert not Entry.objects.filter(kind="document").exists()
    with pytest.raises(FileNotFoundError):
        fetch(kept.vault_name)


def test_a_document_the_advisor_opened_stays(cast, toulouse, space, case):
    send(space, photo())
    kept = Document.objects.get()
    record(actor=cast.actor("advisor", toulouse), verb="document.read", target=kept, case_id=case.pk)
    page = space.post(f"{space.space}documents/{kept.pk}/retirer/", follow=True).content.decode()
    assert "Votre conseiller a déjà ouvert ce document" in page
    assert Document.objects.exists()


def test_what_the_guichet_gave_is_not_taken_back(toulouse, space, case):
    kept = add_document(
        actor=system_actor(toulouse), case=case, category="report", title="Compte-rendu",
        content=b"%PDF-1.7", name="a.pdf", visibility="shared",
    )  # fmt: skip
    page = space.post(f"{space.space}documents/{kept.pk}/retirer/", follow=True).content.decode()
    assert "demandez à votre conseiller de le retirer" in page
    assert Document.objects.exists()


def test_the_place_of_a_photo_is_not_given_to_a_guest(cast, space, case):
    send(space, photo(gps=True))
    kept = Document.objects.get()
    guest = User.objects.create_user("claire@example.net", "x")
    SpaceGuest.objects.create(
        case=case, person=PersonFactory(user=guest), name="Claire", role="relative", rights=["documents"],
        valid_to="2099-01-01",
    )  # fmt: skip
    own = space.get(f"{space.space}documents/{kept.pk}/").content
    theirs = sign_in(guest).get(f"/espace/{case.pk}/documents/{kept.pk}/").content
    assert Image.open(io.BytesIO(own)).getexif().get_ifd(0x8825)
    assert not Image.open(io.BytesIO(theirs)).getexif()


def test_a_message_leaves_with_its_photo(space, case):
    given = {"text": "Voici la chaudière.", "files": [photo()]}
    space.post(f"{space.space}messages/envoyer/", given)
    assert case.entries.filter(kind="message").count() == 1
    assert Document.objects.get().category == "other"


@pytest.mark.parametrize("page", ["documents/envoyer/", "messages/envoyer/", "logement/area/"])
def test_an_archived_project_is_read_and_not_changed(space, case, page):
    type(case).objects.update(status="archived")
    assert space.get(space.space).status_code == 200
    assert space.post(f"{space.space}{page}", {"text": "Bonjour", "value": "90"}).status_code == 403
    assert not case.entries.exists()
