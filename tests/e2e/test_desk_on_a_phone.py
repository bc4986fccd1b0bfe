"""The desk at 390 px: nothing overflows, and axe has nothing to say."""

import re

import pytest
from playwright.sync_api import Page, expect

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

KARIM, PASCAL = "karim.benhaddou@example.org", "pascal.fournie@example.org"
AS_ADVISOR = [
    "/bureau/contacts/",
    "/bureau/contacts/doublons/",
    "/bureau/dossiers/lots/miennes/",
    "/bureau/courriels-a-verifier/",
    "/nouveautes/",
    "/nouveautes/choix/",
]
AS_ADMINISTRATOR = ["/bureau/juridique/", "/bureau/juridique/statistiques/", "/territoire/comptes/"]


def fits(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url
    assert_accessible(page)


def test_the_desk_is_usable_on_a_phone(site: Site, open_context):
    phone = open_context()
    sign_in(phone, site, KARIM)
    phone.set_viewport_size({"width": 390, "height": 844})
    for path in AS_ADVISOR:
        assert phone.goto(path).status == 200, path
        fits(phone)
    phone.goto("/bureau/dossiers/?conseiller=moi")
    phone.get_by_role("checkbox", name="Choisir toute la page").check()
    phone.get_by_label("Action sur les dossiers choisis").select_option(label="Archiver")
    phone.get_by_role("button", name="Continuer").click()
    expect(phone.get_by_role("heading", name="Aperçu")).to_be_visible()
    fits(phone)


def test_accounts_and_a_departure_are_usable_on_a_phone(site: Site, open_context):
    phone = open_context()
    sign_in(phone, site, PASCAL)
    phone.set_viewport_size({"width": 390, "height": 844})
    for path in AS_ADMINISTRATOR:
        assert phone.goto(path).status == 200, path
        fits(phone)
    phone.get_by_role("link", name="Karim Benhaddou").first.click()
    fits(phone)
    phone.get_by_role("link", name="Préparer son départ").click()
    expect(phone).to_have_url(re.compile("/depart/$"))
    fits(phone)
