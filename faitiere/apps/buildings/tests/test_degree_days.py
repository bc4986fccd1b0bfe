"""Degree-days read from the daily temperatures of ODRE, by a real HTTP server on this machine."""

import datetime as dt
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from faitiere.apps.buildings import tasks
from faitiere.apps.buildings.degree_days import NotTheFile, known, read_temperatures
from faitiere.apps.buildings.models import DegreeDaysMonth

pytestmark = pytest.mark.django_db
HEAD = "date_obs;code_insee_departement;departement;tmin;tmax;tmoy"


def lines(year: int, mean: float, *, departement: str = "31", without: dt.date | None = None) -> list[str]:
    """Every day of a year at this mean temperature."""
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(days=rank) for rank in range((dt.date(year + 1, 1, 1) - first).days)]
    return [f"{day};{departement};Haute-Garonne;0;20;{mean}" for day in days if day != without]


@pytest.fixture
def published(settings):
    """`published["content"]`: what the address set answers with."""
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
    settings.DEGREE_DAYS_URL = f"http://127.0.0.1:{server.server_port}/temperatures.csv"
    yield served
    server.shutdown()
    server.server_close()


def test_a_year_at_eight_degrees_is_ten_degree_days_a_day(published):
    """By hand: 18 − 8 = 10 a day, 365 days of 2023 → 3,650; a season that goes on after the file → unknown."""
    published["content"] = "\n".join([HEAD, *lines(2023, 8.0)]).encode()
    tasks.fetch_degree_days.func()
    found = known("31", dt.date(2023, 1, 1))
    assert found.value == 3650.0
    assert "ODRE" in found.source
    assert known("31", dt.date(2023, 10, 1)) is None
    assert known("09", dt.date(2023, 1, 1)) is None


def test_a_warm_day_counts_for_nothing_and_a_second_reading_replaces(published):
    published["content"] = "\n".join([HEAD, *lines(2023, 25.0)]).encode()
    tasks.fetch_degree_days.func()
    assert known("31", dt.date(2023, 1, 1)).value == 0
    published["content"] = "\n".join([HEAD, *lines(2023, 17.0)]).encode()
    tasks.fetch_degree_days.func()
    assert known("31", dt.date(2023, 1, 1)).value == 365.0
    assert DegreeDaysMonth.objects.count() == 12


def test_a_month_with_a_day_missing_says_nothing(published):
    published["content"] = "\n".join([HEAD, *lines(2023, 8.0, without=dt.date(2023, 2, 14))]).encode()
    tasks.fetch_degree_days.func()
    assert DegreeDaysMonth.objects.count() == 11
    assert known("31", dt.date(2023, 1, 1)) is None


def test_the_shipped_table_comes_first():
    """Haute-Garonne, 2018: 1,739 (registries.md, from ODRE)."""
    DegreeDaysMonth.objects.create(departement="31", month="2018-01-01", value=1, read_on="2026-01-01")
    assert round(known("31", dt.date(2018, 1, 1)).value) == 1739


def test_a_file_that_is_not_the_one_changes_nothing():
    with pytest.raises(NotTheFile, match="tmoy"):
        read_temperatures(["date_obs;code_insee_departement", "2023-01-01;31"])


def test_a_line_that_cannot_be_read_is_a_day_missing():
    found = read_temperatures([HEAD, *lines(2023, 8.0, without=dt.date(2023, 3, 1)), "2023-03-01;31;;;;ND"])
    assert dt.date(2023, 3, 1) not in found["31"]
    assert found["31"][dt.date(2023, 1, 1)] == 310.0


def test_nobody_is_called_without_an_address(published, settings):
    settings.DEGREE_DAYS_URL = ""
    tasks.fetch_degree_days.func()
    assert published["asked"] == 0


def test_a_server_that_is_away_is_asked_again_later(published, monkeypatch):
    again = []
    monkeypatch.setattr("django.tasks.Task.enqueue", lambda task, *args, **kwargs: again.append(kwargs))
    tasks.fetch_degree_days.func()
    assert again == [{"attempt": 2}]
