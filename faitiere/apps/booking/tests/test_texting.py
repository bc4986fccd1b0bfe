"""Text messages through a real HTTP gateway, on this machine; nothing without one."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.booking.actions import Given, book, cancel, hold, remind
from faitiere.apps.booking.models import Appointment, TextMessage
from faitiere.apps.booking.tasks import hand_over_text
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory

from .test_public import IDENTITY


class _Gateway(BaseHTTPRequestHandler):
    status = 202

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.headers["Authorization"], json.loads(body)))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:9/ailleurs")
        self.end_headers()

    def log_message(self, *args):
        """Nothing on the screen of the tests."""


@pytest.fixture
def gateway(settings):
    """The gateway: what it received, and the status it answers."""
    server = HTTPServer(("127.0.0.1", 0), _Gateway)
    server.received, server.status = [], 202
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SMS_GATEWAY = f"http://127.0.0.1:{server.server_port}/sms"
    settings.SMS_TOKEN, settings.SMS_SENDER = "jeton", "Guichet"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def reminded(toulouse, appointment):
    return lambda: remind(actor=system_actor(toulouse), appointment=appointment)


def hand_over(message: TextMessage) -> None:
    hand_over_text.call(territory_id=str(message.territory_id), message_id=str(message.pk))


def test_the_reminder_reaches_the_gateway_once(gateway, appointment, reminded):
    reminded()
    message = TextMessage.objects.get()
    for _ in range(2):
        hand_over(message)
    [(token, told)] = gateway.received
    assert token == "Bearer jeton"
    assert (told["to"], told["from"]) == (appointment.person.phone, "Guichet")
    assert "Rappel" in told["text"]
    assert TextMessage.objects.get().state == "sent"


@pytest.mark.parametrize("status", [500, 401, 302])
def test_a_gateway_that_refuses_is_asked_again_later(status, gateway, reminded):
    gateway.status = status
    reminded()
    hand_over(TextMessage.objects.get())
    message = TextMessage.objects.get()
    assert message.state == "queued"
    assert str(status) in message.error
    assert len(gateway.received) == 1


def test_without_a_gateway_nothing_is_written(settings, reminded):
    settings.SMS_GATEWAY = ""
    assert reminded()
    assert not TextMessage.objects.exists()


def test_who_asked_to_be_left_alone_gets_none(gateway, appointment, reminded):
    appointment.person.do_not_contact_at = timezone.now()
    appointment.person.save()
    reminded()
    assert not TextMessage.objects.exists()


@pytest.fixture
def by_phone(gateway, client, guichet):
    """Somebody without an e-mail address has booked online: its appointment, and the last screen."""
    asked = f"/rendez-vous/creneaux/?commune=31270&motif={guichet.reason.pk}&maniere=phone"
    value = re.search(r'name="creneau" value="([^"]+)"', client.get(asked).content.decode()).group(1)
    identity = client.post(asked, {"creneau": value}).headers["Location"]
    done = client.post(identity, IDENTITY | {"email": ""}).headers["Location"]
    return SimpleNamespace(appointment=Appointment.objects.get(), page=client.get(done).content.decode(), done=done)


def links_in(text: str) -> list[str]:
    return re.findall(r"/rendez-vous/(?:deplacer|annuler|plus-tot)/[^\s\"]+", text)


def last_text() -> str:
    return TextMessage.objects.latest("created_at").text


def test_who_gave_only_a_phone_is_confirmed_by_text_with_both_links(by_phone, client):
    move_link, cancel_link = links_in(last_text())
    assert "Rendez-vous lundi" in last_text()
    assert {client.get(link).status_code for link in (move_link, cancel_link)} == {200}
    client.post(cancel_link)
    assert Appointment.objects.get().status == "cancelled"
    assert last_text().startswith("Rendez-vous annulé, lundi")
    assert "/rendez-vous/" in last_text()


def test_moved_it_is_told_again_and_the_first_links_are_worth_nothing(by_phone, client, free):
    first = links_in(last_text())[0]
    slot = free()[-1]
    client.post(first, {"creneau": f"{slot.source.pk}|{slot.start.isoformat()}"})
    assert last_text().startswith("Rendez-vous déplacé, lundi")
    assert client.get(first).status_code == 410
    assert client.get(links_in(last_text())[0]).status_code == 200


def test_the_last_screen_moves_and_cancels_while_it_stands(by_phone, client, free):
    assert "Un SMS de confirmation" in by_phone.page
    move_link, _ = links_in(by_phone.page)
    slot = free()[-1]
    client.post(move_link, {"creneau": f"{slot.source.pk}|{slot.start.isoformat()}"})
    assert links_in(client.get(by_phone.done).content.decode()) == []


def test_without_a_gateway_the_last_screen_is_enough(settings, by_phone, client):
    settings.SMS_GATEWAY = ""
    page = client.get(by_phone.done).content.decode()
    assert "Gardez l" in page
    assert client.get(links_in(page)[1]).status_code == 200


def test_who_has_an_address_is_not_told_twice(gateway, appointment):
    assert not TextMessage.objects.exists()


def test_a_freed_slot_is_offered_by_text(gateway, cast, guichet, visitor, wanted, choose, appointment, client):
    person = PersonFactory(first_name="Odile", email="", phone="+33639984512")
    case = CaseFactory(person=person, organisation=guichet.organisation, advisor=cast.advisor)
    held = hold(actor=visitor, chosen=choose(1), wanted=wanted)
    waiting = book(actor=visitor, held=held, given=Given(case=case, wants_earlier=True))
    cancel(actor=visitor, appointment=appointment)
    offer = TextMessage.objects.get(recipient=person.phone, text__startswith="Un rendez-vous plus tôt est libre")
    client.post(links_in(offer.text)[0])
    assert Appointment.objects.get(pk=waiting.pk).starts_at == appointment.starts_at
