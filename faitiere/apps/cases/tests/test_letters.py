"""Paper mode: what would be mailed to somebody without an address is printed, posted and marked so."""

import io

import pypdfium2
import pytest
from django.utils import timezone

from faitiere.apps.accounts.actors import actor_for, system_actor
from faitiere.apps.buildings.tests.factories import HomeFactory
from faitiere.apps.cases.actions import (
    NewLetter,
    NewTask,
    add_document,
    add_task,
    invite_to_space,
    send_relance,
    write_letter,
    write_to_household,
)
from faitiere.apps.cases.models import Entry, PaperLetter
from faitiere.apps.cases.post import printed
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import OutgoingMail

POST = "/bureau/courrier-papier/"


@pytest.fixture
def case(cast, toulouse):
    """A household without an address, in paper mode."""
    person = PersonFactory(email="", first_name="Odette", last_name="Vialatte")
    return CaseFactory(person=person, advisor=cast.advisor, by_post=True)


def write(cast, toulouse, case, text="Voici les nouvelles."):
    actor = actor_for(cast.advisor, toulouse)
    return write_to_household(actor=actor, case=case, subject="Des nouvelles", text=text)


def test_a_message_becomes_a_letter_and_stays_in_the_shared_timeline(cast, toulouse, case):
    sent = write(cast, toulouse, case)
    assert [one.recipient for one in sent] == ["Odette Vialatte par la poste (courrier à imprimer)"]
    assert not OutgoingMail.objects.exists()
    assert Entry.objects.get(kind="mail").visibility == "shared"


def test_without_paper_mode_nothing_is_written(cast, toulouse, case):
    type(case).objects.update(by_post=False)
    case.refresh_from_db()
    with pytest.raises(Refused, match="courrier papier"):
        write(cast, toulouse, case)
    assert not PaperLetter.objects.exists()


def test_who_asked_to_be_left_alone_gets_no_letter(cast, toulouse, case):
    person = case.participants.get().person
    person.do_not_contact_at = timezone.now()
    person.save()
    with pytest.raises(Refused):
        write(cast, toulouse, case)
    assert not PaperLetter.objects.exists()


def test_a_relance_and_an_invitation_go_by_post_too(cast, toulouse, case):
    actor = actor_for(cast.advisor, toulouse)
    task = add_task(actor=actor, case=case, task=NewTask("Relance", "2026-12-01", kind="relance"))
    send_relance(actor=actor, task=task, subject="Votre projet", text="Il manque un devis.")
    invite_to_space(actor=actor, participant=case.participants.get(), next_path="/espace/")
    assert sorted(PaperLetter.objects.values_list("kind", flat=True)) == ["invitation", "relance"]


def test_the_advisor_prints_then_marks_posted(cast, login, toulouse, case):
    write(cast, toulouse, case)
    letter, desk = PaperLetter.objects.get(), login(cast.advisor)
    assert "Odette Vialatte" in desk.get(POST).content.decode()
    printed = desk.get(f"{POST}imprimer/", {"lettre": str(letter.pk)})
    page = pypdfium2.PdfDocument(printed.content)[0].get_textpage().get_text_range()
    assert "Voici les nouvelles." in page
    assert case.home.address in page
    desk.post(f"{POST}postes/", {"lettre": str(letter.pk)})
    letter.refresh_from_db()
    assert letter.posted_on
    assert Entry.objects.filter(title="Courrier posté : Des nouvelles").exists()


def test_a_report_is_printed_after_its_letter(cast, toulouse, case):
    report = pypdfium2.PdfDocument.new()
    report.new_page(595, 842)
    out = io.BytesIO()
    report.save(out)
    document = add_document(
        actor=system_actor(toulouse), case=case, category="report", title="Compte-rendu", content=out.getvalue(),
        name="a.pdf", visibility="shared",
    )  # fmt: skip
    letter = NewLetter("Votre compte-rendu", "Le voici.", kind="report", document=document)
    row = write_letter(
        actor=actor_for(cast.advisor, toulouse), case=case, person=case.participants.get().person, letter=letter
    )
    assert len(pypdfium2.PdfDocument(printed([row], territory=toulouse))) == 2


def test_a_letter_without_an_address_is_not_printed(cast, login, toulouse, case):
    case.home = HomeFactory(address="")
    case.save()
    write(cast, toulouse, case)
    answer = login(cast.advisor).get(f"{POST}imprimer/", {"lettre": str(PaperLetter.objects.get().pk)}, follow=True)
    assert "adresse est complète" in answer.content.decode()


def test_the_letters_of_another_organisation_do_not_exist(cast, login, toulouse, case):
    write(cast, toulouse, case)
    letter, stranger = PaperLetter.objects.get(), login(cast.other_organisation)
    assert "Odette" not in stranger.get(POST).content.decode()
    stranger.post(f"{POST}postes/", {"lettre": str(letter.pk)})
    letter.refresh_from_db()
    assert letter.posted_on is None


def test_the_mode_is_set_on_the_case(cast, login, toulouse):
    case = CaseFactory(advisor=cast.advisor)
    login(cast.advisor).post(f"/bureau/dossiers/{case.pk}/courrier-papier/", {"papier": "1"})
    case.refresh_from_db()
    assert case.by_post
