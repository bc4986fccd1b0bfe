"""Degree-days read from the daily temperatures of ODRE, by a real HTTP server on this machine."""

import datetime as dt

import pytest

from faitiere.apps.buildings import tasks
from faitiere.apps.buildings.degree_days import NotTheFile, known, read_temperatures
from faitiere.apps.buildings.models import DegreeDaysMonth
from faitiere.lib.tests.served import served_file

pytestmark = pytest.mark.django_db
HEAD = "date_obs;code_insee_departement;departement;tmin;tmax;tmoy"


def lines(year: int, mean: float, *, departement: str = "31", without: dt.date | None = None) -> list[str]:
    """Every day of a year at this mean temperature."""
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(days=rank) for rank in range((dt.date(year + 1, 1, 1) - first).days)]
    return [f"{day};{departement};Haute-Garonne;0;20;{mean}" for day in days if day != without]


def of(year: int):
    """Degree-days of a calendar year in Haute-Garonne; None when they are not known."""
    return known("31", [dt.date(year, 1, 1)]).get(dt.date(year, 1, 1))


def test_many_years_ask_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert set(known("31", [dt.date(year, 1, 1) for year in range(2015, 2026)])) == {
            dt.date(year, 1, 1) for year in (2018, 2019, 2020)
        }


@pytest.fixture
def published(settings):
    """The address is set; `published.content` is what it answers with."""
    with served_file() as served:
        settings.DEGREE_DAYS_URL = served.address
        yield served


def test_a_year_at_eight_degrees_is_ten_degree_days_a_day(published):
    """By hand: 18 − 8 = 10 a day, 365 days of 2023 → 3,650; a season that goes on after the file → unknown."""
    published.content = "\n".join([HEAD, *lines(2023, 8.0)]).encode()
    tasks.fetch_degree_days.func()
    assert of(2023).value == 3650.0
    assert "ODRE" in of(2023).source
    assert known("31", [dt.date(2023, 10, 1)]) == {}
    assert known("09", [dt.date(2023, 1, 1)]) == {}


def test_a_warm_day_counts_for_nothing_and_a_second_reading_replaces(published):
    published.content = "\n".join([HEAD, *lines(2023, 25.0)]).encode()
    tasks.fetch_degree_days.func()
    assert of(2023).value == 0
    published.content = "\n".join([HEAD, *lines(2023, 17.0)]).encode()
    tasks.fetch_degree_days.func()
    assert of(2023).value == 365.0
    assert DegreeDaysMonth.objects.count() == 12


def test_a_month_with_a_day_missing_says_nothing(published):
    published.content = "\n".join([HEAD, *lines(2023, 8.0, without=dt.date(2023, 2, 14))]).encode()
    tasks.fetch_degree_days.func()
    assert DegreeDaysMonth.objects.count() == 11
    assert of(2023) is None


def test_the_shipped_table_comes_first():
    """Haute-Garonne, 2018: 1,739 (registries.md, from ODRE)."""
    DegreeDaysMonth.objects.create(departement="31", month="2018-01-01", value=1, read_on="2026-01-01")
    assert round(of(2018).value) == 1739


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
    assert published.asked == 0


def test_a_server_that_is_away_is_asked_again_later(published, monkeypatch):
    again = []
    monkeypatch.setattr("django.tasks.Task.enqueue", lambda task, *args, **kwargs: again.append(kwargs))
    tasks.fetch_degree_days.func()
    assert again == [{"attempt": 2}]
