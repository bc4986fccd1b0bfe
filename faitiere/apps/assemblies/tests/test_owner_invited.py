"""An owner asked in to the space by the guichet, and answered in private."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from faitiere.apps.cases.models import Document, Entry
from faitiere.apps.notifications.models import OutgoingMail

from .factories import condominium_case, meeting_of


@pytest.fixture
def case(toulouse, cast):
    return condominium_case(cast.actor("advisor", toulouse))


@pytest.fixture
def owner(case):
    return case.home.condominium.owners.get(name="M. Roux")


@pytest.fixture
def asks_in(login, cast, case, owner):
    """`asks_in(email)`: the advisor invites M. Roux."""
    meeting = meeting_of(case).meeting
    address = reverse("assemblies:owner_invite", args=[case.pk, meeting.pk, owner.pk])
    return lambda email: login(cast.advisor).post(address, {"email": email}, follow=True)


def test_the_advisor_invites_an_owner(asks_in, case, owner):
    answer = asks_in("roux@example.org")
    assert "Invitation envoyée à roux@example.org" in answer.content.decode()
    owner.refresh_from_db()
    assert case.active_participants().filter(person=owner.person, role="owner").exists()


@pytest.mark.parametrize(("email", "said"), [("", "en connaît pas"), ("roux@", "incomplète")])
def test_an_address_is_needed(asks_in, email, said):
    answer = asks_in(email)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not OutgoingMail.objects.exists()


def test_an_owner_invited_stays_out_of_the_household(asks_in, case):
    asks_in("roux@example.org")
    case.refresh_from_db()
    assert case.title == "Résidence Les Glycines"
    assert not case.household.people.filter(email="roux@example.org").exists()


def test_the_composer_writes_to_one_owner_in_private(asks_in, case, owner, login, cast):
    asks_in("roux@example.org")
    owner.refresh_from_db()
    given = {"text": "Voici votre réponse.", "visibility": "shared", "kind": "note", "to": str(owner.person_id)}
    login(cast.advisor).post(reverse("cases:write", args=[case.pk]), given)
    entry = Entry.objects.get(kind="mail")
    assert (entry.readers, entry.addressee) == ("private", owner.person.user)


def test_the_desk_says_who_reads_a_document(case, login, cast):
    file = SimpleUploadedFile("devis.pdf", b"%PDF-1.7 essai")
    given = {"category": "quote", "visibility": "shared", "readers": "team", "stage": case.stage_id, "file": file}
    login(cast.advisor).post(reverse("cases:document_add", args=[case.pk]), given)
    document = Document.objects.get()
    assert (document.readers, document.stage_id) == ("team", case.stage_id)
