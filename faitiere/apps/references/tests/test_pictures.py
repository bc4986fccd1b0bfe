"""Pictures: the place and the camera do not go through, huge ones are refused before they are decoded."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from faitiere.apps.references.models import Picture, Reference
from faitiere.lib.pictures import BadPicture, drawn_again
from faitiere.lib.uploads import fetch

from .factories import PictureFactory, ReferenceFactory

GPS, CAMERA, ORIENTATION = 0x8825, 0x0110, 0x0112


def photo(width: int = 1600, height: int = 1200) -> bytes:
    """A JPEG that says where and with what it was taken, held sideways."""
    exif = Image.Exif()
    exif[CAMERA], exif[ORIENTATION] = "Appareil de Yvette", 6
    exif[GPS] = {1: "N", 2: (43.0, 32.0, 10.0), 3: "E", 4: (1.0, 20.0, 38.0)}
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#4b2a7b").save(out, "JPEG", exif=exif)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A PNG whose header announces side × side pixels, in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def test_a_huge_photo_that_knows_its_place_is_refused_before_it_is_decoded():
    content = bytearray(photo())
    # Height and width of the frame header (ITU-T T.81, B.2.2).
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", 50_000, 50_000)
    with pytest.raises(Image.DecompressionBombError, match="2500000000 pixels"):
        Image.open(io.BytesIO(content))
    with pytest.raises(BadPicture, match="trop de pixels"):
        drawn_again(bytes(content))


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright():
    assert Image.open(io.BytesIO(photo())).getexif().get_ifd(GPS)
    drawn = drawn_again(photo())
    read = Image.open(io.BytesIO(drawn.content))
    assert (read.format, dict(read.getexif()), read.info.get("exif")) == ("JPEG", {}, None)
    assert (drawn.width, drawn.height) == read.size == (960, 1280)
    assert b"Yvette" not in drawn.content


@pytest.mark.parametrize("side", [50_000, 8_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(side):
    with pytest.raises(BadPicture, match="trop de pixels"):
        drawn_again(bomb(side))


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"<svg/>", b"\xff\xd8\xff broken", bomb(100)])
def test_what_is_not_a_picture_is_refused_with_a_sentence(content):
    with pytest.raises(BadPicture, match="photo"):
        drawn_again(content)


@pytest.fixture
def send(cast, login):
    """`send(sheet, alternative=…)`: a picture sent by the advisor; the page that follows."""
    client = login(cast.advisor)

    def _send(reference, content=None, **changes):
        file = SimpleUploadedFile("chez-yvette.jpg", photo() if content is None else content)
        fields = {"file": file, "moment": "after", "alternative": "Façade isolée", "credit": "Le guichet"} | changes
        path = f"/bureau/references/{reference.pk}/photos/"
        return client.post(path, fields, follow=True).content.decode()

    return _send


def test_a_picture_is_kept_with_its_text_and_its_credit_and_shown_to_all_once_published(send, client):
    reference = ReferenceFactory()
    assert "Photo ajoutée" in send(reference)
    picture = Picture.objects.get()
    path = f"/realisations/{reference.pk}/photos/{picture.pk}.jpg"
    assert client.get(path).status_code == 404
    Reference.objects.update(status="published", consent_on="2026-05-03", published_at="2026-06-01T00:00Z")
    answer = client.get(path)
    assert (answer.headers["Content-Type"], answer.content) == ("image/jpeg", fetch(picture.vault_name))
    assert 'alt="Façade isolée"' in client.get(f"/realisations/{reference.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"alternative": ""}, "ce que montre la photo"),
        ({"credit": " "}, "Dites qui a pris la photo"),
        ({"content": bomb(50_000)}, "trop de pixels"),
        ({"content": b"GIF89a"}, "pas une photo"),
        ({"content": b""}, "vide"),
    ],
)
def test_a_picture_without_text_or_that_cannot_be_read_is_refused(send, changes, sentence):
    assert sentence in send(ReferenceFactory(), **changes)
    assert not Picture.objects.exists()


def test_a_ninth_picture_is_refused(send):
    reference = ReferenceFactory()
    PictureFactory.create_batch(8, reference=reference)
    assert "8 photos au plus" in send(reference)
    assert Picture.objects.count() == 8


def test_a_picture_added_to_a_published_sheet_is_checked_first(send):
    reference = ReferenceFactory(published=True)
    send(reference)
    reference.refresh_from_db()
    assert reference.status == "submitted"


def test_removing_a_picture_removes_its_file(cast, login, django_capture_on_commit_callbacks):
    picture = PictureFactory()
    with django_capture_on_commit_callbacks(execute=True):
        login(cast.advisor).post(f"/bureau/references/{picture.reference_id}/photos/{picture.pk}/retirer/")
    assert not Picture.objects.exists()
    with pytest.raises(FileNotFoundError):
        fetch(picture.vault_name)


@pytest.mark.parametrize(("width", "status"), [(480, 200), (800, 200), (960, 404), (4000, 404)])
def test_a_published_picture_is_sent_light_at_the_widths_of_the_page_only(send, client, width, status):
    reference = ReferenceFactory()
    send(reference)
    path = f"/realisations/{reference.pk}/photos/{Picture.objects.get().pk}-{width}.webp"
    assert client.get(path).status_code == 404
    Reference.objects.update(status="published", consent_on="2026-05-03", published_at="2026-06-01T00:00Z")
    answer = client.get(path)
    assert answer.status_code == status
    if status == 200:
        drawn = Image.open(io.BytesIO(answer.content))
        assert (drawn.format, drawn.width, len(drawn.getexif())) == ("WEBP", min(width, Picture.objects.get().width), 0)
    Reference.objects.update(status="withdrawn")
    assert client.get(path).status_code == 404
