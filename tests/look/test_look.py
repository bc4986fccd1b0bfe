"""The surfaces in a real browser: no accessibility violation, nothing the policy refuses, no sideways scroll, light."""

import pytest

from faitiere.apps.cases.tests.factories import CaseFactory

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]

PUBLIC = ["/compte/login/", "/compte/password/reset/", "/nulle-part/", "/trouver-mon-conseiller/", "/mes-aides/"]
DESK = ["/bureau/", "/bureau/dossiers/", "/bureau/appel/", "/bureau/taches/"]


WIDTHS = (1280, 390, 320)


def assert_readable(look, address, client=None):
    """At each width: axe finds nothing, the browser refuses nothing, nothing scrolls sideways."""
    for width in WIDTHS:
        seen = look(width, client).open(address)
        assert seen.violations() == [], width
        assert seen.complaints == [], width
        assert seen.sideways() <= 0, width


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_readable_by_all(look, live_server, toulouse, address):
    assert_readable(look, live_server.url + address)


@pytest.mark.parametrize("address", DESK)
def test_a_desk_page_is_readable_by_all(look, live_server, cast, login, address):
    CaseFactory(advisor=cast.advisor)
    assert_readable(look, live_server.url + address, login(cast.advisor))


def test_the_menu_of_a_phone_opens_and_closes_by_the_keyboard(look, live_server, cast, login):
    page = look(390, login(cast.advisor)).open(live_server.url + "/bureau/").page
    page.get_by_role("button", name="Menu", exact=True).press("Enter")
    assert page.get_by_role("link", name="Dossiers", exact=True).is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Dossiers", exact=True).is_visible()


def test_control_k_searches_and_the_question_mark_lists_the_shortcuts(look, live_server, cast, login):
    page = look(1280, login(cast.advisor)).open(live_server.url + "/bureau/").page
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Raccourcis du clavier").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.name") == "q"


def test_who_takes_no_call_is_not_offered_one(look, live_server, cast, login):
    page = look(1280, login(cast.funder)).open(live_server.url + "/pilotage/").page
    assert page.get_by_role("link", name="Nouvel appel").count() == 0


def test_the_first_tab_stop_skips_to_the_content(look, live_server, toulouse):
    page = look(1280).open(live_server.url + "/compte/login/").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
