"""The evening of a meeting: the same sheet sent by several hands, or twice by one, at the same moment."""

import threading

import pytest
from django.db import connections

from faitiere.apps.assemblies import actions
from faitiere.apps.assemblies.models import Vote
from faitiere.lib.tenancy import territory_scope

from .factories import condominium_case, meeting_of

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


def test_votes_sent_at_the_same_moment_are_kept_once(cast, toulouse, on_disk):
    actor = cast.actor("advisor", toulouse)
    asked = meeting_of(condominium_case(actor), coming=("Mme Lebrun", "M. Roux"))
    owners = asked.meeting.condominium.owners.filter(name__in=["Mme Lebrun", "M. Roux"])
    given = {str(owner.pk): "for" for owner in owners}
    gate, failures = threading.Barrier(HANDS), []

    def send() -> None:
        gate.wait()
        try:
            with territory_scope(toulouse):
                actions.record_votes(actor=actor, resolution=asked, answers=given)
        except Exception as error:  # told to the test, which fails on any
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert sorted(str(vote.owner_id) for vote in Vote.objects.all()) == sorted(given)
