import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.audit.actions import record
from faitiere.apps.audit.models import AuditEvent, JournalIsAppendOnly
from faitiere.apps.audit.verify import breaks


@pytest.fixture
def three_lines(toulouse):
    return [record(actor=system_actor(toulouse), verb="case.read", rank=rank) for rank in range(3)]


def test_an_untouched_journal_is_intact(three_lines, toulouse):
    assert list(breaks(toulouse.pk)) == []


def test_a_line_changed_in_the_database_is_found(three_lines, toulouse):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET verb = 'x' WHERE number = 2")
    assert [broken.number for broken in breaks(toulouse.pk)] == [2]


def test_a_line_removed_from_the_database_is_found(three_lines, toulouse):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE number = 2")
    assert next(broken.number for broken in breaks(toulouse.pk)) == 3


def test_the_command_fails_on_an_altered_journal(three_lines):
    call_command("verify_audit", stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET actor_label = 'x' WHERE number = 1")
    with pytest.raises(CommandError, match="modifié"):
        call_command("verify_audit", stdout=io.StringIO())


def test_a_line_is_neither_saved_again_nor_deleted(three_lines):
    event = three_lines[0]
    for attempt in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(JournalIsAppendOnly):
            attempt()


def test_only_the_administrator_reads_the_journal(cast, login):
    assert login(cast.territory_admin).get("/territoire/journal/").status_code == 200
    assert login(cast.advisor).get("/territoire/journal/").status_code == 403
