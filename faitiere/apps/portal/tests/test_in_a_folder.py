"""A territory served in a folder of a host: `renov.example/tarn/`. No address written in a page may lead out of it."""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.urls import get_script_prefix, reverse

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.cases.actions import invite_to_space
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.portal.actions.opening import OpeningRefused, open_territory
from faitiere.apps.portal.desk_forms import IdentityForm
from faitiere.apps.portal.first import first_pages
from faitiere.apps.territories.models import Host, Territory
from faitiere.lib.tenancy import territory_scope

from .factories import portal_of

# Files shared by every territory of the host.
_SHARED = (settings.STATIC_URL, settings.MEDIA_URL)
_ADDRESS = re.compile(r'(href|action|src|hx-get|hx-post|content)="(/[^"]*)"')
_PAGES = 40


@pytest.fixture
def in_folder(toulouse, settings):
    """Toulouse answers at renov.example/tarn, beside a territory that has the whole host."""
    settings.ALLOWED_HOSTS = ["renov.example"]
    toulouse.phone = "+33639980012"
    portal_of(toulouse, **first_pages(toulouse))
    Host.objects.filter(territory=toulouse).delete()
    Host.objects.create(name="renov.example/tarn", territory=toulouse, is_main=True)
    whole = Territory.objects.create(slug="entier", name="Le site entier", case_prefix="00")
    Host.objects.create(name="renov.example", territory=whole, is_main=True)
    with territory_scope(whole):
        portal_of(whole)
    return toulouse


def asked(client, path):
    return client.get(path, headers={"host": "renov.example"})


def walk(client, first, *, leave=()):
    """The pages reached from the first one, each address written in them looked at."""
    waiting, seen = [first], set()
    while waiting and len(seen) < _PAGES:
        path = waiting.pop(0)
        if path in seen or path.startswith(leave):
            continue
        assert path.startswith("/tarn/"), path
        seen.add(path)
        answer = asked(client, path)
        if answer.status_code == 302:
            waiting.append(answer.headers["Location"])
            continue
        assert answer.status_code == 200, (path, answer.status_code)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for attribute, address in _ADDRESS.findall(answer.content.decode()):
            if address.startswith(_SHARED):
                continue
            assert address.startswith("/tarn/"), f"{path} leads out of the folder: {address}"
            if attribute == "href":
                waiting.append(address.partition("#")[0].replace("&amp;", "&"))
    return seen


def test_a_visitor_never_leaves_the_folder(client, in_folder):
    seen = walk(client, "/tarn/", leave=("/tarn/compte/", "/tarn/espace/"))
    assert len(seen) > 20
    assert {"/tarn/mes-aides/", "/tarn/rendez-vous/", "/tarn/annuaire/", "/tarn/evenements/"} <= seen


def test_an_advisor_never_leaves_the_folder(client, cast, in_folder):
    CaseFactory(advisor=cast.advisor, person=PersonFactory())
    client.force_login(cast.advisor)
    leave = ("/tarn/compte/", "/tarn/cms/", "/tarn/bureau/dossiers/export")
    assert len(walk(client, "/tarn/bureau/dossiers/", leave=leave)) == _PAGES


def test_a_household_never_leaves_the_folder(client, cast, in_folder):
    case = CaseFactory(person=PersonFactory(user=cast.household))
    client.force_login(cast.household)
    leave = ("/tarn/compte/", "/tarn/espace/donnees/")
    assert len(walk(client, f"/tarn/espace/{case.pk}/", leave=leave)) > 10


def test_the_whole_host_is_another_territory(client, in_folder):
    assert "Le site entier" in asked(client, "/").content.decode()
    assert "Le site entier" not in asked(client, "/tarn/").content.decode()
    assert get_script_prefix() == "/"


def test_signing_in_leads_back_into_the_folder(client, in_folder):
    assert (
        asked(client, "/tarn/bureau/dossiers/").headers["Location"] == "/tarn/compte/login/?next=/tarn/bureau/dossiers/"
    )


def test_a_mail_names_the_folder_once(in_folder):
    case = CaseFactory(person=PersonFactory(email="yvette@example.org"))
    space = reverse("space:case", args=[case.pk])
    mail = invite_to_space(actor=system_actor(in_folder), participant=case.participants.get(), next_path=space)
    (link,) = re.findall(r"http://\S+", mail.text)[:1]
    assert link.startswith("http://renov.example:8000/tarn/")
    assert "/tarn/tarn/" not in link


def test_an_address_made_anywhere_is_written_once(in_folder):
    whole = Territory.objects.get(slug="entier")
    for path in ("/espace/", "/tarn/espace/"):
        assert in_folder.absolute(path).endswith("renov.example:8000/tarn/espace/")
    assert whole.absolute("/espace/").endswith("renov.example:8000/espace/")


@pytest.mark.parametrize(
    ("typed", "refused"),
    [("renov.ariege.fr/pays-foix", False), ("renov.ariege.fr/bureau", True), ("renov.ariege.fr/a/b", True)],
)
def test_the_opening_takes_a_folder_that_is_no_page_of_the_site(db, typed, refused):
    assert ("host" in IdentityForm({"host": typed}).errors) == refused


def test_a_folder_that_is_a_page_of_the_site_opens_no_territory(toulouse):
    opening = SimpleNamespace(slug="tarn", host="renov.example/bureau", communes=["31555"])
    with pytest.raises(OpeningRefused, match="est déjà une page du site"):
        open_territory(actor=system_actor(toulouse), opening=opening)
    assert not Territory.objects.filter(slug="tarn").exists()
