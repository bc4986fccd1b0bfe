"""Sign-in by a code sent by mail: same answers for everybody, short-lived, few tries, the second factor after it."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from faitiere.apps.accounts.tests.factories import UserFactory

ASK, GIVE = "/compte/login/code/", "/compte/login/code/confirm/"


@pytest.fixture
def visitor(toulouse):
    cache.clear()
    return Client(headers={"host": "localhost"})


@pytest.fixture
def yvette(toulouse):
    return UserFactory(email="yvette@example.org")


def received() -> str:
    """The code of the last mail, alone on its line."""
    lines = mail.outbox[-1].body.splitlines()
    return lines[lines.index("Voici votre code de connexion, à recopier dans la page où vous l'avez demandé :") + 2]


def asked(client, email: str = "yvette@example.org") -> str:
    client.post(ASK, {"email": email})
    return received()


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_code_opens_the_account_once(visitor, yvette):
    code = asked(visitor)
    assert visitor.post(GIVE, {"code": code})["Location"] == "/accueil/"
    assert signed_in(visitor)
    visitor.post("/compte/logout/")
    visitor.post(GIVE, {"code": code})
    assert not signed_in(visitor)


def test_known_and_unknown_addresses_read_the_same(visitor, yvette):
    other = Client(headers={"host": "localhost"})
    answers = [one.post(ASK, {"email": email}, follow=True) for one, email in (
        (visitor, "yvette@example.org"), (other, "inconnu@example.org"))]  # fmt: skip
    pages = [answer.content.decode().replace(email, "…") for answer, email in zip(
        answers, ("yvette@example.org", "inconnu@example.org"), strict=True)]  # fmt: skip
    assert [answer.redirect_chain for answer in answers] == [[(GIVE, 302)]] * 2
    assert all("Si un compte existe à l’adresse …, un code vient d’y partir" in page for page in pages)
    assert other.post(GIVE, {"code": "ABC-DEF"}).status_code == 200


def test_a_code_expires_after_ten_minutes(visitor, yvette):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = asked(visitor)
        clock.shift(dt.timedelta(minutes=10, seconds=1))
        assert visitor.post(GIVE, {"code": code})["Location"].startswith(ASK)
    assert not signed_in(visitor)


def test_three_wrong_codes_and_the_right_one_is_worth_nothing(visitor, yvette):
    code = asked(visitor)
    for _ in range(3):
        visitor.post(GIVE, {"code": "ABC-DEF"})
    visitor.post(GIVE, {"code": code})
    assert not signed_in(visitor)


def test_a_code_is_of_the_browser_that_asked(visitor, yvette):
    code = asked(visitor)
    other = Client(headers={"host": "localhost"})
    other.post(GIVE, {"code": code})
    assert not signed_in(other)


def test_too_many_requests_are_refused_in_french(visitor, yvette):
    answers = [Client(headers={"host": "localhost"}).post(ASK, {"email": "yvette@example.org"}) for _ in range(6)]
    assert "Trop de tentatives" in answers[-1].content.decode()
    assert len(mail.outbox) == 3  # allauth, `request_login_code`: three a minute for an address


def test_the_second_factor_follows_the_code(visitor, cast):
    code = asked(visitor, cast.advisor.email)
    assert visitor.post(GIVE, {"code": code})["Location"] == "/compte/2fa/authenticate/"
    assert not signed_in(visitor)


def test_a_closed_account_gets_no_way_in(visitor, yvette):
    type(yvette).objects.filter(pk=yvette.pk).update(is_active=False)
    answer = visitor.post(ASK, {"email": "yvette@example.org"}, follow=True)
    assert answer.redirect_chain == [(GIVE, 302)]
    assert not any("Voici votre code" in one.body for one in mail.outbox)
