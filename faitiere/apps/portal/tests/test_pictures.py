import pytest
from django.core.exceptions import ValidationError
from PIL import Image
from PIL.ExifTags import IFD

from faitiere.apps.portal.models import PortalImage, TerritorySite
from faitiere.apps.portal.pictures import cleaned

from .factories import bomb_file, huge_photo, picture_file, portal_of


@pytest.fixture
def editor(cast, login, toulouse, media):
    portal_of(toulouse)
    client = login(cast.territory_admin)
    client.get("/cms/")
    return client


def send(client, file, **fields):
    given = {"title": "Façade", "file": file, "collection": TerritorySite.objects.get().collection_id} | fields
    return client.post("/cms/images/add/", given)


def test_the_photo_kept_says_nothing_of_place_nor_camera():
    kept = cleaned(picture_file())
    assert len(Image.open(picture_file()).getexif()) > 0
    assert len(Image.open(kept).getexif()) == 0
    assert b"Cazalbou" not in kept.file.getvalue()


def test_a_picture_of_fifty_thousand_pixels_a_side_is_refused_before_it_is_decoded():
    with pytest.raises(ValidationError, match="trop grande"):
        cleaned(bomb_file())


def test_a_huge_photo_that_knows_its_place_is_refused_and_nothing_of_it_is_kept(editor, media):
    assert Image.open(picture_file()).getexif().get_ifd(IFD.GPSInfo)
    with pytest.raises(Image.DecompressionBombError, match="2500000000 pixels"):
        Image.open(huge_photo())
    page = send(editor, huge_photo(), description="Une façade")
    # The editor's own field reads the header first.
    assert "trop grand nombre de pixels" in page.content.decode()
    with pytest.raises(ValidationError, match="trop grande"):
        cleaned(huge_photo())
    assert not PortalImage.objects.exists()
    assert not [file for file in media.rglob("*") if file.is_file()]


def test_what_is_no_picture_is_refused():
    with pytest.raises(ValidationError, match="pas une image"):
        cleaned(picture_file().__class__("photo.jpg", b"<script>alert(1)</script>"))


def test_the_editor_keeps_a_described_picture_cleaned(editor):
    assert send(editor, picture_file(), description="Une façade rose").status_code == 302
    image = PortalImage.objects.get()
    assert len(Image.open(image.file.path).getexif()) == 0


def test_a_picture_without_description_is_refused_unless_decorative(editor):
    assert "Décrivez l’image" in send(editor, picture_file()).content.decode()
    assert not PortalImage.objects.exists()
    assert send(editor, picture_file(), decorative="on").status_code == 302
    assert PortalImage.objects.get().default_alt_text == ""


def test_the_editor_refuses_the_bomb_with_a_sentence(editor):
    page = send(editor, bomb_file(), description="Une façade")
    assert page.status_code == 200
    assert not PortalImage.objects.exists()
