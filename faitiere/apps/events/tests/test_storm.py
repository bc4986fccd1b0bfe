"""Many people sign up and withdraw at once: never one place too many, on either database."""

import sqlite3
import threading

import pytest
from django.db import connection
from django.db.models import Sum

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.events.actions import NewRegistration, register, withdraw
from faitiere.apps.events.models import Event, Registration
from faitiere.apps.territories.tests.factories import toulouse_metropole
from faitiere.lib.tenancy import territory_scope

from .factories import EventFactory

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, WORKERS, PLACES = 120, 12, 25


@pytest.fixture
def event():
    territory = toulouse_metropole()
    with territory_scope(territory):
        yield EventFactory(capacity=PLACES)


@pytest.fixture
def own_connections(event, tmp_path, monkeypatch):
    """Each thread opens its own connection, as on a site: SQLite's tests are in memory, so the rows go to a file."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(tmp_path / "storm.sqlite3") as file:
            connection.connection.backup(file)
        monkeypatch.setitem(connection.settings_dict, "NAME", tmp_path / "storm.sqlite3")


def _in_threads(works: list) -> None:
    """Run functions at once, each on its own connection; the first failure is raised."""
    failures: list[BaseException] = []

    def run(work) -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failures == []


def _crowd(event, numbers) -> None:
    """Sign up, alone or two at once; every fifth person changes its mind at once."""
    with territory_scope(event.territory):
        actor = system_actor(event.territory)
        for one in numbers:
            given = NewRegistration(f"Personne {one}", email=f"p{one}@example.org", seats=1 + one % 2)
            made = register(actor=actor, event=event, given=given)
            if one % 5 == 0:
                withdraw(actor=actor, registration=made)


def _count(event, found: dict) -> None:
    with territory_scope(event.territory):
        seated = Registration.objects.filter(standing="registered")
        found["given"] = seated.aggregate(total=Sum("seats"))["total"]
        found["taken"] = Event.objects.get(pk=event.pk).seats_taken
        found["people"] = Registration.objects.count()


def test_a_crowd_never_gets_one_place_too_many(event, own_connections):
    groups = [range(first, PEOPLE, WORKERS) for first in range(WORKERS)]
    _in_threads([lambda numbers=numbers: _crowd(event, numbers) for numbers in groups])
    found: dict = {}
    _in_threads([lambda: _count(event, found)])
    assert found == {"given": PLACES, "taken": PLACES, "people": PEOPLE}
