"""The last journey, for it ends an account of the demonstration."""

import re

import pytest
from playwright.sync_api import Page, expect

from .site import Site, assert_accessible, sign_in
from .test_desk_day import open_case

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]


def test_a_leaving_advisor_hands_everything_over_and_is_out(page: Page, site: Site, open_context):
    """Two open sessions of the same person die on the spot."""
    leaving, elsewhere = open_context(), open_context(host="toulouse.localhost")
    for one in (leaving, elsewhere):
        sign_in(one, site, "karim.benhaddou@example.org", again=True)
    sign_in(page, site, "helene.vidal@example.org")
    page.goto("/territoire/comptes/?q=Benhaddou")
    assert_accessible(page)
    page.get_by_role("link", name="Karim Benhaddou").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Karim Benhaddou")
    assert_accessible(page)
    page.get_by_role("link", name="Préparer son départ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Départ de Karim Benhaddou")
    page.get_by_role("checkbox", name="Inès Delmas").check()
    page.get_by_role("checkbox", name="Hélène Vidal").check()
    page.get_by_label("Qui suit Julien Marty").select_option(label="Inès Delmas")
    assert_accessible(page)
    page.get_by_role("button", name="Confier et retirer l’accès").click()
    expect(page.get_by_text(re.compile("est retiré partout"))).to_be_visible()
    for one in (leaving, elsewhere):
        one.goto("/bureau/")
        expect(one).to_have_url(re.compile("/compte/login/"))
    open_case(page, "Marty")
    expect(page.get_by_role("main")).to_contain_text("Inès Delmas")
