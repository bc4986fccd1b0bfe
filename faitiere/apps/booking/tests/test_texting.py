"""Text messages through a real HTTP gateway, on this machine; nothing without one."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.booking.actions import remind
from faitiere.apps.booking.models import TextMessage
from faitiere.apps.booking.tasks import hand_over_text


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
