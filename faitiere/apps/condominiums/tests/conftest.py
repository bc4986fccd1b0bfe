import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

# What every signed-in page asks before its view, and what the journal writes.
AROUND = ("territories_host", "django_session", "accounts_membership", "mfa_authenticator", "audit_auditevent")


@pytest.fixture
def asked_by():
    """`asked_by(client, address)`: how many reads the page itself makes."""

    def _asked(client, address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        said = [query["sql"] for query in captured.captured_queries if query["sql"].startswith("SELECT")]
        own = [sql for sql in said if not any(f'FROM "{table}"' in sql for table in AROUND)]
        return len([sql for sql in own if "set_config" not in sql and "pg_advisory" not in sql])

    return _asked
