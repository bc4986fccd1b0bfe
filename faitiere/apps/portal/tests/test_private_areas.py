"""What is reserved is shown, listed and opened only for its audience: pages, titles in lists, files."""

from io import BytesIO

import pytest
from wagtail.documents import get_document_model

from faitiere.apps.cases.tests.factories import CaseFactory, ParticipantFactory
from faitiere.apps.portal.models import ArticleIndexPage, ArticlePage, ResourceIndexPage, TerritorySite, TextPage

from .factories import portal_of, resource

# Audience → who of the four below reads it.
READERS = {
    "signed_in": {"home_owner", "flat_owner", "advisor"},
    "condominiums": {"flat_owner", "advisor"},
    "staff": {"advisor"},
}
SECRET = "Consigne interne"


@pytest.fixture
def home(toulouse, media):
    return portal_of(toulouse)


@pytest.fixture
def reader(client, cast, login):
    """`reader(who)`: the client of a visitor, of an advisor, or of the household of a house or of a condominium."""

    def _reader(who):
        if who == "visitor":
            client.defaults["HTTP_HOST"] = "localhost"
            return client
        if who == "advisor":
            return login(cast.advisor)
        kind = "condominium" if who == "flat_owner" else "house"
        ParticipantFactory(case=CaseFactory(project_kind=kind), person__user=cast.household, can_view_space=True)
        return login(cast.household)

    return _reader


def published(parent, page):
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def article(home, audience):
    told = {"title": SECRET, "slug": "interne", "lead": "Entre nous.", "published_on": "2026-11-20"}
    page = published(ArticleIndexPage.objects.descendant_of(home).get(), ArticlePage(**told, audience=audience))
    page.tags.add("sujet interne")
    page.save()


def listed_resource(home, audience):
    resource(ResourceIndexPage.objects.descendant_of(home).get(), title=SECRET, audience=audience)


def below(home, audience):
    room = published(home, TextPage(title="Salle", slug="salle"))
    published(room, TextPage(title=SECRET, slug="interne", audience=audience))


LISTS = {"/actualites/": article, "/ressources/": listed_resource, "/salle/": below}


@pytest.mark.parametrize("who", ["visitor", "home_owner", "flat_owner", "advisor"])
@pytest.mark.parametrize("audience", READERS)
@pytest.mark.parametrize("path", LISTS)
def test_a_list_names_a_reserved_page_to_its_audience_only(home, reader, path, audience, who):
    LISTS[path](home, audience)
    page = reader(who).get(path).content.decode()
    assert (SECRET in page) == (who in READERS[audience])
    assert ("sujet interne" in page) == (who in READERS[audience] and path == "/actualites/")


def test_no_feed_nor_search_names_a_reserved_page(home, reader):
    article(home, "signed_in")
    for path in ("/actualites.rss", "/sitemap.xml", "/chercher/?q=consigne", "/"):
        page = reader("visitor").get(path).content.decode()
        assert SECRET not in page
        assert "interne/" not in page


@pytest.mark.parametrize(
    ("collection", "audience"),
    [
        ("Réservé aux personnes connectées", "signed_in"),
        ("Réservé aux copropriétés accompagnées", "condominiums"),
        ("Réservé aux agents du guichet", "staff"),
    ],
)
@pytest.mark.parametrize("who", ["visitor", "home_owner", "flat_owner", "advisor"])
def test_a_reserved_file_opens_to_its_audience_only(home, reader, cast, login, collection, audience, who):
    login(cast.territory_admin).get("/cms/")
    kept = TerritorySite.objects.get().collection.get_children().get(name=collection)
    document = get_document_model()(title="Consigne", collection=kept)
    document.file.save("consigne.pdf", BytesIO(b"%PDF-1.7"))
    expected = 302 if who == "visitor" else 200 if who in READERS[audience] else 403
    assert reader(who).get(document.url).status_code == expected


def test_a_portal_opened_before_gets_the_collections_it_lacks(home, cast, login):
    TerritorySite.objects.get().collection.get_children().exclude(name="Réservé aux personnes connectées").delete()
    login(cast.territory_admin).get("/cms/")
    assert TerritorySite.objects.get().collection.get_children().count() == 3
