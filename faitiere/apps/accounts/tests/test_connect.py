"""FranceConnect and ProConnect against a real OpenID Connect provider: nothing it says is believed unverified."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from faitiere.apps.accounts.actions import link_identity
from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.accounts.enums import Provider
from faitiere.apps.accounts.models import ExternalIdentity, Membership
from faitiere.apps.accounts.tests.factories import PASSWORD, UserFactory
from faitiere.apps.accounts.tests.peer import CLIENT_ID, CLIENT_SECRET, serve_peer
from faitiere.apps.audit.models import AuditEvent

LOGIN = "/compte/login/"


@pytest.fixture
def peer(settings):
    with serve_peer() as provider:
        given = {"url": provider.url, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "acr": ["eidas1"]}
        scope = "openid given_name family_name email"
        settings.CONNECT = {name: given | {"scope": scope} for name in ("franceconnect", "proconnect")}
        yield provider


@pytest.fixture
def visitor(toulouse):
    return Client(headers={"host": "localhost"})


def through(client, name: str = "franceconnect", **asked):
    """Our page, then the provider's, then back to ours."""
    leaving = client.get(f"/connexion/{name}/", asked)
    if "authorize" not in leaving["Location"]:
        return leaving
    back = requests.get(leaving["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(parts.path, parse_qs(parts.query))


def told(client) -> str:
    return client.get(LOGIN).content.decode()


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def linked(user, territory, peer, provider=Provider.FRANCECONNECT) -> None:
    peer.person |= {"email": user.email}
    actor = actor_for(user, territory)
    link_identity(actor=actor, provider=provider, subject=peer.person["sub"], email=user.email)


def test_an_identity_already_linked_signs_in_and_goes_where_it_was_going(visitor, toulouse, peer):
    user = UserFactory(email="yvette@example.org")
    linked(user, toulouse, peer)
    answer = through(visitor, next="/espace/")
    assert answer["Location"] == "/espace/"
    assert visitor.session["_auth_user_id"] == str(user.pk)
    assert ExternalIdentity.objects.get().last_used_at is not None


def test_what_is_asked_carries_state_nonce_and_pkce(visitor, peer):
    through(visitor)
    asked = peer.asked["/authorize"]
    assert {"state", "nonce", "code_challenge"} < set(asked)
    assert (asked["code_challenge_method"], asked["acr_values"], asked["response_type"]) == ("S256", "eidas1", "code")
    assert asked["redirect_uri"] == "http://localhost/connexion/franceconnect/retour/"
    assert len(peer.asked["/token"]["code_verifier"]) >= 43  # RFC 7636, section 4.1


def test_the_first_time_is_confirmed_by_a_code_then_by_hand(visitor, peer):
    user = UserFactory(email="yvette@example.org")
    peer.person |= {"email": "Yvette@example.org"}
    assert through(visitor)["Location"] == "/connexion/relier/"
    assert "Recevoir un code à yvette@example.org" in visitor.get("/connexion/relier/").content.decode()
    visitor.post("/compte/login/code/?next=/connexion/relier/", {"email": "yvette@example.org"})
    code = next(line for line in mail.outbox[-1].body.splitlines() if "-" in line and len(line) < 12)
    answer = visitor.post("/compte/login/code/confirm/", {"code": code, "next": "/connexion/relier/"})
    assert answer["Location"] == "/connexion/relier/"
    assert not ExternalIdentity.objects.exists()
    visitor.post("/connexion/relier/")
    assert ExternalIdentity.objects.get().user == user
    assert AuditEvent.objects.filter(verb="account.identity_linked").exists()


def test_an_unknown_address_reads_the_same_page_and_opens_nothing(visitor, peer):
    peer.person |= {"email": "inconnue@example.org"}
    assert through(visitor)["Location"] == "/connexion/relier/"
    page = visitor.get("/connexion/relier/").content.decode()
    assert "Si un compte existe à cette adresse" in page
    assert "sur invitation de votre guichet" not in page
    assert "Ouvrir mon espace" in page
    assert visitor.post("/connexion/relier/").status_code == 200
    assert not signed_in(visitor)
    assert not ExternalIdentity.objects.exists()


def test_an_identity_of_another_address_is_never_linked(visitor, peer):
    UserFactory(email="yvette@example.org")
    peer.person |= {"email": "autre@example.org"}
    through(visitor)
    visitor.post(LOGIN, {"login": "yvette@example.org", "password": PASSWORD})
    assert visitor.post("/connexion/relier/")["Location"] == "/connexion/mes-connexions/"
    assert "n&#x27;est pas celle de ce compte" in visitor.get("/connexion/mes-connexions/").content.decode()
    assert not ExternalIdentity.objects.exists()


FAULTS = [
    f"{what} {fault}" for what in ("id_token", "userinfo") for fault in ("signature", "audience", "issuer", "date")
]


@pytest.mark.parametrize(
    "fault",
    [
        *FAULTS,
        "id_token nonce",
        "id_token level",
        "no id_token",
        "userinfo unsigned",
        "userinfo person",
        "state",
        "issuer",
    ],
)
def test_what_cannot_be_verified_signs_nobody_in(visitor, toulouse, peer, fault):
    linked(UserFactory(), toulouse, peer)
    peer.faults = {fault}
    assert through(visitor)["Location"] == LOGIN
    assert "pas pu être vérifiée" in told(visitor)
    assert not signed_in(visitor)


@pytest.mark.parametrize(
    ("fault", "sentence"), [("down", "FranceConnect ne répond pas"), ("left", "Vous avez quitté FranceConnect")]
)
def test_a_provider_away_or_left_is_said_in_french(visitor, peer, fault, sentence):
    peer.faults = {fault}
    assert through(visitor)["Location"] == LOGIN
    assert sentence in told(visitor)


def test_a_provider_that_goes_away_half_way_is_said_too(visitor, peer):
    leaving = visitor.get("/connexion/franceconnect/")
    back = urlsplit(requests.get(leaving["Location"], allow_redirects=False, timeout=5).headers["Location"])
    peer.shutdown()
    peer.server_close()
    assert visitor.get(back.path, parse_qs(back.query))["Location"] == LOGIN
    assert "FranceConnect ne répond pas" in told(visitor)


def test_an_answer_serves_once_and_only_in_the_session_that_asked(visitor, toulouse, peer):
    linked(UserFactory(), toulouse, peer)
    leaving = visitor.get("/connexion/franceconnect/")
    back = urlsplit(requests.get(leaving["Location"], allow_redirects=False, timeout=5).headers["Location"])
    other = Client(headers={"host": "localhost"})
    assert other.get(back.path, parse_qs(back.query))["Location"] == LOGIN
    assert not signed_in(other)
    visitor.get(back.path, parse_qs(back.query))
    assert signed_in(visitor)
    visitor.logout()
    assert visitor.get(back.path, parse_qs(back.query))["Location"] == LOGIN


def test_proconnect_opens_a_desk_account_with_its_second_factor(visitor, toulouse, cast, peer):
    linked(cast.advisor, toulouse, peer, Provider.PROCONNECT)
    assert through(visitor, "proconnect")["Location"] == "/compte/2fa/authenticate/"
    assert not signed_in(visitor)


def test_proconnect_gives_no_role_and_franceconnect_no_desk(visitor, toulouse, cast, peer):
    ExternalIdentity.objects.create(user=cast.household, provider="proconnect", subject="sub-yvette")
    held = Membership.objects.count()
    assert through(visitor, "proconnect")["Location"] == LOGIN
    assert "ProConnect n&#x27;en donne pas" in told(visitor)
    ExternalIdentity.objects.create(user=cast.advisor, provider="franceconnect", subject="sub-yvette")
    assert through(visitor)["Location"] == LOGIN
    assert "réservé aux ménages" in told(visitor)
    assert Membership.objects.count() == held


def test_a_closed_account_is_not_opened(visitor, toulouse, peer):
    user = UserFactory()
    linked(user, toulouse, peer)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert through(visitor)["Location"] == "/compte/inactive/"
    assert not signed_in(visitor)


def test_signing_out_closes_the_session_there_too(visitor, toulouse, peer):
    linked(UserFactory(), toulouse, peer)
    through(visitor)
    out = urlsplit(visitor.post("/compte/logout/")["Location"])
    asked = parse_qs(out.query)
    assert f"{out.scheme}://{out.netloc}{out.path}" == f"{peer.url}/session/end"
    assert asked["post_logout_redirect_uri"] == ["http://localhost/"]
    assert asked["id_token_hint"][0].count(".") == 2
    assert not signed_in(visitor)


def test_a_session_opened_by_password_ends_here(visitor, peer):
    UserFactory(email="yvette@example.org")
    visitor.post(LOGIN, {"login": "yvette@example.org", "password": PASSWORD})
    assert visitor.post("/compte/logout/")["Location"] == "/"


def test_one_unlinks_oneself_and_the_door_is_closed(visitor, toulouse, peer):
    linked(UserFactory(), toulouse, peer)
    through(visitor)
    assert "Relié le" in visitor.get("/connexion/mes-connexions/").content.decode()
    visitor.post("/connexion/franceconnect/delier/")
    visitor.post("/compte/logout/")
    assert through(visitor)["Location"] == "/connexion/relier/"
    assert not signed_in(visitor)


def test_without_settings_nothing_is_offered(visitor, settings):
    settings.CONNECT = {"franceconnect": {}, "proconnect": {}}
    assert "FranceConnect" not in told(visitor)
    assert visitor.get("/connexion/franceconnect/").status_code == 404
    assert visitor.get("/connexion/ailleurs/retour/").status_code == 404


def test_the_first_time_lasts_a_quarter_of_an_hour(visitor, peer):
    peer.person |= {"email": "yvette@example.org"}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        through(visitor)
        clock.shift(dt.timedelta(minutes=15, seconds=1))
        assert visitor.get("/connexion/relier/").status_code == 410


def test_what_an_outside_address_asks_to_open_next_is_dropped(visitor, toulouse, peer):
    linked(UserFactory(), toulouse, peer)
    assert through(visitor, next="//example.org/")["Location"] == "/accueil/"
