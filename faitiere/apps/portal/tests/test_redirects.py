"""Old addresses of a site: given by who publishes, on its own site, to its own pages."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.portal.actions import add_redirect, give_editing
from faitiere.apps.portal.models import ArticlePage, TerritorySite
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import portal_of

PATH = "/territoire/portail/redirections/"


@pytest.fixture
def home(toulouse):
    return portal_of(toulouse)


@pytest.fixture
def article(home):
    return ArticlePage.objects.get()


@pytest.fixture
def admin(cast, login, home):
    return login(cast.territory_admin)


def test_an_old_address_leads_to_the_page_chosen(admin, client, article):
    asked = {"old_path": "https://ancien.example.org/permanences.html", "target": f"page:{article.pk}"}
    assert admin.post(PATH, asked).status_code == 302
    answer = client.get("/permanences.html", headers={"host": "localhost"})
    assert (answer.status_code, answer.headers["Location"]) == (301, "/actualites/lire-un-devis/")
    assert AuditEvent.objects.filter(verb="portal.redirect_added").count() == 1


def test_an_old_address_leads_to_a_room_until_it_is_removed(admin, client):
    admin.post(PATH, {"old_path": "rdv", "target": "route:booking:start"})
    assert client.get("/rdv", headers={"host": "localhost"}).headers["Location"] == "/rendez-vous/"
    assert "/rdv" in admin.get(PATH).content.decode()
    admin.post(f"{PATH}{Redirect.objects.get().pk}/retirer/")
    assert client.get("/rdv/", headers={"host": "localhost"}).status_code == 404


@pytest.mark.parametrize("old", ["/", "/rendez-vous/", "/actualites/lire-un-devis", "/deja"])
def test_an_address_that_leads_somewhere_is_refused(admin, article, toulouse, old):
    site = TerritorySite.objects.get().site
    add_redirect(actor=system_actor(toulouse), site=site, old_path="/deja", page=article)
    assert admin.post(PATH, {"old_path": old, "target": f"page:{article.pk}"}).status_code == 422
    assert Redirect.objects.count() == 1


def test_another_territory_gives_neither_pages_nor_redirections(admin, client):
    elsewhere = other_territory()
    with territory_scope(elsewhere):
        page = portal_of(elsewhere).get_descendants().get(slug="lire-un-devis")
        site = TerritorySite.objects.get(territory=elsewhere).site
        theirs = add_redirect(actor=system_actor(elsewhere), site=site, old_path="/ailleurs", page=page)
    assert admin.post(PATH, {"old_path": "/ici", "target": f"page:{page.pk}"}).status_code == 422
    assert admin.post(f"{PATH}{theirs.pk}/retirer/").status_code == 404
    assert "/ailleurs" not in admin.get(PATH).content.decode()
    assert client.get("/ailleurs/", headers={"host": "localhost"}).status_code == 404
    assert Redirect.objects.get() == theirs


def test_who_only_writes_changes_no_address(home, cast, login, toulouse, article):
    give_editing(actor=system_actor(toulouse), user=cast.advisor, level="writes")
    client = login(cast.advisor)
    assert client.post(PATH, {"old_path": "/ici", "target": f"page:{article.pk}"}).status_code == 302
    assert not Redirect.objects.exists()


def test_a_territory_in_a_folder_keeps_its_old_addresses_in_it(client, article, toulouse):
    toulouse.hosts.create(name="renov.localhost/toulouse")
    add_redirect(
        actor=system_actor(toulouse), site=TerritorySite.objects.get().site, old_path="/toulouse/vieux", page=article
    )
    answer = client.get("/toulouse/vieux", headers={"host": "renov.localhost"})
    assert (answer.status_code, answer.headers["Location"]) == (301, "/toulouse/actualites/lire-un-devis/")
