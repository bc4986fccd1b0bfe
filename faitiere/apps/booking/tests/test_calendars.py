"""The advisor's own calendars: a feed at a secret address, and a real CalDAV server (Radicale) tied both ways."""

import datetime as dt
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import SimpleNamespace

import caldav
import pytest
from django.utils import timezone
from icalendar import Calendar

from faitiere.apps.accounts.actions import end_role
from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.accounts.models import Membership
from faitiere.apps.booking.actions import (
    Chosen,
    Given,
    book,
    cancel,
    hold,
    link_peer,
    mark_outcome,
    move,
    sync_peer,
    unlink_peer,
)
from faitiere.apps.booking.models import Absence, Appointment, CalendarFeed, CalendarPeer
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.lib.tenancy import territory_scope

from .factories import monday, slots_of

SECRET = "agenda-de-test"


@pytest.fixture
def desk(cast, login, guichet):
    return login(cast.advisor)


@pytest.fixture
def address(desk):
    """The secret address of the advisor's feed, read on the only page that shows it."""
    page = desk.post("/bureau/rendez-vous/agendas/adresse/").content.decode()
    return re.search(r"(/agendas/[^<\s]+\.ics)", page).group(1)


def test_the_feed_holds_the_appointments_and_no_name(client, address, appointment):
    text = client.get(address).content.decode()
    events = Calendar.from_ical(text).walk("VEVENT")
    assert [event.start for event in events] == [appointment.starts_at]
    assert appointment.case.number in text.replace("\r\n ", "")
    assert "Cazalbou" not in text
    assert appointment.person.phone not in text


def test_only_the_hash_of_the_address_is_kept(address):
    secret = address.removeprefix("/agendas/").removesuffix(".ics")
    assert CalendarFeed.objects.get().token_hash != secret


def test_a_new_address_ends_the_one_before(client, desk, address):
    desk.post("/bureau/rendez-vous/agendas/adresse/")
    assert client.get(address).status_code == 404


def test_a_closed_or_guessed_address_is_not_found(client, desk, address):
    desk.post("/bureau/rendez-vous/agendas/adresse/fermer/")
    assert client.get(address).status_code == 404
    assert client.get("/agendas/devine.ics").status_code == 404


def test_the_address_of_one_territory_is_worth_nothing_on_another(client, address, cast):
    assert client.get(address, headers={"host": "foix.localhost"}).status_code == 404


def test_the_feed_ends_with_the_access(cast, client, address, toulouse):
    end_role(actor=system_actor(toulouse), membership=Membership.objects.get(user=cast.advisor))
    assert client.get(address).status_code == 404
    assert not CalendarFeed.objects.exists()


def _wait_until_up(url: str, server: subprocess.Popen) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/.web/", timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            server.poll()
        else:
            return
    raise RuntimeError("Radicale did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def radicale(tmp_path_factory):
    """Address of a real Radicale, with one user."""
    port = _free_port()
    folder = tmp_path_factory.mktemp("radicale")
    (folder / "users").write_text(f"ines:{SECRET}\n", encoding="utf-8")
    options = ["--server-hosts", f"127.0.0.1:{port}", "--auth-type", "htpasswd"]
    options += ["--auth-htpasswd-filename", str(folder / "users"), "--auth-htpasswd-encryption", "plain"]
    options += ["--storage-filesystem-folder", str(folder / "store"), "--auth-delay", "0", "--logging-level", "error"]
    server = subprocess.Popen([sys.executable, "-m", "radicale", *options], stderr=subprocess.DEVNULL)
    try:
        _wait_until_up(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def theirs(radicale, settings):
    """The advisor's own calendar, empty, as its own program sees it."""
    settings.CALDAV_HOSTS = [radicale.removeprefix("http://")]
    client = caldav.DAVClient(url=radicale, username="ines", password=SECRET, enable_rfc6764=False)
    calendar = client.principal().make_calendar(name="Travail")
    yield calendar
    calendar.delete()


@pytest.fixture
def peer(cast, toulouse, guichet, theirs):
    actor = cast.actor("advisor", toulouse)
    return link_peer(actor=actor, url=str(theirs.url), username="ines", password=SECRET)


@pytest.fixture
def sync(peer, toulouse):
    return lambda: sync_peer(actor=system_actor(toulouse), peer=CalendarPeer.objects.get())


def events_of(calendar) -> list:
    return [one for event in calendar.events() for one in Calendar.from_ical(event.data).walk("VEVENT")]


def write(calendar, start: dt.datetime, *, hours: int = 1, more: str = "") -> None:
    end = start + dt.timedelta(hours=hours)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Autre//FR\nBEGIN:VEVENT\nUID:perso-{start:%Y%m%dT%H%M}\n"
    text += f"DTSTAMP:20260101T000000Z\nDTSTART:{start:%Y%m%dT%H%M%SZ}\nDTEND:{end:%Y%m%dT%H%M%SZ}\n"
    calendar.add_event(f"{text}SUMMARY:Dentiste\n{more}END:VEVENT\nEND:VCALENDAR\n")


def test_appointments_arrive_moved_and_leave(theirs, sync, appointment, visitor, choose):
    sync()
    assert [event.start for event in events_of(theirs)] == [appointment.starts_at]
    moved = move(actor=visitor, appointment=appointment, chosen=choose(1))
    sync()
    assert [event.start for event in events_of(theirs)] == [moved.starts_at]
    cancel(actor=visitor, appointment=Appointment.objects.get())
    sync()
    assert events_of(theirs) == []


def test_what_is_written_there_names_nobody(theirs, sync, appointment):
    sync()
    text = str(events_of(theirs)[0].to_ical())
    assert "Cazalbou" not in text
    assert appointment.person.phone not in text


def test_a_dentist_closes_the_slot_and_stays_private(theirs, sync, free):
    first = free()[0].start
    write(theirs, first)
    sync()
    busy = Absence.objects.get()
    assert (busy.starts_at, busy.ends_at, busy.label) == (first, first + dt.timedelta(hours=1), "Occupé")
    assert first not in [slot.start for slot in free()]


def test_a_dentist_cancelled_opens_it_again(theirs, sync, free):
    write(theirs, free()[0].start)
    sync()
    theirs.events()[0].delete()
    sync()
    assert not Absence.objects.exists()
    assert len(free()) == 4


def test_every_time_of_what_comes_back_is_busy(theirs, sync, free):
    write(theirs, free()[0].start, more="RRULE:FREQ=WEEKLY;COUNT=3\n")
    sync()
    assert Absence.objects.count() == 3
    assert len(free(day=monday() + dt.timedelta(days=7))) < 4


def test_free_and_cancelled_events_close_nothing(theirs, sync, free):
    slots = free()
    write(theirs, slots[0].start, more="TRANSP:TRANSPARENT\n")
    write(theirs, slots[2].start, more="STATUS:CANCELLED\n")
    sync()
    assert not Absence.objects.exists()


def test_our_own_events_never_come_back_as_busy_times(theirs, sync, appointment):
    for _ in range(3):
        sync()
    assert not Absence.objects.exists()
    assert len(events_of(theirs)) == 1


@pytest.fixture
def there(cast, foix, theirs, peer):
    """The same calendar tied in the other territory, with an appointment that Monday at 10 h 30."""
    with territory_scope(foix.territory):
        actor = cast.actor("advisor", foix.territory)
        link_peer(actor=actor, url=str(theirs.url), username="ines", password=SECRET)
        slot = slots_of(foix.territory, foix.reason, foix.organisation)[2]
        held = hold(actor=foix.visitor, chosen=Chosen(foix.opening.pk, slot.start), wanted=foix.wanted)
        case = CaseFactory(organisation=foix.organisation)
        booked = book(actor=foix.visitor, held=held, given=Given(case=case))

    def _sync() -> None:
        with territory_scope(foix.territory):
            sync_peer(actor=system_actor(foix.territory), peer=CalendarPeer.objects.get())

    return SimpleNamespace(appointment=booked, sync=_sync, territory=foix.territory)


def test_two_territories_share_a_calendar_and_leave_each_other_alone(theirs, sync, appointment, there):
    for _ in range(2):
        sync()
        there.sync()
    starts = {event.start for event in events_of(theirs)}
    assert starts == {appointment.starts_at, there.appointment.starts_at}


def test_the_appointment_of_the_other_territory_is_a_busy_time(sync, appointment, there):
    there.sync()
    sync()
    assert [one.starts_at for one in Absence.objects.all()] == [there.appointment.starts_at]
    there.sync()
    with territory_scope(there.territory):
        assert [one.starts_at for one in Absence.objects.all()] == [appointment.starts_at]


@pytest.mark.parametrize("outcome", ["honoured", "missed"])
def test_marked_during_its_hour_it_stays_in_the_calendar(outcome, theirs, sync, past, visitor):
    now = timezone.now()
    Appointment.objects.update(starts_at=now - dt.timedelta(minutes=10), ends_at=now + dt.timedelta(minutes=35))
    sync()
    mark_outcome(actor=visitor, appointment=Appointment.objects.get(), outcome=outcome)
    sync()
    assert len(events_of(theirs)) == 1


def test_an_event_of_ours_deleted_there_comes_back(theirs, sync, appointment):
    sync()
    theirs.events()[0].delete()
    sync()
    assert len(events_of(theirs)) == 1


def test_untied_nothing_read_is_kept(cast, theirs, sync, free, toulouse):
    write(theirs, free()[0].start)
    sync()
    unlink_peer(actor=cast.actor("advisor", toulouse))
    assert not Absence.objects.exists()
    assert not CalendarPeer.objects.exists()


def test_the_password_is_kept_encrypted_and_goes_with_the_access(cast, peer, toulouse):
    assert SECRET not in CalendarPeer.objects.get().password
    end_role(actor=system_actor(toulouse), membership=Membership.objects.get(user=cast.advisor))
    assert not CalendarPeer.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"password": "faux"}, "ne répond pas"), ({"url": "http://169.254.169.254/latest/"}, "n’est pas autorisé")],
)
def test_a_wrong_password_or_a_server_not_named_is_refused(change, sentence, cast, theirs, guichet, toulouse):
    told = {"url": str(theirs.url), "username": "ines", "password": SECRET} | change
    with pytest.raises(Refused, match=sentence):
        link_peer(actor=cast.actor("advisor", toulouse), **told)
    assert not CalendarPeer.objects.exists()


def test_a_server_gone_is_told_on_the_page_and_stops_nothing(desk, peer, toulouse):
    CalendarPeer.objects.update(url="http://127.0.0.1:9/agenda/")
    with pytest.raises(PermissionError):
        sync_peer(actor=system_actor(toulouse), peer=CalendarPeer.objects.get())
    assert "Dernier problème" in desk.get("/bureau/rendez-vous/agendas/").content.decode()


def test_tied_from_the_page(cast, desk, theirs):
    asked = {"url": str(theirs.url), "username": "ines", "password": SECRET}
    assert desk.post("/bureau/rendez-vous/agendas/relier/", asked).status_code == 302
    assert desk.post("/bureau/rendez-vous/agendas/delier/").status_code == 302
    assert not CalendarPeer.objects.exists()
