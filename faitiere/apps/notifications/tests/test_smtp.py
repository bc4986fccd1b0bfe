"""A real SMTP server on this machine: each mail arrives once, and a server that is away loses nothing."""

import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from faitiere.apps.notifications.actions import hand_over, queue
from faitiere.apps.notifications.enums import MailState

_SMTP = "django.core.mail.backends.smtp.EmailBackend"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(tmp_path, settings):
    box, port = Mailbox(tmp_path / "mails"), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    settings.MAILERS = {**settings.MAILERS, "smtp": {"BACKEND": _SMTP, "OPTIONS": options}}
    yield controller, box
    if controller.server:
        controller.stop()


def test_a_mail_arrives_once_however_often_it_is_handed_over(toulouse, server):
    _, box = server
    mail = queue(recipient="yvette@example.org", subject="Votre compte-rendu", text="Bonjour")
    hand_over(mail)
    hand_over(mail)
    mail.refresh_from_db()
    assert mail.state == MailState.HANDED
    assert len(list(box.mailbox)) == 1


def test_a_server_that_is_away_leaves_the_mail_in_the_queue(toulouse, server):
    controller, _ = server
    controller.stop()
    mail = queue(recipient="yvette@example.org", subject="Votre compte-rendu", text="Bonjour")
    with pytest.raises(OSError, match="refused"):
        hand_over(mail)
    mail.refresh_from_db()
    assert mail.state == MailState.QUEUED
