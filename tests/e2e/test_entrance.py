"""Getting in and losing nothing: FranceConnect then a code on a phone, a text kept when the tab or the session goes."""

import re

import pytest
from playwright.sync_api import Page, expect

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

HOUSEHOLD = "yvette.cazalbou@example.org"
TEXT = "Elle rappelle jeudi pour le devis, après 17 h"


def narrow(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= 390


def code_received(page: Page) -> str:
    mails = page.context.new_page()
    mails.goto(f"/courriels/?a={HOUSEHOLD}")
    expect(mails.get_by_text("Voici votre code de connexion").first).to_be_visible()
    found = re.search(r"vous l.avez demandé :\s+([A-Z0-9-]{6,12})", mails.inner_text("main"))
    mails.close()
    return found[1]


def test_a_household_comes_by_franceconnect_on_a_phone(open_context, site: Site):
    """The policy of the site holds here: signing out leads to the provider."""
    site.peer.person |= {"email": HOUSEHOLD}
    phone = open_context(width=390, checked=False)
    phone.goto("/compte/login/")
    assert narrow(phone)
    phone.get_by_role("link", name="S’identifier avec FranceConnect").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Première connexion avec FranceConnect")
    assert narrow(phone)
    phone.get_by_role("button", name="Recevoir un code").click()
    phone.get_by_label("Code").fill(code_received(phone))
    phone.get_by_role("button", name="Se connecter").click()
    phone.get_by_role("button", name="Relier les deux").click()
    expect(phone.get_by_text("FranceConnect ouvre maintenant votre compte")).to_be_visible()
    phone.get_by_role("button", name="Se déconnecter").click()
    phone.wait_for_url(f"{site.peer.url}/session/end**")
    phone.goto("/compte/login/")
    phone.get_by_role("link", name="S’identifier avec FranceConnect").click()
    phone.wait_for_url("**/espace/**")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_doors_are_accessible(open_context, site: Site, width: int):
    site.peer.person |= {"sub": f"sub-{width}", "email": "personne@example.org"}
    page = open_context(width=width)
    for address in ("/compte/login/", "/compte/login/code/", "/connexion/franceconnect/"):
        page.goto(address)
        assert_accessible(page)
    site.peer.person |= {"sub": "sub-yvette"}


def test_a_text_survives_a_closed_tab_and_goes_once_sent(page: Page, site: Site):
    sign_in(page, site, "ines.delmas@example.org")
    page.goto("/bureau/dossiers/?q=Cazalbou")
    page.get_by_role("table").get_by_role("link", name="Cazalbou").first.click()
    page.get_by_label("Écrire dans le fil").fill(TEXT)
    expect(page.get_by_text("Brouillon gardé.")).to_be_visible()
    again = page.context.new_page()
    again.goto(page.url)
    page.close()
    assert_accessible(again)
    again.get_by_role("button", name="Reprendre ce texte").click()
    expect(again.get_by_label("Écrire dans le fil")).to_have_value(TEXT)
    again.get_by_role("button", name="Ajouter au fil").click()
    expect(again.get_by_text("Ajouté au fil")).to_be_visible()
    expect(again.get_by_role("button", name="Reprendre ce texte")).to_have_count(0)


def test_a_session_that_ends_while_one_writes_loses_nothing(open_context, site: Site):
    page = open_context()
    sign_in(page, site, "ines.delmas@example.org")
    page.goto("/bureau/appel-entrant/")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.get_by_label(re.compile("dit")).first.fill(TEXT)
    expect(page.get_by_text("Votre session est terminée")).to_be_visible()
    page.get_by_role("button", name="Noter l’appel").click()
    expect(page.get_by_label(re.compile("dit")).first).to_have_value(TEXT)
    page.context.add_cookies(cookies)
    page.get_by_role("button", name="Noter l’appel").click()
    expect(page.get_by_text(re.compile("à revoir")).first).to_be_visible()
    expect(page.get_by_label(re.compile("dit")).first).to_have_value(TEXT)
