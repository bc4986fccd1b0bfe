"""A merge in one connection while somebody writes in another: the writer waits, then reaches the person kept."""

import threading

import pytest
from django.db import connection, transaction

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.contacts import actions
from faitiere.apps.contacts.actions.merging import FIELDS
from faitiere.apps.contacts.models import Person
from faitiere.apps.territories.tests.factories import toulouse_metropole
from faitiere.lib.tenancy import territory_scope

from .factories import PersonFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one transaction write at a time"),
]


def write_later(territory, person, started) -> None:
    """Another connection tags the row that is being merged."""
    try:
        with territory_scope(territory):
            started.set()
            actions.tag_person(actor=system_actor(territory), person=person, name="Vue au salon")
    finally:
        connection.close()


def test_the_writer_waits_and_reaches_the_person_kept():
    territory = toulouse_metropole()
    with territory_scope(territory):
        kept, dropped = PersonFactory(), PersonFactory(last_name="Cazalboux")
        started, chosen = threading.Event(), {name: getattr(kept, name) for name in FIELDS}
        writer = threading.Thread(target=write_later, args=(territory, Person.objects.get(pk=dropped.pk), started))
        with transaction.atomic():
            actions.merge(actor=system_actor(territory), kept=kept, dropped=dropped, chosen=chosen)
            writer.start()
            started.wait(10)
        writer.join(30)
        assert [one.name for one in kept.tags.all()] == ["Vue au salon"]
        assert not dropped.tags.exists()
