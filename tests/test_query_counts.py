"""How many queries each page of the desk asks, kept in query_counts.json: a page that asks more fails.

`FAITIERE_UPDATE_COUNTS=1 pytest tests/test_query_counts.py` writes the file again. Sign-in and territory are counted;
the statements by which PostgreSQL is told the territory, or takes the lock of the journal, are left out.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faitiere.apps.cases.tests.factories import CaseFactory, EntryFactory, ParticipantFactory, StageFactory, TaskFactory

COUNTS = Path(__file__).with_name("query_counts.json")
PAGES = ["cases:list", "cases:list_counters", "cases:board", "cases:map", "cases:search", "cases:timeline"]
# What every signed-in page asks before its view: the territory, the session, the account, its roles with its second
# factor.
_BEFORE = 4


@pytest.fixture
def asked(cast, login):
    """`asked(name, lines=)`: the statements of a page, but the transactions and the scope."""

    def _asked(name: str, *, lines: int = 12) -> list[str]:
        case = CaseFactory(advisor=cast.advisor, stage=StageFactory())
        for factory in (EntryFactory, TaskFactory, ParticipantFactory):
            factory.create_batch(lines, case=case)
        address = reverse(name, args=[case.pk] if name == "cases:timeline" else [])
        desk = login(cast.advisor)
        with CaptureQueriesContext(connection) as captured:
            typed = (
                {"query_params": {"q": "cazalbou"}, "headers": {"HX-Request": "true"}} if name == "cases:search" else {}
            )
            assert desk.get(address, **typed).status_code == 200
        said = [query["sql"] for query in captured.captured_queries]
        asked = [sql for sql in said if sql.startswith(("SELECT", "INSERT", "UPDATE"))]
        return [sql for sql in asked if "set_config" not in sql and "pg_advisory" not in sql]

    return _asked


def test_no_page_asks_more_than_it_did(asked):
    counts = {name: len(asked(name)) for name in PAGES}
    if os.environ.get("FAITIERE_UPDATE_COUNTS"):
        COUNTS.write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    known = json.loads(COUNTS.read_text(encoding="utf-8"))
    assert {name: count for name, count in counts.items() if count > known[name]} == {}


def test_the_case_page_itself_asks_twelve_queries_at_most_the_journal_included(asked):
    assert len(asked("cases:timeline")) - _BEFORE <= 12


def test_a_long_case_asks_no_more_than_a_short_one(asked):
    assert len(asked("cases:timeline", lines=2)) == len(asked("cases:timeline", lines=70))
