"""What somebody could not read is not published: each fault a server sees, said in French where it is corrected."""

from io import BytesIO

import pytest
from wagtail.documents import get_document_model
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from faitiere.apps.portal.captions import refusal
from faitiere.apps.portal.faults import faults
from faitiere.apps.portal.models import ArticlePage, PortalImage, ResourceIndexPage, TerritorySite, TextPage

from .factories import picture_file, portal_of, resource

VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\nBonjour, voici la maison.\n"


@pytest.fixture
def home(toulouse, media):
    return portal_of(toulouse)


@pytest.fixture
def index(home):
    return ResourceIndexPage.objects.descendant_of(home).get()


def text(html: str) -> TextPage:
    return TextPage(title="Essai", slug="essai", body=[{"type": "text", "value": html}])


def document(name: str, content: bytes, collection=None):
    made = get_document_model()(title=name, collection=collection or TerritorySite.objects.get().collection)
    made.file.save(name, BytesIO(content))
    return made


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<h3>Sans titre au-dessus</h3>", "saute un niveau"),
        ("<h2>Un</h2><h3>Deux</h3><p>Bien.</p>", None),
        ("<h2> </h2>", "titre est vide"),
        ('<p><a href="/x/"></a></p>', "n’a pas de texte"),
        ('<p>Pour vos aides, <a href="/x/">Cliquez ici !</a></p>', "ne dit pas où il mène"),
        ('<p><a href="https://www.example.org/a">https://www.example.org/a</a></p>', "est une adresse"),
        ('<p><a href="/x/">La liste des aides de 2026</a></p>', None),
    ],
)
def test_headings_and_links_are_read_as_somebody_would(home, html, sentence):
    found = [told for _, told in faults(text(html))]
    assert (found == []) if sentence is None else (len(found) == 1 and sentence in found[0])


def test_a_heading_follows_those_of_the_blocks_before(home):
    page = TextPage(title="Essai", slug="essai")
    page.body = [{"type": "finder", "value": {"title": "Trouver"}}, {"type": "text", "value": "<h3>Suite</h3>"}]
    assert faults(page) == []


def test_a_picture_neither_described_nor_decorative_is_a_fault(home):
    image = PortalImage.objects.create(title="Façade", file=picture_file())
    shown = {"image": image.pk, "alt_text": "", "decorative": False}
    page = ArticlePage(title="Essai", picture=[{"type": "picture", "value": shown}])
    assert faults(page) == [("picture", "L’image « Façade » n’a pas de description.")]
    page.picture = [{"type": "picture", "value": shown | {"decorative": True}}]
    assert faults(page) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (VTT.encode(), ""),
        (VTT.replace("00:01.000", "01:00:01.000 ").encode(), "finit avant"),
        (b"1\n00:00:01,000 --> 00:00:04,000\nSous-titre SRT\n", "WEBVTT"),
        (b"WEBVTT\n\nRien de dat\xc3\xa9\n", "aucun sous-titre"),
        (b"\xff\xfe\x00W", "pas du texte"),
        (b"WEBVTT" + b" " * 1_000_001, "1 Mo"),
        (b"<script>alert(1)</script>", "WEBVTT"),
    ],
)
def test_captions_are_checked_before_they_are_shown(content, sentence):
    assert refusal(content) == "" if not sentence else sentence in refusal(content)


def test_a_video_read_here_needs_captions_unless_nothing_is_heard(index):
    page = resource(index, slug="v", kind="video", transcript="T", document=document("v.mp4", b"\0"))
    assert [name for name, _ in faults(page)] == ["captions"]
    page.silent = True
    assert faults(page) == []
    page.silent, page.captions = False, document("v.vtt", VTT.encode())
    assert faults(page) == []
    page.captions = document("faux.vtt", b"1\n00:00:01,000 --> 00:00:04,000\nSRT\n")
    assert "WEBVTT" in faults(page)[0][1]


def test_captions_are_shown_with_the_video_and_served_as_such(index, client):
    captions = document("v.vtt", VTT.encode())
    resource(index, slug="v", kind="video", transcript="T", document=document("v.mp4", b"\0"), captions=captions)
    page = client.get("/ressources/v/", headers={"host": "localhost"}).content.decode()
    assert f'<track kind="captions" src="{captions.url}" srclang="fr" label="Sous-titres" default>' in page
    answer = client.get(captions.url, headers={"host": "localhost"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/vtt")


def test_a_video_with_a_picture_before_it_plays_is_read(index, client):
    image = PortalImage.objects.create(title="Façade", description="Une façade", file=picture_file())
    shown = [{"type": "picture", "value": {"image": image.pk, "alt_text": "Une façade", "decorative": False}}]
    video = document("v.mp4", b"\0")
    resource(index, slug="v", kind="video", transcript="T", document=video, picture=shown)
    assert ' poster="/media/images/' in client.get("/ressources/v/", headers={"host": "localhost"}).content.decode()


def test_a_file_open_to_more_people_than_its_page_is_a_fault(index, cast, login):
    login(cast.territory_admin).get("/cms/")
    kept = TerritorySite.objects.get().collection.get_children()
    page = resource(index, slug="d", kind="document", document=document("d.pdf", b"%PDF"), audience="staff")
    assert "plus de monde" in faults(page)[0][1]
    page.document = document("d.pdf", b"%PDF", kept.get(name="Réservé aux personnes connectées"))
    assert len(faults(page)) == 1
    page.document = document("d.pdf", b"%PDF", kept.get(name="Réservé aux agents du guichet"))
    assert faults(page) == []


def posted(html: str, **action) -> dict:
    body = streamfield([("text", rich_text(html))])
    told = {"title": "Lire un devis", "slug": "lire-un-devis", "published_on": "2026-11-02", "lead": "Cinq lignes."}
    told |= {"audience": "everyone", "checked_on": "2026-11-02", "check_months": "12", "tags": "", "body": body}
    return nested_form_data(told | {"picture": streamfield([])} | action)


@pytest.mark.parametrize(
    ("action", "published", "kept"),
    [("action-publish", False, False), ("action-submit", False, False), ("", False, True)],
)
def test_a_faulty_page_is_kept_as_a_draft_and_neither_published_nor_submitted(
    home, cast, login, action, published, kept
):
    page = ArticlePage.objects.get()
    sent = posted("<p><a href='/x/'>Cliquez ici</a></p>", **({action: "1"} if action else {}))
    answer = login(cast.territory_admin).post(f"/cms/pages/{page.pk}/edit/", sent)
    page.refresh_from_db()
    assert ("ne dit pas o" in answer.content.decode()) == (not kept)
    assert ("Cliquez ici" in str(page.body)) == published
    assert ("Cliquez ici" in str(page.get_latest_revision_as_object().body)) == kept


def test_a_page_everybody_can_read_is_published(home, cast, login):
    page = ArticlePage.objects.get()
    sent = posted("<h2>Les aides</h2><p><a href='/x/'>La liste des aides</a></p>", **{"action-publish": "1"})
    assert login(cast.territory_admin).post(f"/cms/pages/{page.pk}/edit/", sent).status_code == 302
    page.refresh_from_db()
    assert "La liste des aides" in str(page.body)


def test_pages_published_before_the_check_are_listed_to_who_writes(home, cast, login):
    page = ArticlePage.objects.get()
    page.body = [("text", RichText("<h3>Saut</h3>"))]
    page.save_revision().publish()
    assert "saute un niveau" in login(cast.territory_admin).get("/territoire/portail/verifications/").content.decode()
