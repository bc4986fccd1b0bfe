"""Fixtures of the whole test run: two territories, a stable cast, and where shared reference data may be found."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the shared reference data (real DPEs, aids oracle); the test says "absent" when it is not there."""
    folder = Path(os.environ.get("FAITIERE_SHARED") or Path(__file__).resolve().parent.parent / "shared") / "data"
    if not folder.is_dir():
        pytest.skip("absent: the shared reference data")
    return folder


@pytest.fixture(autouse=True)
def _vault(settings, tmp_path):
    """Uploaded files of a test go to its own folder; no page is kept in memory, for a test never commits."""
    settings.PORTAL_KEPT_PAGES = 0
    settings.STORAGES = {
        **settings.STORAGES,
        "vault": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "vault"},
        },
    }
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {name: {"BACKEND": backend, "LOCATION": name} for name in settings.CACHES}


@pytest.fixture
def toulouse(db):
    """The territory of most tests, its scope open."""
    from faitiere.apps.territories.tests.factories import toulouse_metropole
    from faitiere.lib.tenancy import territory_scope

    territory = toulouse_metropole()
    with territory_scope(territory):
        yield territory


@pytest.fixture
def cast(toulouse):
    """Who is tried on each view: see `accounts.tests.factories.Cast`."""
    from faitiere.apps.accounts.tests.factories import make_cast

    return make_cast(toulouse)


@pytest.fixture
def login(client, toulouse):
    """`login(user)` gives a client signed in as that user, second factor done, on the host of Toulouse."""
    from faitiere.apps.accounts.tests.factories import sign_in

    def _login(user, host="localhost"):
        return sign_in(user, host=host)

    return _login


@pytest.fixture
def on_disk(tmp_path, transactional_db):
    """The database of the test as a real file: SQLite in memory is one connection, where nobody meets anybody."""
    import sqlite3

    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    path, kept = tmp_path / "concurrent.sqlite3", connection.settings_dict["NAME"]
    with sqlite3.connect(path) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    before, connection.connection = connection.connection, None
    connection.settings_dict["NAME"] = path
    yield
    connection.close()
    if connection.connection is not None:
        connection.connection.close()
    connection.settings_dict["NAME"], connection.connection = kept, before
