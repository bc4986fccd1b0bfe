"""A household without an account opens its space from FranceConnect: a real provider, a link by mail, no password."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.core.cache import cache
from django.test import Client

from faitiere.apps.accounts.models import ExternalIdentity, User
from faitiere.apps.accounts.tests.factories import UserFactory
from faitiere.apps.accounts.tests.peer import CLIENT_ID, CLIENT_SECRET, serve_peer
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import OutgoingMail

EMAIL = "yvette.cazalbou@example.org"


@pytest.fixture
def peer(settings):
    cache.clear()
    with serve_peer() as provider:
        given = {"url": provider.url, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "acr": ["eidas1"]}
        scope = "openid given_name family_name email"
        settings.CONNECT = {name: given | {"scope": scope} for name in ("franceconnect", "proconnect")}
        provider.person |= {"email": EMAIL}
        yield provider


@pytest.fixture
def visitor(toulouse):
    return Client(headers={"host": "localhost"})


def through(client, name: str = "franceconnect"):
    """Our page, then the provider's, then back to ours."""
    leaving = client.get(f"/connexion/{name}/")
    back = requests.get(leaving["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(parts.path, parse_qs(parts.query))


def link_sent(client) -> str:
    """What the button of the first time sends by mail."""
    page = client.get("/connexion/relier/").content.decode()
    assert re.search(rf'action="/espace/ouvrir/">.*name="email" value="{EMAIL}"', page)
    client.post("/espace/ouvrir/", {"email": EMAIL})
    return re.search(r"/espace/ouvrir/\S+", OutgoingMail.objects.get(recipient=EMAIL).text).group()


@pytest.fixture
def link(visitor, peer):
    through(visitor)
    return link_sent(visitor)


def test_the_name_is_there_no_password_is_asked_and_the_space_opens(visitor, link):
    case = CaseFactory(person=PersonFactory(email=EMAIL))
    page = visitor.get(link).content.decode()
    assert 'value="Yvette"' in page
    assert 'value="Cazalbou"' in page
    assert 'type="password"' not in page
    assert visitor.post(link, {"first_name": "Yvette", "last_name": "Cazalbou"})["Location"] == "/espace/"
    user = User.objects.get(email=EMAIL)
    assert (user.has_usable_password(), ExternalIdentity.objects.get().user) == (False, user)
    assert visitor.get(f"/espace/{case.pk}/").status_code == 200


def test_afterwards_one_click_is_enough(visitor, link, peer, toulouse):
    visitor.post(link, {"first_name": "Yvette", "last_name": "Cazalbou"})
    other = Client(headers={"host": "localhost"})
    through(other)
    assert other.session["_auth_user_id"] == str(User.objects.get(email=EMAIL).pk)


def test_the_link_serves_once(visitor, link):
    visitor.post(link, {"first_name": "Yvette", "last_name": "Cazalbou"})
    stranger = Client(headers={"host": "localhost"})
    assert stranger.get(link).status_code == 410
    told = {"first_name": "X", "last_name": "Y", "password": "une-longue-phrase-a-moi", "again": ""}
    assert stranger.post(link, told | {"again": told["password"]}).status_code == 410
    assert not User.objects.get(email=EMAIL).has_usable_password()


def test_the_address_is_proven_by_mail_in_the_same_browser_else_a_password_is_asked(link):
    elsewhere = Client(headers={"host": "localhost"})
    assert 'type="password"' in elsewhere.get(link).content.decode()
    assert elsewhere.post(link, {"first_name": "Yvette", "last_name": "Cazalbou"}).status_code == 422
    assert not User.objects.filter(email=EMAIL).exists()


def test_the_identity_of_another_address_opens_nothing(visitor, peer):
    through(visitor)
    visitor.post("/espace/ouvrir/", {"email": "autre@example.org"})
    link = re.search(r"/espace/ouvrir/\S+", OutgoingMail.objects.get(recipient="autre@example.org").text).group()
    assert 'type="password"' in visitor.get(link).content.decode()


def test_an_identity_already_tied_to_somebody_opens_no_second_account(visitor, link, peer):
    ExternalIdentity.objects.create(user=UserFactory(), provider="franceconnect", subject=peer.person["sub"])
    visitor.post(link, {"first_name": "Yvette", "last_name": "Cazalbou"})
    assert not User.objects.filter(email=EMAIL).exists()
    assert ExternalIdentity.objects.count() == 1


def test_proconnect_opens_no_space(visitor, peer):
    through(visitor, "proconnect")
    page = visitor.get("/connexion/relier/").content.decode()
    assert "sur invitation de votre guichet" in page
    assert "/espace/ouvrir/" not in page
