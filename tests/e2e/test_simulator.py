"""The three-minute simulator on a phone: answered, kept, resumed by code, sent; the advisor sees the same screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]


def fits(page: Page) -> None:
    """No sideways scroll, no violation."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert_accessible(page)


def answers(page: Page) -> str:
    """Fill what is known and give the range of the result."""
    page.goto("/mes-aides/")
    fits(page)
    page.get_by_label("La commune du logement").fill("Cugnaux")
    page.get_by_label("Vous êtes").select_option(label="Propriétaire, et j’y habite")
    page.get_by_label("Votre logement").select_option(label="Maison")
    page.get_by_label("Année de construction").fill("1974")
    page.get_by_label("Combien de personnes").fill("2")
    page.get_by_label("Étiquette du DPE").select_option("F")
    page.get_by_label("Tout rénover").check()
    page.get_by_role("button", name="Voir mes aides").click()
    total = page.get_by_role("heading", name=re.compile("Vos aides : entre"))
    expect(total).to_be_visible()
    expect(page.get_by_text("Revenu non indiqué")).to_be_visible()
    fits(page)
    return total.inner_text()


def keeps_and_resumes(page: Page, total: str) -> None:
    page.get_by_role("button", name="Garder et recevoir un code").click()
    told = page.get_by_text(re.compile("Votre code"))
    code = re.search(r"[2-9B-Z]{5}-[2-9B-Z]{5}", told.inner_text()).group()
    fits(page)
    page.goto("/mes-aides/reprendre/")
    fits(page)
    page.get_by_label("Votre code").fill("22222-22222")
    page.get_by_role("button", name="Reprendre").click()
    expect(page.get_by_text("Ce code n’existe pas ici").first).to_be_visible()
    fits(page)
    page.get_by_label("Votre code").fill(code.lower())
    page.get_by_role("button", name="Reprendre").click()
    expect(page.get_by_role("heading", name=total)).to_be_visible()


def sends(page: Page) -> None:
    page.get_by_role("link", name="L’envoyer à un conseiller").click()
    fits(page)
    page.get_by_label("Votre nom").fill("Pradel")
    page.get_by_label("Votre prénom").fill("Solange")
    page.get_by_label("Votre téléphone").fill("06 39 98 77 58")
    page.get_by_role("checkbox", name="J'accepte que le guichet garde").check()
    page.get_by_role("button", name="Envoyer ma simulation").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("merci|arrivée|reçue|noté", re.IGNORECASE))


def test_a_household_simulates_resumes_sends_and_the_advisor_sees_the_same(open_context, site: Site):
    phone = open_context(width=390, height=844)
    total = answers(phone)
    keeps_and_resumes(phone, total)
    sends(phone)
    desk = open_context()
    sign_in(desk, site, "karim.benhaddou@example.org")
    desk.goto("/bureau/dossiers/?q=Pradel")
    desk.locator("main a[href^='/bureau/dossiers/']", has_text="Pradel").first.click()
    desk.get_by_role("navigation", name="Parties du dossier").get_by_role("link", name="Simulation").click()
    expect(desk.get_by_role("heading", name=total)).to_be_visible()
    assert_accessible(desk)
