"""Two financing plans side by side, on the desk then on a phone, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

HOUSEHOLD = "Fatima Ouali"


def opens_a_copy(page: Page) -> None:
    """The demonstration's study is printed: a copy can be changed."""
    page.goto("/bureau/dossiers/")
    page.get_by_role("link", name=re.compile(HOUSEHOLD)).first.click()
    parts = page.get_by_role("navigation", name="Parties du dossier")
    parts.get_by_role("link", name="Scénarios").click()
    page.get_by_role("button", name=re.compile("Copier")).first.click()
    parts.get_by_role("link", name="Aides et plan").click()
    expect(page.get_by_role("table", name="Les deux plans, ligne par ligne")).to_be_visible()
    assert_accessible(page)


def refuses_a_loan_without_rate(page: Page) -> None:
    page.locator("#modifier-1 > summary").click()
    form = page.locator("#modifier-1")
    form.get_by_label("Quel prêt").first.select_option(label="Prêt bancaire")
    form.get_by_label("Taux").first.fill("")
    assert_accessible(page)
    page.get_by_role("button", name="Recalculer Plan B").click()
    expect(page.get_by_text("Donnez le taux annoncé par la banque").first).to_be_visible()
    assert_accessible(page)


def computes_and_keeps_the_second(page: Page) -> None:
    form = page.locator("#modifier-1")
    form.get_by_label("Taux").first.fill("4,2")
    form.get_by_label("Acompte aux entreprises").fill("30")
    page.get_by_role("button", name="Recalculer Plan B").click()
    expect(page.get_by_role("table", name="Les deux plans, ligne par ligne")).to_contain_text("4,2")
    page.locator("#modifier-1 > summary").click()
    page.get_by_role("button", name="Retenir Plan B").click()
    expect(page.get_by_role("heading", name="Plan de financement retenu : Plan B")).to_be_visible()
    assert_accessible(page)


def reads_it_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_role("heading", name="Pendant le chantier")).to_be_visible()
    assert_accessible(page)


def test_an_advisor_compares_two_financing_plans(page: Page, site: Site) -> None:
    sign_in(page, site, "ines.delmas@example.org")
    opens_a_copy(page)
    refuses_a_loan_without_rate(page)
    computes_and_keeps_the_second(page)
    reads_it_on_a_phone(page)
