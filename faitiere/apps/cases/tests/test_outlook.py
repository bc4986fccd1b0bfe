"""winmail.dat: its files are taken out, and an envelope nobody can read is kept as it is, with a word.

Envelopes are written here by hand from [MS-OXTNEF], sections 2.1.1 and 2.1.3: a signature and a key, then attributes
(level, id, length, data, checksum).
"""

import struct

import pytest

from faitiere.apps.cases.actions.inbox import receive
from faitiere.apps.cases.mail_reading import read_mail
from faitiere.apps.cases.models import Document, Entry, IncomingAttachment
from faitiere.apps.cases.tests.mailbox import letter
from faitiere.lib.outlook import Unreadable, files_inside

PDF = b"%PDF-1.4\n%%EOF\n"
_MESSAGE, _ATTACHMENT = 1, 2
_CODEPAGE, _RENDERING, _TITLE, _DATA = 0x00069007, 0x00069002, 0x00018010, 0x0006800F


def attribute(level: int, identifier: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, identifier, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def envelope(*files: tuple[str, bytes]) -> bytes:
    parts = [attribute(_MESSAGE, _CODEPAGE, struct.pack("<II", 1252, 0))]
    for name, content in files:
        parts.append(attribute(_ATTACHMENT, _RENDERING, bytes(14)))
        parts.append(attribute(_ATTACHMENT, _TITLE, name.encode("cp1252") + b"\x00"))
        parts.append(attribute(_ATTACHMENT, _DATA, content))
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(parts)


def arrived(case, toulouse, content: bytes, name: str = "winmail.dat") -> None:
    mail = letter("yvette.cazalbou@example.org", "dossier@guichet.example")
    mail.add_attachment(content, maintype="application", subtype="ms-tnef", filename=name)
    receive(received=read_mail(mail.as_bytes()), case=case, territory=toulouse)


def test_the_files_of_an_envelope_become_documents(case, toulouse):
    arrived(case, toulouse, envelope(("devis.pdf", PDF), ("devis-2.pdf", PDF + b"2")))
    assert sorted(Document.objects.values_list("title", flat=True)) == ["devis", "devis-2"]
    assert not Entry.objects.filter(title="Pièces jointes à revoir").exists()


def test_what_is_inside_is_checked_like_any_file(case, toulouse):
    arrived(case, toulouse, envelope(("devis.pdf", PDF), ("../../facture.exe", b"MZ\x90\x00")))
    assert Document.objects.count() == 1
    assert "facture.exe : Ce type de fichier" in Entry.objects.get(title="Pièces jointes à revoir").text


BROKEN = [b"", bytes(40), b"\xff" * 4_000, struct.pack("<BII", 1, 0x00069004, 8) + b"\xff" * 10]


@pytest.mark.parametrize("rest", BROKEN)
def test_an_envelope_that_cannot_be_read_is_kept_as_it_is(case, toulouse, rest):
    content = struct.pack("<IH", 0x223E9F78, 1) + rest
    arrived(case, toulouse, content)
    assert Document.objects.get().title == "winmail"
    assert IncomingAttachment.objects.get().mime == "application/ms-tnef"
    assert "gardée telle quelle" in Entry.objects.get(title="Pièces jointes à revoir").text


def test_an_envelope_gives_twenty_files_at_most():
    assert len(files_inside(envelope(*((f"{n}.pdf", PDF) for n in range(50))))) == 20


def test_only_the_first_envelope_of_a_mail_is_opened(case):
    mail = letter("yvette.cazalbou@example.org", "dossier@guichet.example")
    for name in ("winmail.dat", "autre.dat"):
        mail.add_attachment(envelope(("a.pdf", PDF)), maintype="application", subtype="ms-tnef", filename=name)
    assert [one.name for one in read_mail(mail.as_bytes()).files] == ["a.pdf", "autre.dat"]


def test_an_envelope_made_of_a_million_crumbs_is_given_up():
    crumbs = attribute(_MESSAGE, 0x00020006, b"") * 1_500_000
    with pytest.raises(Unreadable):
        files_inside(struct.pack("<IH", 0x223E9F78, 1) + crumbs)
