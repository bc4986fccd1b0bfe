"""The desk without a full reload: tabs, filters of the thread and saved filters; nothing typed is lost on the way."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

ADVISOR = "ines.delmas@example.org"
NOTE = "Il préfère la pompe à chaleur après la toiture"
MARK = "window.same = true"  # a page loaded again has lost it


def in_place(page: Page) -> bool:
    return page.evaluate("window.same === true")


def open_case(page: Page, site: Site, name: str) -> Locator:
    """The thread of a case, marked; gives the tabs."""
    sign_in(page, site, ADVISOR)
    page.goto(f"/bureau/dossiers/?q={name}")
    page.get_by_role("table").get_by_role("link", name=name).first.click()
    expect(page.get_by_label("Écrire dans le fil")).to_be_visible()
    page.wait_for_load_state()
    page.evaluate(MARK)
    return page.get_by_role("navigation", name="Parties du dossier")


def current(tabs: Locator) -> Locator:
    return tabs.locator("[aria-current=page]")


@pytest.mark.parametrize("width", [1280, 390])
def test_tabs_of_a_case_change_in_place(open_context, site: Site, width: int):
    page = open_context(width=width)
    tabs = open_case(page, site, "Cazalbou")
    for name in ("Fiches", "Logement", "Aides et plan", "Juridique"):
        tabs.get_by_role("link", name=name).click()
        expect(current(tabs)).to_contain_text(name)
        expect(current(tabs)).to_be_focused()
        expect(current(tabs)).to_be_in_viewport()
        expect(page).to_have_title(re.compile(f"^{name}"))
    assert in_place(page)
    assert_accessible(page)
    page.go_back()
    expect(current(tabs)).to_contain_text("Aides et plan")
    expect(page).to_have_title(re.compile("^Aides et plan"))
    page.go_forward()
    expect(current(tabs)).to_contain_text("Juridique")
    assert in_place(page)
    page.reload()
    expect(current(tabs)).to_contain_text("Juridique")


def test_the_thread_and_the_saved_filters_change_in_place(page: Page, site: Site):
    open_case(page, site, "Cazalbou")
    page.get_by_label("Écrire dans le fil").fill(NOTE)
    kinds = page.get_by_role("group", name="Filtrer le fil")
    kinds.get_by_role("link", name="Interne").click()
    expect(kinds.locator("[aria-current]")).to_contain_text("Interne")
    expect(page.get_by_label("Écrire dans le fil")).to_have_value(NOTE)
    assert in_place(page)
    page.goto("/bureau/dossiers/")
    page.evaluate(MARK)
    saved = page.get_by_role("group", name="Filtres enregistrés")
    saved.get_by_role("link", name="Mes dossiers").click()
    expect(saved.locator("[aria-current]")).to_contain_text("Mes dossiers")
    expect(saved.locator("[aria-current] .f-num")).to_be_visible()
    assert "conseiller=moi" in page.url
    assert in_place(page)


def test_words_of_a_tab_left_at_once_are_kept(page: Page, site: Site):
    tabs = open_case(page, site, "Marty")
    page.get_by_label("Écrire dans le fil").fill(NOTE)
    tabs.get_by_role("link", name="Fiches").click()
    expect(current(tabs)).to_contain_text("Fiches")
    tabs.get_by_role("link", name="Fil", exact=True).click()
    page.get_by_role("button", name="Reprendre ce texte").click()
    expect(page.get_by_label("Écrire dans le fil")).to_have_value(NOTE)
    page.get_by_role("button", name="Ajouter au fil").click()
    expect(page.get_by_text("Ajouté au fil")).to_be_visible()
    tabs.get_by_role("link", name="Fiches").click()
    expect(page.get_by_text("Ajouté au fil")).to_have_count(0)


def test_a_form_that_nobody_keeps_asks_before_it_is_left(page: Page, site: Site):
    tabs = open_case(page, site, "Cazalbou")
    tabs.get_by_role("link", name="Factures").click()
    expect(current(tabs)).to_contain_text("Factures")
    field = page.locator("form[data-guard] input:visible").first
    field.fill("2024")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    tabs.get_by_role("link", name="Fiches").click()
    expect(field).to_have_value("2024")
    page.wait_for_function("() => document.querySelector('form[data-dirty]') !== null")
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    tabs.get_by_role("link", name="Fiches").click()
    expect(current(tabs)).to_contain_text("Fiches")
    assert asked == ["beforeunload", "beforeunload"]


def test_what_is_not_the_tab_is_opened_whole(page: Page, site: Site):
    tabs = open_case(page, site, "Cazalbou")
    page.route("**/fiches/", lambda route: route.abort())
    tabs.get_by_role("link", name="Fiches").click()
    expect(page.get_by_role("alert")).to_contain_text("Le serveur n’a pas répondu")
    expect(current(tabs)).to_contain_text("Fil")
    page.unroute("**/fiches/")
    page.context.clear_cookies(name="sessionid")
    tabs.get_by_role("link", name="Fiches").click()
    expect(page.get_by_label("Mot de passe", exact=True)).to_be_visible()
    assert "next=" in page.url


def test_words_typed_before_the_scripts_arrive_are_kept(page: Page, site: Site):
    open_case(page, site, "Cazalbou")
    held = []
    page.route("**/brouillons*.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.get_by_label("Écrire dans le fil").fill(NOTE)
    with page.expect_response("**/bureau/brouillons/*/"):
        held[0].continue_()
    expect(page.get_by_text("Brouillon gardé.")).to_be_visible()


def test_a_value_saved_after_the_session_ended_stays_on_screen_and_is_saved_once_signed_in(page: Page, site: Site):
    tabs = open_case(page, site, "Cazalbou")
    tabs.get_by_role("link", name="Fiches").click()
    expect(current(tabs)).to_contain_text("Fiches")
    missing, words = page.get_by_label("Ce qui manque"), f"le devis du toit, {time.time():.0f}"
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    missing.fill(words)
    missing.blur()
    expect(page.get_by_text("Votre session est terminée.")).to_be_visible()
    expect(missing).to_have_value(words)
    expect(page.get_by_label("Mot de passe", exact=True)).to_have_count(0)
    assert_accessible(page)
    page.context.add_cookies(cookies)
    missing.press("Enter")
    expect(page.locator("#manque")).to_contain_text("Enregistré à")


def test_a_message_is_sent_by_the_keyboard(page: Page, site: Site):
    open_case(page, site, "Cazalbou")
    composer = page.get_by_label("Écrire dans le fil")
    composer.fill("Note envoyée au clavier")
    composer.press("Control+Enter")
    expect(page.locator(".f-feed").get_by_text("Note envoyée au clavier").first).to_be_visible()


@pytest.mark.parametrize("address", ["/bureau/contacts/", "/bureau/dossiers/"])
def test_the_lists_are_walked_by_the_keyboard(page: Page, site: Site, address: str):
    sign_in(page, site, ADVISOR)
    page.goto(address)
    rows = page.locator("[data-row] [data-open]")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    second = rows.nth(min(1, rows.count() - 1))
    expect(second).to_be_focused()
    target = second.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


@pytest.mark.parametrize(("address", "field"), [("/bureau/appel/", "Nom de famille")])
def test_a_full_new_case_left_is_offered_back(page: Page, site: Site, address: str, field: str):
    sign_in(page, site, ADVISOR)
    page.goto(address)
    page.get_by_label(field).press_sequentially("Vialatte")
    expect(page.get_by_text("Brouillon gardé.")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Reprendre ce texte").first.click()
    expect(page.get_by_label(field)).to_have_value("Vialatte")
