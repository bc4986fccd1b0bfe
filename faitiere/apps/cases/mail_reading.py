"""A mail as bytes, read into plain values. Nothing of it is trusted: bounded, text only, HTML turned into text."""

import hashlib
import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr

from bs4 import BeautifulSoup

from faitiere.lib import outlook

_TEXT_MAX = 20_000
_FILES_MAX = 20
_LOGO_MAX = 15_000
_UNREADABLE = (
    "Enveloppe d'Outlook gardée telle quelle : aucun fichier n'a pu en être sorti. "
    "Demandez un nouvel envoi en PDF ou en photo."
)
_RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
# Where the message answered begins, in the words of the usual mail programs.
_QUOTED = re.compile(
    r"^\s*(?:>|Le [^\n]{5,120}\s?a écrit\s?:|On [^\n]{5,120} wrote:|-{2,}\s?(?:Message d.origine|Original Message)|"
    r"De\s?: [^\n]+\n\s*(?:Envoyé|Date)|_{20,})",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True)
class File:
    """A file as it came: its name says nothing of what it is. `word`: what the person who files it should know."""

    name: str
    content: bytes
    word: str = ""


@dataclass(frozen=True)
class Received:
    """What a mail says. `verdicts`: what the receiving server found (dkim, spf, dmarc → pass, fail, none)."""

    sender: str
    sender_name: str
    subject: str
    text: str
    origin_id: str
    recipients: list[str]
    files: list[File] = field(default_factory=list)
    automatic: bool = False
    verdicts: dict[str, str] = field(default_factory=dict)


def _sound(text: str) -> str:
    """Text that any database can keep: bytes that meant nothing are replaced."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _header(mail: EmailMessage, name: str) -> str:
    """A header as text without control characters; empty when it cannot be read."""
    try:
        value = str(mail.get(name, ""))
    except (ValueError, IndexError, AttributeError, LookupError):
        return ""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", _sound(value)).strip()


def _recipients(mail: EmailMessage) -> list[str]:
    found = [value for name in _RECIPIENTS for value in (_header(mail, name),) if value]
    return [address for _, address in getaddresses(found) if address]


def _decoded(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError, AttributeError):
        return (part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def html_as_text(html: str) -> str:
    """The words of a page, one line a block; scripts, styles and addresses of images are gone."""
    soup = BeautifulSoup(html, "html.parser")
    for hidden in soup(["script", "style", "head", "title", "template", "object", "iframe"]):
        hidden.decompose()
    for edge in soup(["br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"]):
        edge.append("\n")
    return re.sub(r"[ \t\xa0]*\n\s*\n\s*", "\n\n", soup.get_text()).strip()


def without_quote(text: str) -> str:
    """What the person wrote, without the message it answers; everything when nothing would be left."""
    found = _QUOTED.search(text)
    kept = text[: found.start()].strip() if found else text.strip()
    return kept or text.strip()


def _text_of(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    text = _decoded(body)
    if body.get_content_type() == "text/html":
        text = html_as_text(text[: _TEXT_MAX * 20])
    return _sound(text).replace("\r\n", "\n")[:_TEXT_MAX].strip()


def _files_of(mail: EmailMessage) -> list[File]:
    files = []
    for part in mail.iter_attachments():
        content = part.get_payload(decode=True)
        if content is None:
            # A mail inside the mail, or several parts: kept as it came.
            content = b"".join(bytes(one) for one in part.iter_parts()) if part.is_multipart() else b""
        if part.get("content-id") and part.get_content_maintype() == "image" and len(content) < _LOGO_MAX:
            continue
        files.append(File(_sound(part.get_filename() or f"fichier.{part.get_content_subtype()}"), content))
    return files[:_FILES_MAX]


def _taken_out(files: list[File]) -> list[File]:
    """The first envelope of Outlook gives its files; one that cannot be read stays as it is, with a word."""
    taken, opened = [], False
    for file in files:
        if opened or not file.content.startswith(outlook.SIGNATURE):
            taken.append(file)
            continue
        opened = True
        try:
            taken += [File(_sound(name or "fichier"), content) for name, content in outlook.files_inside(file.content)]
        except outlook.Unreadable:
            taken.append(File(file.name, file.content, _UNREADABLE))
    return taken[:_FILES_MAX]


def _is_automatic(mail: EmailMessage) -> bool:
    submitted = _header(mail, "auto-submitted").lower()
    return (
        (submitted not in {"", "no"})
        or _header(mail, "precedence").lower() in {"bulk", "junk", "auto_reply", "list"}
        or mail.get_content_type() == "multipart/report"
        or bool(_header(mail, "x-autoreply"))
    )


def _verdicts(mail: EmailMessage, server: str) -> dict[str, str]:
    """What our own receiving server says; the same header written by anybody else is ignored."""
    for value in mail.get_all("authentication-results") or []:
        name, _, rest = str(value).partition(";")
        if server and name.strip().lower().split(" ")[0] == server:
            return {key.lower(): said.lower() for key, said in re.findall(r"\b(dkim|spf|dmarc)=(\w+)", rest, re.I)}
    return {}


def read_mail(raw: bytes, *, server: str = "") -> Received:
    """Plain values of a mail, whatever its faults; `server` names the receiving server whose verdict counts."""
    mail = message_from_bytes(raw, policy=policy.default)
    name, sender = parseaddr(_header(mail, "from"))
    return Received(
        sender=sender.strip().lower()[:254],
        sender_name=name.strip()[:200],
        subject=_header(mail, "subject")[:200],
        text=_text_of(mail),
        origin_id=_header(mail, "message-id")[:300] or hashlib.sha256(raw).hexdigest(),
        recipients=_recipients(mail),
        files=_taken_out(_files_of(mail)),
        automatic=_is_automatic(mail),
        verdicts=_verdicts(mail, server),
    )
