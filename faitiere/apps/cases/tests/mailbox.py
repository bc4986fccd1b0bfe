"""A real mailbox for the tests: pymap serves IMAP, aiosmtpd takes the mails and puts them there."""

import contextlib
import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller

USER, PASSWORD = "demouser", "demopass"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Mailbox:
    """Where mails arrive; `sent` keeps those our site handed over."""

    port: int
    sent: list[bytes] = field(default_factory=list)

    def session(self) -> imaplib.IMAP4:
        session = imaplib.IMAP4("127.0.0.1", self.port, timeout=120)
        session.login(USER, PASSWORD)
        return session

    def deliver(self, content: bytes) -> None:
        session = self.session()
        session.append("INBOX", "", imaplib.Time2Internaldate(time.time()), content)
        session.logout()

    def waiting(self) -> int:
        """How many mails are neither read nor flagged."""
        session = self.session()
        session.select("INBOX")
        found = session.uid("SEARCH", "UNSEEN UNFLAGGED")[1][0] or b""
        session.logout()
        return len(found.split())

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """aiosmtpd's handler: what is sent to a case arrives in the mailbox, the rest leaves the site."""
        if any("dossier+" in one for one in envelope.rcpt_tos):
            self.deliver(envelope.content)
        else:
            self.sent.append(envelope.content)
        return "250 OK"


def _wait(port: int, process: subprocess.Popen) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
    raise RuntimeError("the IMAP server did not start")


@contextlib.contextmanager
def serve_mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A mailbox and the port of its SMTP server."""
    port, smtp_port = free_port(), free_port()
    command = [Path(sys.executable).with_name("pymap"), "--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    command += ["--no-service", "managesieve", "--no-service", "admin", "dict"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    box = Mailbox(port)
    controller = Controller(box, hostname="127.0.0.1", port=smtp_port, data_size_limit=60_000_000)
    try:
        _wait(port, process)
        controller.start()
        yield box, smtp_port
    finally:
        controller.stop()
        process.terminate()
        process.wait(timeout=10)


def letter(sender: str, recipient: str, *, text: str = "Bonjour, voici mon avis.", **headers) -> EmailMessage:
    """A mail as a household's program writes it."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, recipient
    usual = {"Subject": "Re: votre projet", "Message_ID": f"<{time.time_ns()}@example.org>"}
    for name, value in (usual | headers).items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail
