"""The second lock: on PostgreSQL, a query that forgot the scope finds nothing."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.row_security import tenant_tables
from faitiere.lib.tenancy import across_territories, territory_scope

postgres_only = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no row-level security")


def count_by_hand() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM contacts_person")
        return cursor.fetchone()[0]


@postgres_only
def test_sql_written_by_hand_sees_only_the_territory_in_scope(toulouse):
    PersonFactory()
    assert count_by_hand() == 1
    with territory_scope(other_territory()):
        assert count_by_hand() == 0


@postgres_only
def test_leaving_the_scope_with_a_reason_sees_everything(toulouse):
    PersonFactory()
    with territory_scope(other_territory()), across_territories(reason="count everything"):
        assert count_by_hand() == 1


@postgres_only
def test_a_row_cannot_be_written_into_another_territory_by_hand(toulouse):
    person = PersonFactory()
    elsewhere = other_territory()
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Person._base_manager.filter(pk=person.pk).update(territory=elsewhere)


@postgres_only
def test_every_tenant_table_is_locked(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        locked = {name for (name,) in cursor.fetchall()}
    assert set(tenant_tables()) <= locked
