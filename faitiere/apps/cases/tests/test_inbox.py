"""Answers by mail, through a real SMTP server and a real mailbox: filed when their origin is proven, else apart."""

import smtplib
from email import message_from_bytes, policy

import pytest
from django.urls import reverse

from faitiere.apps.cases import actions, tasks
from faitiere.apps.cases.addressing import case_address, read_address
from faitiere.apps.cases.mail_reading import read_mail
from faitiere.apps.cases.models import Case, Document, Entry, IncomingMail
from faitiere.apps.notifications.actions import hand_over
from faitiere.apps.notifications.models import Notice, OutgoingMail
from faitiere.apps.territories.tests.factories import other_territory

from .factories import CaseFactory
from .mailbox import PASSWORD, USER, letter, serve_mailbox

YVETTE = "Yvette Cazalbou <yvette.cazalbou@example.org>"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(scope="module")
def servers():
    with serve_mailbox() as served:
        yield served


@pytest.fixture
def box(servers, settings):
    """The mailbox, empty of unread mails, and the site set up to use it."""
    mailbox, smtp_port = servers
    settings.INBOX_ADDRESS = "dossier@guichet.example"
    settings.INBOX = {"host": "127.0.0.1", "port": mailbox.port, "username": USER, "password": PASSWORD}
    settings.INBOX |= {"folder": "INBOX", "tls": False}
    smtp = {"host": "127.0.0.1", "port": smtp_port, "timeout": 60}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {**settings.MAILERS, "smtp": {"BACKEND": backend, "OPTIONS": smtp}}
    mailbox.smtp_port = smtp_port
    return mailbox


def post(box, mail) -> None:
    """Send a mail by SMTP, as anybody on the internet can."""
    with smtplib.SMTP("127.0.0.1", box.smtp_port, timeout=60) as server:
        server.send_message(mail)


def fetch(box) -> list[IncomingMail]:
    tasks.fetch_inbox.call()
    assert box.waiting() == 0
    return list(IncomingMail.objects.order_by("received_at"))


def test_an_answer_to_our_mail_comes_back_in_the_case(box, case, actor):
    actions.write_to_household(actor=actor, case=case, subject="Votre projet", text="Où en êtes-vous ?")
    hand_over(OutgoingMail.objects.get(kind="case.message"))
    sent = message_from_bytes(box.sent[-1], policy=policy.default)
    answer = letter(YVETTE, sent["Reply-To"], text="Le devis est signé.\n\nLe 3 mars, le guichet a écrit :\n> Où en")
    answer.add_attachment(PDF, maintype="application", subtype="pdf", filename="../devis.pdf")
    post(box, answer)
    assert [one.fate for one in fetch(box)] == ["filed"]
    entry = Entry.objects.get(incoming__isnull=False)
    assert (entry.text, entry.visibility, entry.from_household) == ("Le devis est signé.", "shared", True)
    document = Document.objects.get()
    assert (document.file_name, document.mime, document.category) == ("devis.pdf", "application/pdf", "quote")
    assert Notice.objects.get(kind="mail_received").user == case.advisor


def test_what_is_written_inside_or_under_the_quote_is_read_whole_at_the_desk(box, desk, case):
    said = "Voici mes réponses.\n\nLe 3 mars, le guichet a écrit :\n> Votre surface ?\nCent douze mètres carrés."
    post(box, letter(YVETTE, case_address(case), text=said))
    fetch(box)
    assert Entry.objects.get(incoming__isnull=False).text == "Voici mes réponses."
    page = desk.get(reverse("cases:timeline", args=[case.pk])).content.decode()
    assert "Tout le courriel reçu" in page
    assert "Cent douze mètres carrés." in page


def test_a_mail_without_quote_is_not_shown_twice(box, desk, case):
    post(box, letter(YVETTE, case_address(case), text="Cent douze mètres carrés."))
    fetch(box)
    page = desk.get(reverse("cases:timeline", args=[case.pk])).content.decode()
    assert page.count("Cent douze mètres carrés.") == 1
    assert "Tout le courriel reçu" not in page


def test_in_a_condominium_what_a_member_mails_is_between_it_and_the_guichet(box, case):
    Case.objects.filter(pk=case.pk).update(project_kind="condominium")
    answer = letter(YVETTE, case_address(case))
    answer.add_attachment(PDF, maintype="application", subtype="pdf", filename="avis.pdf")
    post(box, answer)
    fetch(box)
    assert Entry.objects.get(incoming__isnull=False).readers == "private"
    assert Document.objects.get().readers == "private"
    assert not Entry.objects.filter(kind="document", readers="all").exists()


def test_the_same_mail_twice_is_filed_once(box, case):
    answer = letter(YVETTE, case_address(case))
    for _ in range(2):
        post(box, answer)
    fetch(box)
    assert Entry.objects.filter(incoming__isnull=False).count() == 1


def test_a_made_up_address_reaches_no_case(box, case):
    tag, _, domain = case_address(case).partition("@")
    post(box, letter(YVETTE, f"{tag[:-16]}{'a' * 16}@{domain}"))
    mail = fetch(box)[0]
    assert (mail.fate, mail.case) == ("quarantine", None)
    assert "n'a pas été donnée par le guichet" in mail.reason
    assert not Entry.objects.filter(incoming__isnull=False).exists()


def test_the_address_of_a_case_is_worth_nothing_for_another(box, case):
    other = CaseFactory(person=False)
    swapped = case_address(case).replace(case.number, other.number)
    assert read_address(case_address(case)).case == case
    assert read_address(swapped).case is None


def test_a_stranger_with_the_right_address_is_kept_apart(box, case):
    post(box, letter("Voleur <voleur@example.net>", case_address(case)))
    mail = fetch(box)[0]
    assert (mail.fate, mail.case) == ("quarantine", case)
    assert "n'est pas une personne connue" in mail.reason
    assert not Entry.objects.filter(incoming__isnull=False).exists()


def test_a_further_address_of_the_person_is_known(box, case, actor):
    post(box, letter("yvette.perso@example.com", case_address(case)))
    mail = fetch(box)[0]
    actions.release_mail(actor=actor, mail=mail, case=case, person=case.active_participants().get().person)
    post(box, letter("yvette.perso@example.com", case_address(case)))
    assert [one.fate for one in fetch(box)] == ["filed", "filed"]


@pytest.mark.parametrize(
    ("headers", "fate"),
    [
        ({"Authentication_Results": "mx.guichet.example; dkim=pass; dmarc=pass"}, "filed"),
        ({"Authentication_Results": "mx.guichet.example; dkim=fail; dmarc=fail"}, "quarantine"),
        ({"Authentication_Results": "mx.elsewhere.example; dkim=fail"}, "filed"),
        ({"Auto_Submitted": "auto-replied"}, "quarantine"),
    ],
)
def test_the_verdict_of_our_server_and_automatic_answers(box, case, settings, headers, fate):
    settings.INBOX_AUTHSERV = "mx.guichet.example"
    post(box, letter(YVETTE, case_address(case), **headers))
    assert [one.fate for one in fetch(box)] == [fate]


def test_html_becomes_text_and_nothing_runs(box, case):
    mail = letter(YVETTE, case_address(case))
    mail.clear_content()
    mail.set_content("<style>p{}</style><p>Bonjour</p><script>alert(1)</script><p>D'accord.</p>", subtype="html")
    post(box, mail)
    fetch(box)
    assert Entry.objects.get(incoming__isnull=False).text == "Bonjour\nD'accord."


def test_a_thirty_megabyte_file_is_refused_with_a_sentence_and_the_words_are_kept(box, case):
    mail = letter(YVETTE, case_address(case), text="Voici la vidéo des combles.")
    mail.add_attachment(PDF + b"0" * 30_000_000, maintype="application", subtype="pdf", filename="video.pdf")
    box.deliver(mail.as_bytes())
    attachment = fetch(box)[0].attachments.get()
    assert attachment.problem.startswith("Fichier de plus de 20 Mo")
    assert Entry.objects.get(incoming__isnull=False).text == "Voici la vidéo des combles."
    assert "video.pdf" in Entry.objects.get(title="Pièces jointes à revoir").text
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90\x00", "facture.pdf.exe", "n'est pas accepté"),
        (b"<html><script>", "photo.jpg", "n'est pas accepté"),
        (b"", "vide.pdf", "vide"),
    ],
)
def test_a_file_that_is_not_taken_says_why(box, case, content, name, said):
    mail = letter(YVETTE, case_address(case))
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    post(box, mail)
    assert said in fetch(box)[0].attachments.get().problem
    assert not Document.objects.exists()


def test_a_mail_bomb_is_kept_apart_and_fills_no_disk(box, case, settings):
    settings.INBOX_HOURLY = 3
    for rank in range(6):
        mail = letter(YVETTE, case_address(case), Message_ID=f"<bombe-{rank}@example.org>")
        mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf")
        box.deliver(mail.as_bytes())
    fates = [one.fate for one in fetch(box)]
    assert (fates.count("filed"), fates.count("quarantine")) == (3, 3)
    assert IncomingMail.objects.filter(fate="quarantine", attachments__isnull=False).count() == 0


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: text/plain; charset=klingon\n\nBonjour \xff",
        b"Subject: =?utf-8?b?%%?=\n\nx",
        b"Subject: caf\xe9 \xed\xa0\x80\n\nx",
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\n--a--",
    ],
)
def test_a_broken_mail_breaks_nothing(box, case, raw):
    box.deliver(b"To: " + case_address(case).encode() + b"\nFrom: x@example.org\n" + raw)
    assert [one.fate for one in fetch(box)] == ["quarantine"]


def test_a_mail_without_a_sender_is_nobody_known(box, case):
    """Somebody of the case has no e-mail address: nothing is not an address."""
    type(case.active_participants().get().person).objects.update(email="", email_key="")
    box.deliver(b"To: " + case_address(case).encode() + b"\nSubject: Bonjour\n\nBonjour")
    assert [one.fate for one in fetch(box)] == ["quarantine"]


def test_a_mail_that_breaks_the_reader_stops_nobody(box, case, monkeypatch):
    def broken(raw, **kwargs):
        if b"piege" in raw:
            raise AssertionError("a parser gave up")
        return read_mail(raw, **kwargs)

    monkeypatch.setattr(tasks, "read_mail", broken)
    post(box, letter(YVETTE, case_address(case), text="piege"))
    post(box, letter(YVETTE, case_address(case)))
    assert [one.fate for one in fetch(box)] == ["filed"]


def test_a_mail_for_nobody_stays_in_the_mailbox_when_there_are_two_territories(box, case):
    other_territory()
    post(box, letter(YVETTE, "dossier+bonjour@guichet.example"))
    assert fetch(box) == []


def test_too_heavy_a_mail_is_announced_without_being_read(box, case, settings):
    settings.INBOX_MAX_BYTES = 5_000
    post(box, letter(YVETTE, case_address(case), text="x" * 9_000))
    assert "trop lourd" in fetch(box)[0].text
