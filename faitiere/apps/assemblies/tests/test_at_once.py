"""The evening of a meeting: the same sheet sent by several hands, or twice by one, at the same moment."""

import threading

import pytest
from django.db import connections

from faitiere.apps.assemblies import actions
from faitiere.apps.assemblies.models import OwnerIntention, OwnerLeaning, Vote
from faitiere.lib.tenancy import territory_scope

from .factories import condominium_case, meeting_of

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


def sent_at_once(territory, gesture) -> list[Exception]:
    """Run the gesture in threads and connections of their own, started together; what failed."""
    gate, failures = threading.Barrier(HANDS), []

    def send() -> None:
        gate.wait()
        try:
            with territory_scope(territory):
                gesture()
        except Exception as error:  # told to the test, which fails on any
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.fixture
def actor(cast, toulouse):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def asked(actor):
    return meeting_of(condominium_case(actor), coming=("Mme Lebrun", "M. Roux"))


def test_votes_sent_at_the_same_moment_are_kept_once(actor, asked, toulouse, on_disk):
    owners = asked.meeting.condominium.owners.filter(name__in=["Mme Lebrun", "M. Roux"])
    given = {str(owner.pk): "for" for owner in owners}
    assert not sent_at_once(toulouse, lambda: actions.record_votes(actor=actor, resolution=asked, answers=given))
    assert sorted(str(vote.owner_id) for vote in Vote.objects.all()) == sorted(given)


def test_an_owner_that_sends_its_words_twice_has_said_them_once(actor, asked, toulouse, on_disk):
    owner = asked.meeting.condominium.owners.get(name="M. Roux")
    said = {"actor": actor, "meeting": asked.meeting, "owner": owner, "fields": {}}
    leanings = {asked.pk: ("for", True)}
    assert not sent_at_once(toulouse, lambda: actions.say_intention(**said, leanings=leanings))
    assert OwnerIntention.objects.count() == OwnerLeaning.objects.count() == 1
