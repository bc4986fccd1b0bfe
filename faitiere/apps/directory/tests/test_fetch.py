"""The daily file, from a real HTTP server on this machine."""

import pytest

from faitiere.apps.directory import tasks
from faitiere.apps.directory.models import Professional, RgeImport
from faitiere.lib.tests.served import served_file

from .factories import rge_file, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(settings):
    """The address is set; `published.content` is what it answers with."""
    with served_file() as served:
        settings.RGE_FILE_URL = served.address
        yield served


def test_the_file_is_read_in_each_territory(published, toulouse):
    published.content = rge_file(row(1), row(2))
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
    assert published.asked == 0


def test_only_web_addresses_are_called(toulouse, settings, monkeypatch):
    settings.RGE_FILE_URL = "file:///etc/passwd"
    monkeypatch.setattr("django.tasks.Task.enqueue", lambda task, *args, **kwargs: None)
    tasks.fetch_rge.func()
    assert not RgeImport.objects.exists()
