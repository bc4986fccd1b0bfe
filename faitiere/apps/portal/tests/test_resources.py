from io import BytesIO

import pytest
from wagtail.documents import get_document_model

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.portal.actions import adapt, lend, library, stop_lending
from faitiere.apps.portal.models import LibraryUse, ResourceIndexPage, TerritorySite

from .factories import portal_of, resource


@pytest.fixture
def index(toulouse, media):
    home = portal_of(toulouse)
    return ResourceIndexPage.objects.descendant_of(home).get()


@pytest.fixture
def read(client):
    return lambda path: client.get(path, headers={"host": "localhost"}).content.decode()


@pytest.fixture
def admin(cast, login):
    return login(cast.territory_admin)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Maison", "Immeuble", "Partout"}),
        ("?logement=house", {"Maison", "Partout"}),
        ("?logement=condominium&theme=air", {"Immeuble"}),
        ("?etape=fund", set()),
        ("?theme=inconnu", {"Maison", "Immeuble", "Partout"}),
    ],
)
def test_resources_are_filtered_by_the_address_alone(index, read, query, shown):
    resource(index, title="Maison", slug="maison")
    resource(index, title="Immeuble", slug="immeuble", home_kind="condominium", theme="air")
    resource(index, title="Partout", slug="partout", home_kind="any")
    page = read(f"/ressources/{query}")
    assert {name for name in ("Maison", "Immeuble", "Partout") if f"/{name.lower()}/" in page} == shown


def test_a_filter_without_result_says_how_to_leave_it(index, read):
    page = read("/ressources/?etape=fund")
    assert "Aucune ressource avec ces filtres" in page
    assert "Retirer le filtre Trouver les aides" in page


def test_a_video_elsewhere_is_a_link_with_a_warning_and_its_text(index, read):
    fields = {"kind": "video", "video_link": "https://videos.example.org/1", "transcript": "Le toit d’abord."}
    resource(index, slug="video", **fields)
    page = read("/ressources/video/")
    assert "peut déposer des cookies" in page
    assert "Le toit d’abord." in page
    assert "<iframe" not in page


def test_a_video_here_plays_in_parts(index, client):
    document = get_document_model()(title="Visite", collection=TerritorySite.objects.get().collection)
    document.file.save("visite.mp4", BytesIO(bytes(range(100))))
    resource(index, slug="video", kind="video", transcript="Texte", document=document)
    page = client.get("/ressources/video/", headers={"host": "localhost"})
    assert f'<source src="{document.url}"'.encode() in page.content
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    part = client.get(document.url, headers={"host": "localhost", "range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, bytes(range(10, 20)))


def test_a_national_page_is_read_at_the_address_of_the_territory(index, read, toulouse):
    page = resource(library(), slug="national", title="Texte national")
    assert "Texte national" not in read("/ressources/")
    use = lend(actor=system_actor(toulouse), page=page, index=index)
    assert "/ressources/national/" in read("/ressources/")
    assert "le même pour tous les guichets" in read("/ressources/national/")
    stop_lending(actor=system_actor(toulouse), use=use)
    assert "Texte national" not in read("/ressources/national/")


def test_a_national_text_corrected_is_read_corrected_everywhere(index, read, toulouse):
    page = resource(library(), slug="national", title="Texte national")
    lend(actor=system_actor(toulouse), page=page, index=index)
    read("/ressources/national/")
    page.lead = "Le plancher d’abord."
    page.save_revision().publish()
    assert "Le plancher d’abord." in read("/ressources/national/")


def test_the_local_editor_sees_what_changed_in_the_national_text(index, admin, toulouse):
    page = resource(library(), slug="national", title="Texte national")
    use = lend(actor=system_actor(toulouse), page=page, index=index)
    adapt(actor=system_actor(toulouse), use=use)
    assert "a changé" not in admin.get("/territoire/portail/bibliotheque/").content.decode()
    page.lead = "Le plancher d’abord."
    page.save_revision().publish()
    assert "Le texte national a changé" in admin.get("/territoire/portail/bibliotheque/").content.decode()
    changes = admin.get(f"/territoire/portail/bibliotheque/{use.pk}/changements/").content.decode()
    assert "Retiré : </span>Le toit d’abord." in changes
    assert "Ajouté : </span>Le plancher d’abord." in changes
    admin.post(f"/territoire/portail/bibliotheque/{use.pk}/changements/")
    assert "a changé" not in admin.get("/territoire/portail/bibliotheque/").content.decode()


def test_an_adapted_page_keeps_its_address_and_its_own_words(index, read, admin, toulouse):
    page = resource(library(), slug="national", title="Texte national")
    admin.post(f"/territoire/portail/bibliotheque/{page.pk}/", {"order": "use"})
    admin.post(f"/territoire/portail/bibliotheque/{page.pk}/", {"order": "adapt"})
    local = LibraryUse.objects.get().local
    local.lead = "Chez nous, le toit d’abord."
    local.save_revision().publish()
    assert "Chez nous" in read("/ressources/national/")
    assert read("/ressources/").count("Texte national") == 1


def test_who_does_not_publish_changes_nothing_of_the_library(index, login, cast):
    page = resource(library(), slug="national")
    assert login(cast.advisor).post(f"/territoire/portail/bibliotheque/{page.pk}/", {"order": "use"}).status_code == 302
    assert not LibraryUse.objects.exists()
