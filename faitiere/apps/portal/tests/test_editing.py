import pytest
from django.test import RequestFactory

from faitiere.apps.accounts.tests.factories import MembershipFactory
from faitiere.apps.territories.tests.factories import OrganisationFactory, other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import portal_of


@pytest.fixture
def home(cast, toulouse):
    return portal_of(toulouse)


def test_the_administrator_edits_the_pages_of_its_territory(cast, login, home):
    client = login(cast.territory_admin)
    assert client.get("/cms/").status_code == 200
    assert client.get(f"/cms/pages/{home.pk}/edit/").status_code == 200


def test_the_pages_of_another_territory_are_not_edited(cast, login, home):
    elsewhere = other_territory()
    with territory_scope(elsewhere):
        foreign = portal_of(elsewhere)
        MembershipFactory(user=cast.stranger, organisation=OrganisationFactory(name="G"), role="territory_admin")
    answer = login(cast.territory_admin).get(f"/cms/pages/{foreign.pk}/edit/")
    assert answer.status_code == 302
    assert login(cast.stranger, host="foix.localhost").get(f"/cms/pages/{foreign.pk}/edit/").status_code == 200


@pytest.mark.parametrize("who", ["advisor", "funder", "household"])
def test_nobody_else_opens_the_editor(cast, login, home, who):
    assert login(getattr(cast, who)).get("/cms/").status_code == 302


def test_the_right_to_edit_ends_with_the_role(cast, login, home):
    client = login(cast.territory_admin)
    client.get("/cms/")
    cast.territory_admin.memberships.all().delete()
    assert client.get("/cms/").status_code == 302


def test_a_page_is_previewed_as_its_visitors_will_read_it(cast, login, home):
    article = home.get_descendants().get(slug="lire-un-devis").specific
    request = RequestFactory().get("/cms/", headers={"host": "localhost"})
    page = article.make_preview_request(original_request=request)
    assert page.status_code == 200
    assert "Lire un devis d&#x27;isolation" in page.rendered_content


def test_a_preview_may_be_framed_by_the_editor_and_the_page_by_nobody(cast, login, home):
    client, page = login(cast.territory_admin), home.get_descendants().get(slug="lire-un-devis")
    address = f"/cms/pages/{page.pk}/edit/preview/?in_preview_panel=true"
    assert "frame-ancestors 'self'" in client.get(address).headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in client.get(page.specific.get_url()).headers["Content-Security-Policy"]
