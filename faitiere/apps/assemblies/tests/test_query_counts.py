"""The pages of a condominium ask the database the same, whatever the lots: fifteen questions at most."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faitiere.apps.buildings.actions import import_lots
from faitiere.apps.buildings.lots_rules import plan
from faitiere.apps.buildings.lots_table import read_table

from .factories import condominium_case, meeting_of

MOST = 15
# What every signed-in page asks before its view, and what the journal writes (see tests/test_query_counts.py).
AROUND = ("territories_host", "django_session", "accounts_user", "accounts_membership", "mfa_authenticator", "audit_")


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    return condominium_case(actor)


def questions(page, address) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert page.get(address).status_code == 200
    said = [query["sql"] for query in captured.captured_queries if query["sql"].startswith("SELECT")]
    own = [sql for sql in said if not any(f'FROM "{table}' in sql for table in AROUND)]
    # On PostgreSQL, the territory of the connection and the lock of the journal.
    return [sql for sql in own if "set_config" not in sql and "pg_advisory" not in sql]


def many(actor, case, lots):
    rows = "".join(f"{number};Propriétaire {number};250\n" for number in range(1, lots + 1))
    found = plan(read_table(f"Lot;Propriétaire;Charges générales\n{rows}".encode()), totals={})
    import_lots(actor=actor, condominium=case.home.condominium, plan=found)


@pytest.mark.parametrize("name", ["site", "meeting", "plans"])
def test_a_page_of_a_thousand_lots_asks_what_one_of_four_asks(login, cast, actor, case, name):
    meeting = meeting_of(case, cost_cents=10_000_00).meeting
    ids = [case.pk] if name == "site" else [case.pk, meeting.pk]
    page, address = login(cast.advisor), reverse(f"assemblies:{name}", args=ids)
    few = questions(page, address)
    many(actor, case, 1000)
    assert len(questions(page, address)) == len(few) <= MOST
