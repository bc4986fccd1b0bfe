"""Best scenarios: the chart of every bundle, a filter, a click on a disc, and a scenario is there."""

import re

import pytest
from playwright.sync_api import expect

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]


def test_a_filter_then_a_click_on_a_bundle_make_a_scenario(open_context, site: Site):
    page = open_context()
    sign_in(page, site, "maylis.castera@example.org")
    page.goto("/bureau/dossiers/?q=Rouquette")
    page.locator("main a[href^='/bureau/dossiers/']", has_text="Rouquette").first.click()
    page.get_by_role("navigation", name="Parties du dossier").get_by_role("link", name="Scénarios").click()
    page.get_by_role("link", name="Chercher les meilleurs bouquets").click()
    expect(page.get_by_role("heading", name="Tous les bouquets calculés")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("La façade").check()
    page.get_by_label("Étiquette à atteindre").select_option("B")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_text("répondent à vos filtres")).to_be_visible()
    assert "sans=facade" in page.url
    assert_accessible(page)
    page.locator(".f-chart-wide a[data-submits]").first.click()
    expect(page.get_by_role("status").get_by_text(re.compile("Scénario . créé"))).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.go_back()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
