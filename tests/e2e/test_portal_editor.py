"""The portal in a real browser: an article from writer to visitor, reading without a script, a territory opened."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from faitiere.apps.portal.tests.factories import picture_file

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

TITLE = "Une permanence ouvre à Tournefeuille (essai)"
DESCRIPTION = "La façade de la maison des services, côté rue."
LOREM = "Le mardi matin, sans rendez-vous, à la maison des services."


def reads_the_editor(page: Page) -> None:
    """On a phone, nothing for axe to say in the editor either, and no sideways scroll."""
    if page.viewport_size["width"] <= 390:
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert_accessible(page)


def sends_a_picture(page: Page) -> None:
    """Refused without a description, kept with one."""
    page.goto("/cms/images/add/")
    reads_the_editor(page)
    photo = {"name": "facade.jpg", "mimeType": "image/jpeg", "buffer": picture_file(size=(800, 450)).file.getvalue()}
    page.locator("#id_file").set_input_files(photo)
    page.locator("#id_title").fill("Façade de la permanence (essai)")
    page.locator("#id_description").fill("")
    page.get_by_role("button", name="Transférer").click()
    expect(page.get_by_text("Décrivez l’image en une phrase")).to_be_visible()
    page.locator("#id_file").set_input_files(photo)
    page.locator("#id_description").fill(DESCRIPTION)
    page.get_by_role("button", name="Transférer").click()
    page.wait_for_url(re.compile(r"/cms/images/(\?.*)?$"))
    reads_the_editor(page)


def opens_the_list_of_articles(page: Page) -> str:
    """Number of the list, from the hub of the portal."""
    page.goto("/territoire/portail/")
    assert_accessible(page)
    page.get_by_role("link", name="Écrire des pages").click()
    page.get_by_role("link", name="Actualités et guides").first.click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/"))
    return re.search(r"/pages/(\d+)/", page.url)[1]


def writes_an_article(page: Page, title: str) -> None:
    page.goto(f"/cms/pages/add/portal/articlepage/{opens_the_list_of_articles(page)}/")
    reads_the_editor(page)
    page.locator("#id_title").fill(title)
    page.locator("#id_published_on").fill(page.evaluate("new Date().toISOString().slice(0, 10)"))
    page.keyboard.press("Escape")
    page.locator("#id_lead").fill(LOREM)
    page.locator("#panel-child-contenu-picture-section").get_by_role("button", name="Insérer un bloc").first.click()
    page.get_by_role("button", name="Choisir une image").click()
    page.get_by_role("dialog").get_by_role("link", name=re.compile("Façade de la permanence")).first.click()
    page.locator("[name='picture-0-value-alt_text']").fill(DESCRIPTION)


def looks_at_three_widths(page: Page, title: str) -> None:
    """The preview of the editor, and the checks of axe beside it."""
    page.get_by_role("button", name="Afficher/masquer la prévisualisation").click()
    frame = page.frame_locator("iframe[title='Prévisualisation'], #w-preview-iframe").first
    expect(frame.get_by_role("heading", level=1)).to_have_text(title)
    for name in ("mobile", "tablet", "desktop"):
        page.locator(f"input[name='preview-size'][value='{name}']").or_(
            page.locator(f"[data-default-size] input[value='{name}']")
        ).first.check(force=True)
    # On a phone the panel covers the form.
    page.get_by_role("button", name="Afficher/masquer la prévisualisation").click()


def submits(page: Page, title: str) -> str:
    page.get_by_role("button", name="Plus d'actions").click()
    page.locator("[name='action-submit']").click()
    expect(page.get_by_text("a été soumis").or_(page.get_by_text("soumise")).first).to_be_visible()
    page.goto("/territoire/portail/")
    expect(page.get_by_role("link", name=title)).to_be_visible()
    return page.get_by_role("link", name=title).get_attribute("href")


def publishes(page: Page, address: str) -> None:
    page.goto(address)
    reads_the_editor(page)
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Approuver et Publier", exact=True).click()
    expect(page).to_have_url(re.compile(r"/cms/pages/\d+/$"))


@pytest.mark.parametrize("width", [1280, 390])
def test_an_article_from_its_writer_to_a_visitor(site: Site, open_context, width):
    title = f"{TITLE} {width}"
    writer, publisher, visitor = open_context(), open_context(), open_context(width=390, height=844)
    visitor.goto("/actualites/")
    expect(visitor.get_by_role("link", name=title)).to_have_count(0)
    sign_in(writer, site, "karim.benhaddou@example.org")
    writer.set_viewport_size({"width": width, "height": 900})
    sends_a_picture(writer)
    writes_an_article(writer, title)
    looks_at_three_widths(writer, title)
    address = submits(writer, title)
    visitor.reload()
    expect(visitor.get_by_role("link", name=title)).to_have_count(0)
    sign_in(publisher, site, "pascal.fournie@example.org")
    publisher.set_viewport_size({"width": width, "height": 900})
    publishes(publisher, address)
    visitor.reload()
    visitor.get_by_role("link", name=title).click()
    expect(visitor.get_by_role("img", name=DESCRIPTION)).to_be_visible()
    assert visitor.evaluate("document.documentElement.scrollWidth") <= 390
    assert_accessible(visitor)


def test_the_administrator_changes_look_and_menu(site: Site, open_context):
    admin, visitor = open_context(), open_context()
    sign_in(admin, site, "pascal.fournie@example.org")
    admin.goto("/territoire/portail/apparence/")
    assert_accessible(admin)
    admin.get_by_label("Couleur principale").fill("#c9b5f0")
    admin.get_by_role("button", name="Enregistrer l’apparence").click()
    expect(admin.get_by_text("plus foncée").first).to_be_visible()
    assert_accessible(admin)
    admin.goto("/territoire/portail/menu/")
    assert_accessible(admin)
    admin.get_by_label("Vers").select_option(label="Mentions légales")
    admin.get_by_label("Texte de la ligne").last.fill("Qui sommes-nous")
    admin.get_by_role("button", name="Ajouter au menu").click()
    expect(admin.get_by_text("est dans le menu")).to_be_visible()
    visitor.goto("/")
    expect(visitor.get_by_role("navigation", name="Menu principal")).to_contain_text("Qui sommes-nous")
    for path in ("redaction/", "verifications/", "bibliotheque/"):
        admin.goto(f"/territoire/portail/{path}")
        assert_accessible(admin)


def test_everything_is_read_without_a_script(site: Site, browser):
    context = browser.new_context(java_script_enabled=False, locale="fr-FR", base_url=site.address)
    page = context.new_page()
    page.goto("/ressources/")
    page.get_by_label("Votre logement").select_option(label="Copropriété")
    page.get_by_role("button", name="Filtrer").click()
    assert page.url.endswith("/ressources/?logement=condominium&etape=&theme=&nature=")
    page.get_by_role("link", name=re.compile("Rénover une copropriété")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rénover une copropriété")
    page.goto("/questions-frequentes/")
    page.get_by_text("Est-ce vraiment gratuit ?").click()
    expect(page.get_by_text("Le guichet est un service public")).to_be_visible()
    page.goto("/chercher/")
    page.get_by_label("Que cherchez-vous ?").fill("ventilations")
    page.get_by_role("button", name="Chercher", exact=True).click()
    expect(page.get_by_role("link", name=re.compile("Ventiler"))).to_be_visible()
    context.close()


def test_a_territory_is_opened_in_ten_minutes_and_seven_clicks(site: Site, open_context):
    admin, number, began = open_context(), int(time.time()), time.monotonic()
    sign_in(admin, site, "camille.roussel@example.org")
    admin.goto("/plateforme/")
    admin.get_by_role("link", name="Ouvrir un territoire").click()
    screens = [
        {"Nom du territoire": f"Pays d'essai {number}", "Adresse du site": f"essai{number}.localhost"}
        | {"Préfixe des numéros": "PE", "Téléphone du guichet": "05 36 49 12 40", "Adresse e-mail": "e@example.org"},
        {"Intercommunalité": "Muretain"},
        {"Structure 1": "Maison de l'habitat"},
        {"Prénom": "Lucie", "Nom": "Ferran", "Adresse e-mail": f"lucie{number}@example.org"},
        {},
    ]
    for screen in screens:
        expect(admin.get_by_role("button", name="Continuer")).to_be_visible()
        assert_accessible(admin)
        for label, value in screen.items():
            admin.get_by_label(re.compile(f"^{label}")).first.fill(value)
        admin.get_by_role("button", name="Continuer").click()
    expect(admin.get_by_role("button", name="Ouvrir le territoire")).to_be_visible()
    assert_accessible(admin)
    admin.get_by_role("button", name="Ouvrir le territoire").click()
    expect(admin.get_by_text("est ouvert. L’invitation est partie.")).to_be_visible()
    visitor = open_context(host=f"essai{number}.localhost")
    visitor.goto("/")
    expect(visitor.get_by_text("Mieux vivre chez soi")).to_be_visible()
    assert time.monotonic() - began < 600
