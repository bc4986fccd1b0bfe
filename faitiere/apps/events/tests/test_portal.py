"""The portal's list, its filters, the calendar and the feed."""

import datetime as dt

import pytest
from django.utils import timezone
from icalendar import Calendar

from faitiere.apps.events.portal_blocks import EventsBlock
from faitiere.apps.territories.models import Organisation
from faitiere.apps.territories.tests.factories import CommuneFactory, other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import EventFactory, RegistrationFactory

JANUARY = dt.datetime(2027, 1, 28, 17, 30, tzinfo=dt.UTC)


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def three(toulouse):
    """A meeting in Cugnaux, a workshop in Toulouse in another month, a draft."""
    EventFactory(title="Réunion à Cugnaux", starts_at=JANUARY)
    town = CommuneFactory(toulouse=True)
    EventFactory(title="Atelier à Toulouse", kind="workshop", commune=town, starts_at=JANUARY + dt.timedelta(days=40))
    EventFactory(title="Pas encore annoncé", status="draft")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, {"Réunion à Cugnaux", "Atelier à Toulouse"}),
        ({"nature": "workshop"}, {"Atelier à Toulouse"}),
        ({"commune": "31157"}, {"Réunion à Cugnaux"}),
        ({"mois": "2027-01"}, {"Réunion à Cugnaux"}),
        ({"mois": "2027-01", "nature": "workshop"}, set()),
        ({"mois": "n'importe", "commune": "x"}, {"Réunion à Cugnaux", "Atelier à Toulouse"}),
    ],
)
def test_the_list_is_filtered_by_its_address(client, three, query, shown):
    page = text_of(client.get("/evenements/", query))
    assert {
        title for title in ("Réunion à Cugnaux", "Atelier à Toulouse", "Pas encore annoncé") if title in page
    } == shown


def test_past_events_are_read_apart(client, toulouse):
    EventFactory(past=True, title="Le mois dernier")
    assert "Le mois dernier" not in text_of(client.get("/evenements/"))
    assert "Le mois dernier" in text_of(client.get("/evenements/", {"quand": "passes"}))


def test_the_events_of_one_territory_are_not_those_of_another(client, toulouse):
    event = EventFactory(title="À Toulouse")
    other_territory()
    host = {"host": "foix.localhost"}
    assert "À Toulouse" not in text_of(client.get("/evenements/", headers=host))
    assert client.get(f"/evenements/{event.pk}/", headers=host).status_code == 404
    assert b"Toulouse" not in client.get("/evenements/agenda.ics", headers=host).content


def test_the_calendar_feed_is_read_by_a_calendar(client, toulouse):
    EventFactory(title="Réunion ; à Cugnaux, le soir", starts_at=JANUARY, video_url="https://visio.example.org/salle")
    EventFactory(title="Annulé", status="cancelled", cancel_reason="Grève")
    answer = client.get("/evenements/agenda.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = {str(one["SUMMARY"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert lines["Réunion ; à Cugnaux, le soir"]["DTSTART"].dt == JANUARY
    assert lines["Annulé"]["STATUS"] == "CANCELLED"
    assert b"visio.example.org" not in answer.content


def test_one_event_goes_to_the_calendar(client, toulouse):
    event = EventFactory()
    found = Calendar.from_ical(client.get(f"/evenements/{event.pk}/agenda.ics").content).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in found] == ["Rénover sa copropriété"]


def test_the_feed_says_where_and_when(client, toulouse):
    EventFactory(title="Réunion à Cugnaux", starts_at=timezone.now() + dt.timedelta(days=2))
    page = text_of(client.get("/evenements/flux.rss"))
    assert "Réunion à Cugnaux" in page
    assert "Salle des fêtes, Cugnaux" in page


def test_no_page_tells_who_comes_nor_the_video_link(client, toulouse):
    row = RegistrationFactory(event__video_url="https://visio.example.org/salle")
    for path in ("/evenements/", f"/evenements/{row.event.pk}/", "/evenements/agenda.ics", "/evenements/flux.rss"):
        page = text_of(client.get(path))
        assert "Cazalbou" not in page
        assert "visio.example.org" not in page


def test_the_block_of_a_page_shows_the_next_events_of_its_territory(three):
    block = EventsBlock()
    value = block.to_python({"title": "Les prochains rendez-vous", "most": 1})
    assert "Réunion à Cugnaux" in block.render(value)
    assert "Atelier à Toulouse" not in block.render(value)
    with territory_scope(other_territory()):
        assert "Réunion" not in block.render(value)
        assert not Organisation.objects.filter(events__isnull=False).exists()
