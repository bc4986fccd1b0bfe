"""A real browser on a real server: the demonstration, prepared once, on the database the run is about.

The server is the one `make demo` starts, in a folder and a database of its own. With PostgreSQL (DATABASE_URL), a
database is made beside the one of the tests and removed afterwards.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from faitiere.apps.accounts.tests.peer import CLIENT_ID, CLIENT_SECRET, serve_peer
from faitiere.apps.cases.tests.mailbox import PASSWORD, USER, serve_mailbox

from .site import Site

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60
# A journey tells what happens, on a machine that other tests keep busy; how fast it is belongs to the benchmarks.
_PATIENCE_MS = 20_000
expect.set_options(timeout=_PATIENCE_MS)


@contextlib.contextmanager
def _database() -> Iterator[str]:
    """DATABASE_URL of an empty database for the site; empty for SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    name = f"journeys_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_up(address: str, server: subprocess.Popen) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/sante/", timeout=5) as answer:
            if answer.status == 200:
                return
    raise RuntimeError("the site did not start")


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The demonstration, served; everything it wrote is removed at the end."""
    if address := os.environ.get("FAITIERE_E2E_SITE"):
        yield Site(address)
        return
    port = _free_port()
    address = f"http://localhost:{port}"
    with (
        tempfile.TemporaryDirectory(prefix="faitiere-e2e-") as folder,
        _database() as url,
        serve_mailbox() as mail,
        serve_peer() as peer,
    ):
        box, smtp_port = mail
        known = {"DEMO": "1", "WORKER_IN_PROCESS": "1", "PUBLIC_URL": address, "FAITIERE_VAR": folder}
        known |= {"INBOX_ADDRESS": "dossier@guichet.example", "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}"}
        known |= {"INBOX_URL": f"imap://{USER}:{PASSWORD}@127.0.0.1:{box.port}/INBOX"}
        for name in ("FRANCECONNECT", "PROCONNECT"):
            known |= {f"{name}_URL": peer.url, f"{name}_CLIENT_ID": CLIENT_ID, f"{name}_CLIENT_SECRET": CLIENT_SECRET}
        environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
        environment |= known | ({"DATABASE_URL": url} if url else {})
        environment.pop("FAITIERE_TESTING", None)
        run = {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL}
        subprocess.run([sys.executable, "-m", "faitiere", "prepare_demo"], check=True, **run)
        granian = Path(sys.executable).with_name("granian")
        command = [
            granian,
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--blocking-threads",
            "4",
        ]
        command += ["--log-level", "error", "faitiere.config.wsgi:application"]
        server = subprocess.Popen(command, start_new_session=True, **run)
        try:
            _wait_until_up(address, server)
            yield Site(address, box, peer)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=20)


@pytest.fixture
def open_context(browser, site):
    """`open_context(width=390)`: somebody else at another screen; closed at the end of the test."""
    contexts: list[BrowserContext] = []

    def _open(*, width: int = 1280, height: int = 900, checked: bool = True, host: str = "localhost") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            base_url=site.on(host),
            bypass_csp=checked,
        )
        context.set_default_timeout(_PATIENCE_MS)
        contexts.append(context)
        return context.new_page()

    yield _open
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_context) -> Page:
    """A visitor at a desk screen; axe may be injected, so the content security policy is off (see test_pages)."""
    return open_context()
