"""The daily file, from a real HTTP server on this machine."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from faitiere.apps.directory import tasks
from faitiere.apps.directory.models import Professional, RgeImport

from .factories import rge_file, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(settings):
    """`published(content)`: the address is set, and answers with this."""
    served = {"content": b"", "asked": 0}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            served["asked"] += 1
            self.send_response(200 if served["content"] else 503)
            self.end_headers()
            self.wfile.write(served["content"])

        def log_message(self, *args):
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.RGE_FILE_URL = f"http://127.0.0.1:{server.server_port}/rge.csv"
    yield served
    server.shutdown()
    server.server_close()


def test_the_file_is_read_in_each_territory(published, toulouse):
    published["content"] = rge_file(row(1), row(2))
    tasks.fetch_rge.func()
    assert Professional.objects.count() == 2
    assert RgeImport.objects.get().state == "done"


def test_a_server_that_is_away_changes_nothing_and_is_asked_again_later(published, toulouse, monkeypatch):
    again = []
    monkeypatch.setattr("django.tasks.Task.enqueue", lambda task, *args, **kwargs: again.append(kwargs))
    tasks.fetch_rge.func()
    assert again == [{"attempt": 2}]
    assert not RgeImport.objects.exists()


def test_nobody_is_called_without_an_address(published, toulouse, settings):
    settings.RGE_FILE_URL = ""
    tasks.fetch_rge.func()
    assert published["asked"] == 0


def test_only_web_addresses_are_called(toulouse, settings, monkeypatch):
    settings.RGE_FILE_URL = "file:///etc/passwd"
    monkeypatch.setattr("django.tasks.Task.enqueue", lambda task, *args, **kwargs: None)
    tasks.fetch_rge.func()
    assert not RgeImport.objects.exists()
