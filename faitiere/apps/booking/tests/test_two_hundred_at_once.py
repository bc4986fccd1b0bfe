"""Two hundred people click at the same instant, each with its own connection, on SQLite and on PostgreSQL."""

import threading
from collections import Counter

import pytest
from django.db import connections

from faitiere.apps.booking.actions import SlotTaken, hold
from faitiere.apps.booking.models import Appointment, TakenQuarter
from faitiere.lib.tenancy import territory_scope

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 200


def all_at_once(territory, gestures) -> Counter:
    """Run each gesture in a thread and a connection of its own, started together; counts what became of them."""
    found, gate = Counter(), threading.Barrier(len(gestures))

    def click(gesture) -> None:
        gate.wait()
        try:
            with territory_scope(territory):
                gesture()
            found["taken"] += 1
        except SlotTaken:
            found["refused"] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click, args=(gesture,)) for gesture in gestures]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def many(toulouse, guichet, on_disk):
    """`many(gestures)`."""
    return lambda gestures: all_at_once(toulouse, gestures)


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
    guichet.opening.seats = 5
    guichet.opening.save()
    chosen = choose()
    found = many([lambda: hold(actor=visitor, chosen=chosen, wanted=wanted)] * PEOPLE)
    assert found == {"taken": 5, "refused": PEOPLE - 5}
    assert TakenQuarter.objects.values("seat", "at").distinct().count() == TakenQuarter.objects.count() == 15
