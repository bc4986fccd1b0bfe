import datetime as dt

import pytest
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases.actions import add_document, add_entry
from faitiere.apps.cases.models import Entry, Participant
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory


@pytest.fixture
def case(cast, toulouse):
    return CaseFactory(person=PersonFactory(user=cast.household), advisor=cast.advisor)


def document(toulouse, case, visibility):
    return add_document(
        actor=system_actor(toulouse),
        case=case,
        category="report",
        title=f"Compte-rendu {visibility}",
        content=b"%PDF-1.7 essai",
        name="compte-rendu.pdf",
        visibility=visibility,
    )


def test_the_household_goes_straight_to_its_only_project(cast, login, case):
    assert login(cast.household).get("/espace/").headers["Location"] == f"/espace/{case.pk}/"
    assert AuditEvent.objects.filter(verb="space.read").count() == 0


def test_the_space_shows_shared_lines_and_never_internal_ones(cast, login, case, toulouse):
    actor = system_actor(toulouse)
    add_entry(actor=actor, case=case, kind="note", title="Secret du guichet")
    add_entry(actor=actor, case=case, kind="note", title="Rendez-vous confirmé", visibility="shared")
    page = login(cast.household).get(f"/espace/{case.pk}/messages/").content.decode()
    assert "Rendez-vous confirmé" in page
    assert "Secret du guichet" not in page


def test_a_shared_document_is_an_attachment_that_can_do_nothing(cast, login, case, toulouse):
    kept = document(toulouse, case, "shared")
    answer = login(cast.household).get(f"/espace/{case.pk}/documents/{kept.pk}/")
    assert answer.content == b"%PDF-1.7 essai"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_an_internal_document_does_not_exist_for_the_household(cast, login, case, toulouse):
    kept = document(toulouse, case, "internal")
    assert login(cast.household).get(f"/espace/{case.pk}/documents/{kept.pk}/").status_code == 404


def test_a_message_reaches_the_timeline_as_the_households(cast, login, case):
    login(cast.household).post(f"/espace/{case.pk}/messages/envoyer/", {"text": "Le plombier dit trois ans."})
    entry = Entry.objects.get(kind="message")
    assert (entry.from_household, entry.visibility, entry.text) == (True, "shared", "Le plombier dit trois ans.")


def test_an_empty_message_is_refused_in_words(cast, login, case):
    answer = login(cast.household).post(f"/espace/{case.pk}/messages/envoyer/", {"text": " "})
    assert "Écrivez votre message" in answer.content.decode()
    assert not Entry.objects.filter(kind="message").exists()


@pytest.mark.parametrize("path", ["", "documents/", "messages/", "mes-donnees/"])
def test_another_account_finds_no_project_there(cast, login, case, path):
    assert login(cast.teammate).get(f"/espace/{case.pk}/{path}").status_code == 404


def test_the_space_closes_when_the_participation_ends(cast, login, case):
    today = timezone.localdate()
    Participant.objects.update(valid_from=today - dt.timedelta(days=9), valid_to=today - dt.timedelta(days=1))
    assert login(cast.household).get(f"/espace/{case.pk}/").status_code == 404


def test_shared_lines_are_dated_once_seen(cast, login, case, toulouse):
    add_entry(actor=system_actor(toulouse), case=case, kind="note", title="Nouvelle", visibility="shared")
    assert login(cast.household).post(f"/espace/{case.pk}/vu/").status_code == 204
    assert Entry.objects.get(title="Nouvelle").read_at is not None


def test_the_household_sees_who_opened_its_file(cast, login, case):
    login(cast.advisor).get(f"/bureau/dossiers/{case.pk}/")
    page = login(cast.household).get(f"/espace/{case.pk}/mes-donnees/").content.decode()
    assert "Inès Delmas" in page
    assert str(Person.objects.get(user=cast.household)) in page
