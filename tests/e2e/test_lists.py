"""Searching, keeping a tab, acting on many cases and taking it back, the board: by keyboard, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

KARIM = "karim.benhaddou@example.org"
TAG = "À revoir en janvier"


def searches_by_keyboard(page: Page) -> None:
    """Slash, a name misspelt, Enter: the case is open."""
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Rechercher une personne")).to_be_focused()
    page.keyboard.type("kazalbou")
    found = page.get_by_role("listbox", name="Résultats")
    options = found.get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("Yvette et Gérard Cazalbou")
    expect(options.last).to_contain_text("Yvette Cazalboux")
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cazalbou")


def keeps_a_tab(page: Page) -> None:
    """A filter, its sentence, a name: the tab is there with its counter."""
    page.goto("/bureau/dossiers/")
    expect(page.get_by_role("link", name=re.compile(r"^Tous \d+"))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Filtrer").click()
    page.get_by_label("Conseiller", exact=True).select_option(label="Moi")
    assert_accessible(page)
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_label("Filtres actifs")).to_contain_text("Conseiller")
    page.get_by_role("link", name="Colonnes et onglets").click()
    page.get_by_label("Nom de l’onglet").fill("Ceux de Karim")
    assert_accessible(page)
    page.get_by_role("button", name="Enregistrer l’onglet").click()
    expect(page.get_by_role("link", name=re.compile("Tri|Mes dossiers")).first).to_be_visible()
    expect(page.get_by_label("Filtres enregistrés")).to_contain_text("Ceux de Karim")


def tags_two_cases_and_takes_it_back(page: Page) -> None:
    """j, x, j, x, an action, its preview, its report, and the undo."""
    page.goto("/bureau/dossiers/?conseiller=moi")
    page.get_by_role("heading", level=1).focus()
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.get_by_text("Choisis : 2")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Action sur les dossiers choisis").select_option(label="Ajouter une étiquette")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Étiquette").fill(TAG)
    assert_accessible(page)
    page.get_by_role("button", name="Voir l’aperçu").click()
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("Ajouter l'étiquette .* 2 dossiers")).click()
    expect(page.get_by_text("2 dossiers faits")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("status").get_by_role("button", name="Annuler").first.click()
    expect(page.get_by_text("2 dossiers remis comme avant")).to_be_visible()
    assert_accessible(page)


def moves_a_card(page: Page) -> None:
    """On the board, Shift and the arrow move a card to the next stage, and the toast moves it back."""
    page.goto("/bureau/dossiers/tableau/?conseiller=moi")
    assert_accessible(page)
    lane = page.get_by_role("region", name="Premier échange", exact=True)
    card = lane.get_by_role("link").first
    name = card.inner_text()
    card.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("region", name="Visite", exact=True)).to_contain_text(name)
    page.get_by_role("status").get_by_role("button", name="Annuler").first.click()
    expect(page.get_by_role("region", name="Premier échange", exact=True)).to_contain_text(name)


def drags_a_card(page: Page) -> None:
    """The same with the mouse."""
    page.goto("/bureau/dossiers/tableau/?conseiller=moi")
    card = page.get_by_role("region", name="Visite", exact=True).locator("[data-card]").first
    name = card.get_by_role("link").inner_text()
    card.drag_to(page.get_by_role("region", name="Scénarios", exact=True), target_position={"x": 80, "y": 60})
    expect(page.get_by_role("region", name="Scénarios", exact=True)).to_contain_text(name)


def test_an_advisor_works_on_many_cases_by_keyboard(page: Page, site: Site):
    sign_in(page, site, KARIM)
    searches_by_keyboard(page)
    keeps_a_tab(page)
    tags_two_cases_and_takes_it_back(page)
    moves_a_card(page)
    drags_a_card(page)
    page.goto("/bureau/dossiers/carte/")
    assert_accessible(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis du clavier")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("width", [390, 640])
def test_the_lists_hold_on_a_phone_and_at_twice_the_size(open_context, site: Site, width: int):
    """640 px is a screen of 1280 px zoomed twice."""
    page = open_context()
    sign_in(page, site, KARIM)
    page.set_viewport_size({"width": width, "height": 800})
    for address in (
        "/bureau/dossiers/",
        "/bureau/dossiers/tableau/",
        "/bureau/dossiers/carte/",
        "/bureau/recherche/?q=caz",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert_accessible(page)
