"""Two hundred people click at the same instant, each with its own connection, on SQLite and on PostgreSQL."""

import threading
from collections import Counter

import pytest
from django.db import connections

from faitiere.apps.booking.actions import Chosen, SlotTaken, hold
from faitiere.apps.booking.models import Appointment, TakenQuarter
from faitiere.lib.tenancy import across_territories, territory_scope

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 200


def all_at_once(gestures) -> Counter:
    """Run each (territory, gesture) in a thread and a connection of its own, started together; counts what became."""
    found, gate = Counter(), threading.Barrier(len(gestures))

    def click(territory, gesture) -> None:
        gate.wait()
        try:
            with territory_scope(territory):
                gesture()
            found["taken"] += 1
        except SlotTaken:
            found["refused"] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click, args=gesture) for gesture in gestures]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def many(toulouse, guichet, on_disk):
    """`many(gestures)`."""
    return lambda gestures: all_at_once([(toulouse, gesture) for gesture in gestures])


def test_two_hundred_on_one_slot_one_has_it(guichet, visitor, wanted, choose, many):
    chosen = choose()
    found = many([lambda: hold(actor=visitor, chosen=chosen, wanted=wanted)] * PEOPLE)
    assert found == {"taken": 1, "refused": PEOPLE - 1}
    assert Appointment.objects.count() == 1
    assert TakenQuarter.objects.count() == 3


def test_two_hundred_on_the_four_slots_of_a_morning_four_have_one(visitor, wanted, choose, many):
    """From 9 h to 12 h by 45 minutes: four slots."""
    chosen = [choose(rank) for rank in range(4)]
    clicks = [lambda rank=rank: hold(actor=visitor, chosen=chosen[rank % 4], wanted=wanted) for rank in range(PEOPLE)]
    assert many(clicks) == {"taken": 4, "refused": PEOPLE - 4}
    starts = list(Appointment.objects.values_list("starts_at", flat=True))
    assert len(starts) == len(set(starts)) == 4


def test_two_hundred_on_a_slot_of_five_seats_five_have_it(guichet, visitor, wanted, choose, many):
    guichet.opening.advisor, guichet.opening.seats = None, 5
    guichet.opening.save()
    chosen = choose()
    found = many([lambda: hold(actor=visitor, chosen=chosen, wanted=wanted)] * PEOPLE)
    assert found == {"taken": 5, "refused": PEOPLE - 5}
    assert TakenQuarter.objects.values("seat", "at").distinct().count() == TakenQuarter.objects.count() == 15


def test_two_hundred_of_two_territories_on_the_hour_of_one_advisor_one_has_it(
    toulouse, foix, visitor, wanted, choose, on_disk
):
    """It receives in both: whoever comes first, the other territory finds it taken."""
    here, there = choose(), Chosen(foix.opening.pk, choose().start)
    clicks = [(toulouse, lambda: hold(actor=visitor, chosen=here, wanted=wanted))] * (PEOPLE // 2)
    clicks += [(foix.territory, lambda: hold(actor=foix.visitor, chosen=there, wanted=foix.wanted))] * (PEOPLE // 2)
    assert all_at_once(clicks) == {"taken": 1, "refused": PEOPLE - 1}
    with across_territories(reason="count in both"):
        assert (Appointment.objects.count(), TakenQuarter.objects.count()) == (1, 3)
