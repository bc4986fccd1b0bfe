import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist

from faitiere.apps.accounts.actions import accept_invitation, invite, open_invitation
from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.accounts.models import Invitation

PASSWORD = "trois-tuiles-et-un-toit"


@pytest.fixture
def invited(toulouse):
    return invite(
        actor=system_actor(toulouse),
        email="Yvette.Cazalbou@example.org",
        first_name="Yvette",
        last_name="Cazalbou",
        next_path="/espace/",
    )


def token_of(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[1]


def test_reading_the_page_does_not_use_the_link_up(invited, client):
    for _ in range(2):
        assert client.get(invited.link, headers={"host": "localhost"}).status_code == 200


def test_the_link_sets_the_password_once_and_signs_in(invited, client):
    answer = client.post(invited.link, {"password": PASSWORD, "again": PASSWORD}, headers={"host": "localhost"})
    assert answer.headers["Location"] == "/espace/"
    assert client.session["_auth_user_id"] == str(invited.user.pk)
    assert client.get(invited.link, headers={"host": "localhost"}).status_code == 410


def test_two_different_passwords_are_refused_and_nothing_is_used(invited, client):
    answer = client.post(invited.link, {"password": PASSWORD, "again": "autre"}, headers={"host": "localhost"})
    assert "Les deux mots de passe ne sont pas les mêmes." in answer.content.decode()
    assert open_invitation(token_of(invited.link)) is not None


def test_the_link_expires_after_fourteen_days(invited):
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=14, minutes=1)):
        assert open_invitation(token_of(invited.link)) is None


def test_only_the_hash_of_the_token_is_kept(invited):
    with pytest.raises(ObjectDoesNotExist):
        Invitation.objects.get(token_hash=token_of(invited.link))


def test_an_account_with_a_password_gets_the_page_itself(invited, toulouse):
    actor = system_actor(toulouse)
    accept_invitation(actor=actor, invitation=open_invitation(token_of(invited.link)), password=PASSWORD)
    again = invite(actor=actor, email=invited.user.email, first_name="Y", last_name="C", next_path="/espace/")
    assert again.link == "/espace/"
