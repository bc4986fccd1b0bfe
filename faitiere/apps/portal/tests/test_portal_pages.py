import pytest
from wagtail.models import Page, Site

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.portal.accessibility import conformity, read
from faitiere.apps.portal.actions import add_line, move_line, remove_line
from faitiere.apps.portal.models import ArticlePage, MenuLine, TextPage

from .factories import portal_of


@pytest.fixture
def home(toulouse):
    return portal_of(toulouse)


@pytest.fixture
def get(client):
    return lambda path: client.get(path, headers={"host": "localhost"})


def private(home, audience, slug="reserve"):
    page = home.add_child(instance=TextPage(title="Page réservée", slug=slug, audience=audience))
    page.save_revision().publish()
    return page


@pytest.mark.parametrize(
    ("audience", "who", "status"),
    [
        ("signed_in", "household", 403),
        ("signed_in", "advisor", 200),
        ("staff", "household", 403),
        ("staff", "funder", 200),
        ("condominiums", "advisor", 200),
        ("condominiums", "household", 403),
    ],
)
def test_a_private_page_is_for_its_audience_only(home, cast, login, audience, who, status):
    private(home, audience)
    assert login(getattr(cast, who)).get("/reserve/").status_code == status


def test_a_visitor_is_asked_to_sign_in_before_a_private_page(home, get):
    private(home, "signed_in")
    assert get("/reserve/").headers["Location"] == "/compte/login/?next=/reserve/"
    assert "reserve/" not in get("/sitemap.xml").content.decode()


def test_a_page_below_a_private_one_is_private_too(home, cast, login):
    below = private(home, "staff").add_child(instance=TextPage(title="Dessous", slug="dessous"))
    below.save_revision().publish()
    assert login(cast.household).get("/reserve/dessous/").status_code == 403


def test_somebody_of_another_territory_reads_no_private_page_here(home, cast, login):
    private(home, "signed_in")
    assert login(cast.stranger).get("/reserve/").status_code == 403


def test_a_page_moved_sends_its_old_address_to_the_new_one(home, get, django_capture_on_commit_callbacks):
    Site.objects.create(hostname="autre.portal", root_page=Page.objects.get(depth=1))
    page = ArticlePage.objects.get()
    page.slug = "lire-son-devis"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    answer = get("/actualites/lire-un-devis/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/actualites/lire-son-devis/")


def test_the_site_map_and_the_feed_give_public_addresses(home, get):
    assert "<loc>http://localhost:8000/actualites/lire-un-devis/</loc>" in get("/sitemap.xml").content.decode()
    assert "http://localhost:8000/actualites/lire-un-devis/" in get("/actualites.rss").content.decode()
    assert "Sitemap: http://localhost:8000/sitemap.xml" in get("/robots.txt").content.decode()


def test_articles_are_listed_by_word(home, get):
    article = ArticlePage.objects.get()
    article.tags.add("devis")
    article.save_revision().publish()
    assert "Lire un devis" in get("/actualites/?mot=devis").content.decode()
    assert "Aucun article sur ce sujet" in get("/actualites/?mot=girafe").content.decode()


def test_questions_open_without_a_script(home, get):
    assert "<summary>Est-ce gratuit ?</summary>" in get("/questions/").content.decode()


def test_a_line_of_the_menu_is_added_moved_and_removed(home, get, toulouse):
    actor = system_actor(toulouse)
    line = add_line(actor=actor, place="main", label="Nos permanences", page=TextPage.objects.first())
    assert "Nos permanences" in get("/").content.decode()
    move_line(actor=actor, line=line, by=-1)
    assert list(MenuLine.objects.filter(place="main"))[-2] == line
    remove_line(actor=actor, line=line)
    assert "Nos permanences" not in get("/").content.decode()


def test_a_page_taken_down_leaves_the_menu(home, get, toulouse):
    page = TextPage.objects.first()
    add_line(actor=system_actor(toulouse), place="main", label="Nos permanences", page=page)
    page.unpublish()
    assert "Nos permanences" not in get("/").content.decode()


def test_the_statement_is_that_of_the_results():
    told = '{"tested_on": "2026-11-25", "tool": "axe-core 4.14.1", "pages": [%s]}'
    page = '{"name": "%s", "address": "/", "violations": [%s]}'
    half = read(told % ",".join([page % ("Accueil", ""), page % ("Aides", '"color-contrast"')]))
    assert (half.rate, half.state, half.faulty[0].name) == (0.5, "partiellement conforme", "Aides")
    assert read(told % (page % ("Accueil", '"image-alt"'))).state == "non conforme"


def test_the_results_shipped_are_read_by_the_statement(home, get):
    page = home.add_child(instance=TextPage(title="Accès", slug="acces", body=[{"type": "conformity", "value": None}]))
    page.save_revision().publish()
    assert f"{conformity().clean} sur {len(conformity().pages)}" in get("/acces/").content.decode()
    assert len(conformity().pages) >= 15
