"""From two answers to ten: a range that says what it does not know, then a narrower one."""

import re

import pytest
from playwright.sync_api import Page, expect

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]
# A house of the demonstration that nobody has described yet.
OWNER = "Tournier"
KNOWN = {
    "Période de construction": "1948 à 1974",
    "Isolation des murs": "Non isolés",
    "Toiture": "Combles perdus",
    "Isolation de la toiture": "Isolés",
    "Vitrage": "Simple vitrage",
    "Chauffage": "Chaudière gaz",
    "Eau chaude": "Par la chaudière ou la pompe à chaleur",
    "Ventilation": "Ouverture des fenêtres",
}


def opens_the_answers(page: Page) -> None:
    page.goto(f"/bureau/dossiers/?q={OWNER}")
    page.locator("main a[href^='/bureau/dossiers/']", has_text=OWNER).first.click()
    page.get_by_role("navigation", name="Parties du dossier").get_by_role("link", name="Logement").click()
    page.get_by_role("link", name="Décrire par quelques réponses").click()
    expect(page.get_by_role("heading", name="Dix réponses pour estimer la classe")).to_be_visible()


def classes_shown(page: Page) -> int:
    """How many letters the chart of the range shows."""
    card = page.get_by_role("region", name="Ce que ces réponses permettent de dire")
    card.get_by_text("Voir les chiffres en tableau").click()
    return card.get_by_role("rowheader").count()


def test_two_answers_give_a_wide_range_and_ten_a_narrower_one(open_context, site: Site):
    page = open_context()
    sign_in(page, site, "ines.delmas@example.org")
    opens_the_answers(page)
    assert_accessible(page)
    page.get_by_role("button", name="Calculer").click()
    expect(page.get_by_label("Surface habitable")).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)
    page.get_by_label("Surface habitable").fill("96")
    page.get_by_role("button", name="Calculer").click()
    expect(page.get_by_text(re.compile("huit fois sur dix entre"))).to_be_visible()
    assert_accessible(page)
    wide = classes_shown(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("link", name="Décrire par quelques réponses").click()
    for label, choice in KNOWN.items():
        page.get_by_label(label, exact=True).select_option(label=choice)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Calculer").click()
    expect(page.get_by_text("Fiche d’identité, version 2").first).to_be_visible()
    assert_accessible(page)
    assert classes_shown(page) < wide
