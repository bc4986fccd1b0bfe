"""The mailbox: mails not seen yet are fetched one by one and marked as seen once they are kept. Nothing is deleted."""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Callable, Iterator

from django.conf import settings

_AT_ONCE = 100
_TIMEOUT = 60


@contextlib.contextmanager
def _mailbox(box: dict) -> Iterator[imaplib.IMAP4]:
    """A signed-in session on the folder."""
    if box["tls"]:
        session = imaplib.IMAP4_SSL(
            box["host"], box["port"], ssl_context=ssl.create_default_context(), timeout=_TIMEOUT
        )
    else:
        session = imaplib.IMAP4(box["host"], box["port"], timeout=_TIMEOUT)
    try:
        session.login(box["username"], box["password"])
        status, answer = session.select(f'"{box["folder"]}"')
        if status != "OK":
            raise OSError(f"folder {box['folder']}: {answer!r}")
        yield session
    finally:
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            session.logout()


def _fetch(session: imaplib.IMAP4, uid: bytes, what: str) -> bytes:
    status, answer = session.uid("FETCH", uid.decode(), f"({what})")
    if status != "OK":
        raise OSError(f"fetch: {answer!r}")
    return next((part[1] for part in answer if isinstance(part, tuple)), b"")


def _size(session: imaplib.IMAP4, uid: bytes) -> int:
    _, answer = session.uid("FETCH", uid.decode(), "(RFC822.SIZE)")
    told = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(part for part in answer if isinstance(part, bytes)))
    return int(told[1]) if told else 0


def fetch_new(keep: Callable[[bytes, int], bool]) -> int:
    """Give each mail not seen yet to `keep(content, size)`; returns how many were kept.

    Past `INBOX_MAX_BYTES` only its headers are read. One for which `keep` answers False is flagged and stays in the
    mailbox, for a person to look at. A failure leaves the mails not yet kept as they are.
    """
    kept = 0
    with _mailbox(settings.INBOX) as session:
        _, answer = session.uid("SEARCH", "UNSEEN UNFLAGGED")
        for uid in (answer[0] or b"").split()[:_AT_ONCE]:
            size = _size(session, uid)
            part = "BODY.PEEK[HEADER]" if size > settings.INBOX_MAX_BYTES else "BODY.PEEK[]"
            taken = keep(_fetch(session, uid, part), size)
            session.uid("STORE", uid.decode(), "+FLAGS", r"(\Seen)" if taken else r"(\Flagged)")
            kept += taken
    return kept
