"""What a cold page costs: the page and all it asks for, compressed as the site sends it, with pictures like photos."""

import io
import re

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.booking.tests.factories import ReasonFactory
from faitiere.apps.cases.tests.factories import CaseFactory, ParticipantFactory
from faitiere.apps.directory.tests.factories import ProfessionalFactory
from faitiere.apps.portal.models import ArticlePage, PortalImage, ResourceIndexPage, TerritorySite
from faitiere.apps.portal.pictures import cleaned
from faitiere.apps.portal.tests.factories import portal_of, resource
from faitiere.apps.references.actions import add_picture
from faitiere.apps.references.tests.factories import ReferenceFactory

pytestmark = pytest.mark.django_db
# Status line and headers of one answer, in bytes: an upper bound of what the site sends.
HEADERS = 900
MOST_REQUESTS, MOST_BYTES = 15, 150_000
# A picture that comes as the visitor goes down the page, alone.
MOST_LATER = 58_000


def body(client, address: str) -> bytes:
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def pictures(html: str, *, later: bool) -> set[str]:
    """Files of the pictures that come with the page, or of those that wait for the visitor to reach them."""
    shown = [tag for tag in re.findall(r"<img [^>]*>", html) if ('loading="lazy"' in tag) == later]
    return {address for tag in shown for address in re.findall(r' src="(/[^"]*)"', tag)}


def asked_for(client, html: str) -> set[str]:
    """Addresses the browser fetches: styles, scripts, icons, font, images of the styles, pictures in sight."""
    addresses = set(re.findall(r'(?:href|src)="(/(?:static/|theme)[^"#]*)', html))
    for style in [one for one in addresses if one.startswith("/static/css/")]:
        css = b"".join(client.get(style).streaming_content).decode()
        addresses |= {f"/static/img/{name}" for name in re.findall(r"url\(\.\./img/([\w.-]+)\)", css)}
    return addresses | pictures(html, later=False)


def weighs_little(visitor, address: str) -> str:
    """The page, once it is known to weigh what it may."""
    html = visitor.get(address).content.decode()
    addresses = asked_for(visitor, html)
    weight = sum(len(body(visitor, one)) + HEADERS for one in {address, *addresses})
    assert len(addresses) + 1 <= MOST_REQUESTS
    assert weight <= MOST_BYTES, weight
    for one in pictures(html, later=True):
        assert len(body(visitor, one)) <= MOST_LATER, one
    return html


def photo(width: int = 4000, height: int = 3000) -> SimpleUploadedFile:
    """A picture with the statistics of a photo: 1/f noise (Field, J. Opt. Soc. Am., 1987), its contrast, its grain.

    The three colours of a photo vary together: what they share is four times what tells them apart.
    """
    chance = np.random.default_rng(1)
    far = np.hypot(*np.meshgrid(np.fft.fftfreq(height), np.fft.rfftfreq(width), indexing="ij"))
    far[0, 0] = 1

    def noise():
        drawn = np.fft.irfft2(np.fft.rfft2(chance.standard_normal((height, width))) / far, s=(height, width))
        return drawn / drawn.std()

    light = 128 + 48 * noise()
    layers = [light + 12 * noise() + 4 * chance.standard_normal((height, width)) for _ in range(3)]
    out = io.BytesIO()
    picture = Image.fromarray(np.clip(np.dstack(layers), 0, 255).astype(np.uint8))
    picture.save(out, "JPEG", quality=90)
    return SimpleUploadedFile("photo.jpg", out.getvalue(), content_type="image/jpeg")


@pytest.fixture(scope="module")
def jpeg() -> bytes:
    content = photo().read()
    assert len(content) > 3_000_000  # what a phone sends
    return content


@pytest.mark.parametrize(
    "address",
    [
        "/bureau/",
        "/bureau/dossiers/",
        "/mes-aides/",
        "/compte/login/",
        "/evenements/",
        "/realisations/",
        "/rendez-vous/",
        "/annuaire/",
        "/trouver-mon-conseiller/",
    ],
)
def test_a_cold_page_weighs_at_most_150_kb_in_15_requests(cast, login, client, address):
    CaseFactory(advisor=cast.advisor)
    ReasonFactory()
    ProfessionalFactory.create_batch(25)
    weighs_little(login(cast.advisor) if address.startswith("/bureau") else client, address)


def test_the_page_of_a_professional_is_light(toulouse, client):
    weighs_little(client, f"/annuaire/{ProfessionalFactory().pk}/")


@pytest.mark.parametrize("room", ["", "documents/", "messages/", "rendez-vous/"])
def test_the_rooms_of_the_space_are_light(cast, login, room):
    case = CaseFactory()
    ParticipantFactory(case=case, person__user=cast.household, can_view_space=True)
    weighs_little(login(cast.household), f"/espace/{case.pk}/{room}")


def test_a_reference_with_eight_photos_is_light_and_each_photo_too(toulouse, cast, client, jpeg):
    reference = ReferenceFactory(published=True)
    for rank in range(8):
        fields = {"moment": "after", "alternative": f"Façade {rank}", "credit": "Le guichet"}
        add_picture(actor=actor_for(cast.advisor, toulouse), reference=reference, content=jpeg, fields=fields)
    type(reference).objects.update(status="published")
    page = weighs_little(client, reference.get_absolute_url())
    assert len(pictures(page, later=True)) == 8
    assert page.count(" 480w,") == 8


def test_pages_of_the_portal_are_light_with_real_photos(toulouse, client, jpeg, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    home = portal_of(toulouse)
    file = cleaned(SimpleUploadedFile("photo.jpg", jpeg, content_type="image/jpeg"))
    image = PortalImage(title="Façade", description="Une façade", file=file)
    image.collection = TerritorySite.objects.get().collection
    image.save()
    shown = [{"type": "picture", "value": {"image": image.pk, "alt_text": "Une façade", "decorative": False}}]
    article, index = ArticlePage.objects.get(), ResourceIndexPage.objects.descendant_of(home).get()
    article.picture = shown
    article.save_revision().publish()
    for rank in range(6):
        resource(index, slug=f"r{rank}", picture=shown)
    assert " 400w" in weighs_little(client, article.get_url())
    weighs_little(client, f"{index.get_url()}r0/")
    assert len(pictures(weighs_little(client, index.get_url()), later=True)) == 1
