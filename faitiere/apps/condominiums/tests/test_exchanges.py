"""Documents, messages and bills of a condominium: each read by those it is meant for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from faitiere.apps.accounts.tests.factories import sign_in
from faitiere.apps.buildings.models import EnergyBill
from faitiere.apps.cases.actions import add_document, set_paper_mode, set_readers, write_to_household
from faitiere.apps.cases.models import Document, Entry, PaperLetter, Participant
from faitiere.apps.cases.tests.factories import StageFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.models import OutgoingMail

from .factories import address, case_of, joins

BILL = {"year": "2019", "use": "heat", "energy": "gas", "quantity": "700 000", "unit": "kWh PCS", "euros": "46 500"}


@pytest.fixture
def case(cast, toulouse):
    return case_of(cast, toulouse)


def sees(user, case, word, page="messages"):
    return word in sign_in(user).get(address(page, case)).content.decode()


def test_a_message_of_an_owner_is_read_by_the_guichet_only(case):
    owner, other = joins(case, "owner", owner="M. Roux"), joins(case, "owner", owner="Mme Blanc")
    president = joins(case, "president")
    sign_in(owner).post(address("messages", case), {"text": "Je suis en difficulté.", "readers": "private"})
    assert Entry.objects.get(kind="message").visibility == "shared"
    assert [sees(one, case, "en difficulté") for one in (owner, other, president)] == [True, False, False]


def test_an_owner_cannot_speak_to_everybody(case):
    owner = joins(case, "owner", owner="M. Roux")
    answer = sign_in(owner).post(address("messages", case), {"text": "Publicité", "readers": "all"})
    assert answer.status_code == 422
    assert not Entry.objects.filter(kind="message").exists()


def test_a_message_to_the_team_reaches_the_syndic_and_not_the_owners(case):
    syndic, owner, architect = joins(case, "syndic"), joins(case, "owner"), joins(case, "architect")
    president = joins(case, "president")
    sign_in(president).post(address("messages", case), {"text": "Devis reçu", "readers": "team"})
    assert [sees(one, case, "Devis reçu") for one in (president, syndic, architect, owner)] == [True, True, True, False]


def test_the_answer_of_the_guichet_to_one_owner_is_for_it_alone(case, cast, toulouse):
    owner, other = joins(case, "owner", owner="M. Roux"), joins(case, "owner", owner="Mme Blanc")
    person = Participant.objects.get(person__user=owner).person
    actor = cast.actor("advisor", toulouse)
    write_to_household(actor=actor, case=case, subject="Votre question", text="Parlons-en.", person=person)
    assert [sees(one, case, "Parlons-en") for one in (owner, other)] == [True, False]


def kept(case, actor, readers):
    document = add_document(
        actor=actor,
        case=case,
        category="other",
        title=f"Pièce {readers}",
        content=b"%PDF-1.7 essai",
        name="piece.pdf",
        visibility="shared",
    )
    set_readers(actor=actor, document=document, readers=readers, stage=case.stage)
    return document


@pytest.mark.parametrize(
    ("role", "read"),
    [
        ("owner", {"all"}),
        ("syndic", {"all", "team"}),
        ("architect", {"all", "team"}),
        ("council", {"all", "team", "council"}),
    ],
)
def test_documents_are_read_and_downloaded_by_their_readers(case, cast, toulouse, role, read):
    actor = cast.actor("advisor", toulouse)
    client = sign_in(joins(case, role))
    pieces = {readers: kept(case, actor, readers) for readers in ("all", "team", "council")}
    page = client.get(address("documents", case)).content.decode()
    assert {readers for readers in pieces if f"Pièce {readers}" in page} == read
    urls = {readers: f"/espace/{case.pk}/documents/{one.pk}/" for readers, one in pieces.items()}
    assert {readers for readers, url in urls.items() if client.get(url).status_code == 200} == read


def test_a_document_put_in_the_space_is_filed_under_its_stage(case):
    stage = StageFactory(project_kind="condominium", position=2, name="Mobiliser")
    file = SimpleUploadedFile("pv.pdf", b"%PDF-1.7 essai")
    given = {"category": "report", "title": "Procès-verbal", "stage": stage.pk, "readers": "team", "file": file}
    sign_in(joins(case, "syndic")).post(address("documents", case), given)
    document = Document.objects.get()
    assert (document.stage, document.readers, document.visibility) == (stage, "team", "shared")


def test_an_owner_puts_nothing_in_everybodys_documents(case):
    file = SimpleUploadedFile("pub.pdf", b"%PDF-1.7 essai")
    given = {"category": "other", "readers": "all", "file": file}
    answer = sign_in(joins(case, "owner")).post(address("documents", case), given)
    assert (answer.status_code, Document.objects.count()) == (404, 0)


def test_the_council_types_a_bill_and_takes_back_its_own_only(case):
    case.home.condominium.heated_area_m2 = 300
    case.home.condominium.save()
    first, second = sign_in(joins(case, "referent")), sign_in(joins(case, "council"))
    assert first.post(address("bills", case), BILL).status_code == 302
    bill = EnergyBill.objects.get()
    assert "Énergie primaire, en kWh par m²" in first.get(address("bills", case)).content.decode()
    assert second.post(address("bill_remove", case, bill_id=bill.pk)).status_code == 404
    assert first.post(address("bill_remove", case, bill_id=bill.pk)).status_code == 302
    assert not EnergyBill.objects.exists()


def test_an_overlapping_year_is_refused_in_words(case):
    client = sign_in(joins(case, "referent"))
    client.post(address("bills", case), BILL)
    answer = client.post(address("bills", case), BILL | {"year": "2018-2019"})
    assert (answer.status_code, "recouvre" in answer.content.decode()) == (422, True)


def mailed(word):
    return set(OutgoingMail.objects.filter(text__contains=word).values_list("recipient", flat=True))


def test_a_message_of_the_council_is_mailed_to_its_readers_and_not_to_its_author(case):
    president, council, syndic = joins(case, "president"), joins(case, "council"), joins(case, "syndic")
    owner, silent = joins(case, "owner"), joins(case, "council")
    Person.objects.filter(user=silent).update(do_not_contact_at=timezone.now())
    client = sign_in(president)
    client.post(address("messages", case), {"text": "Deux devis reçus", "readers": "team"})
    assert mailed("Deux devis reçus") == {council.email, syndic.email}
    client.post(address("messages", case), {"text": "Visite samedi", "readers": "all"})
    first_contact = case.participants.get(is_main=True).person.email
    assert mailed("Visite samedi") == {council.email, syndic.email, owner.email, first_contact}


def test_a_private_message_is_mailed_to_no_member(case):
    owner = joins(case, "owner", owner="M. Roux")
    joins(case, "president")
    sign_in(owner).post(address("messages", case), {"text": "Je suis en difficulté", "readers": "private"})
    assert mailed("en difficulté") == set()


def test_who_has_no_address_gets_the_message_of_the_council_by_post(case, cast, toulouse):
    owner = joins(case, "owner", owner="M. Roux")
    Person.objects.filter(user=owner).update(email="")
    set_paper_mode(actor=cast.actor("advisor", toulouse), case=case, by_post=True)
    sign_in(joins(case, "president")).post(address("messages", case), {"text": "Visite samedi", "readers": "all"})
    letter = PaperLetter.objects.get()
    assert (letter.person.user, letter.text) == (owner, "Visite samedi")
