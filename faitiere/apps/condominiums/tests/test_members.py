"""The referent leads: it invites and withdraws, and never opens what belongs to somebody else."""

import re

import pytest

from faitiere.apps.accounts.models import User
from faitiere.apps.accounts.tests.factories import UserFactory, sign_in
from faitiere.apps.assemblies.models import OwnerFacts
from faitiere.apps.cases.models import Participant
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import OutgoingMail

from .factories import address, case_of, joins


@pytest.fixture
def case(cast, toulouse):
    return case_of(cast, toulouse)


@pytest.fixture
def referent(case, login):
    return login(joins(case, "referent"))


def owner_of(case, name="M. Roux"):
    return case.home.condominium.owners.get(name=name)


def invites(client, case, **given):
    return client.post(address("members", case), {"role": "owner", **given}, follow=True)


def test_an_owner_is_invited_and_speaks_for_its_lots(case, referent):
    invites(referent, case, owner=owner_of(case).pk, email="roux@example.org")
    mail = OutgoingMail.objects.get(kind="case.invitation")
    assert (mail.recipient, "Referent Espace, avec" in mail.text) == ("roux@example.org", True)
    assert owner_of(case).person.user.email == "roux@example.org"


def test_the_invitation_opens_the_share_of_that_owner_only(case, referent):
    invites(referent, case, owner=owner_of(case).pk, email="roux@example.org")
    client = sign_in(User.objects.get(email="roux@example.org"))
    page = client.get(address("share", case)).content.decode()
    assert "Lot 2" in page
    assert "Lot 1<" not in page


def test_a_known_address_is_used_and_never_shown(case, referent):
    case.home.condominium.owners.filter(name="M. Roux").update(email="connu@example.org")
    answer = invites(referent, case, owner=owner_of(case).pk)
    assert OutgoingMail.objects.get(kind="case.invitation").recipient == "connu@example.org"
    assert "connu@example.org" not in answer.content.decode()


def test_a_referent_cannot_turn_an_owners_page_to_its_own_address(case, referent):
    case.home.condominium.owners.filter(name="M. Roux").update(email="connu@example.org")
    answer = invites(referent, case, owner=owner_of(case).pk, email="referent@example.org")
    assert "une autre adresse" in answer.content.decode()
    assert not OutgoingMail.objects.filter(kind="case.invitation").exists()


def test_an_owner_with_a_paper_declaration_is_invited_by_the_guichet(case, referent):
    OwnerFacts.objects.create(owner=owner_of(case), income_bracket="modeste")
    answer = invites(referent, case, owner=owner_of(case).pk, email="quelquun@example.org")
    assert "sur papier" in answer.content.decode()
    assert not User.objects.filter(email="quelquun@example.org").exists()


def test_somebody_known_is_invited_without_being_changed(case, referent):
    user = UserFactory(email="sue@example.org")
    person = PersonFactory(user=user, first_name="Sue", last_name="Marchand", email="sue@example.org")
    invites(referent, case, role="architect", last_name="Autre Nom", email="sue@example.org")
    person.refresh_from_db()
    assert (person.last_name, Participant.objects.get(person=person).role) == ("Marchand", "architect")
    assert Person.objects.filter(last_name="Autre Nom").count() == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"role": "owner", "email": "x@example.org"}, "Choisissez le copropriétaire"),
        ({"role": "relative", "last_name": "Dupin", "email": "dupin@"}, "incomplète"),
        ({"role": "relative", "email": "dupin@example.org"}, "Écrivez le nom"),
        ({"role": "president", "last_name": "Dupin", "email": "dupin@example.org"}, "choix"),
    ],
)
def test_an_incomplete_invitation_is_refused_in_words(case, referent, given, said):
    answer = invites(referent, case, **given)
    assert said in answer.content.decode()
    assert not OutgoingMail.objects.exists()


def test_who_is_withdrawn_loses_the_space_and_its_link(case, referent, client):
    invites(referent, case, owner=owner_of(case).pk, email="roux@example.org")
    link = re.search(r"http\S+/(\S*invitation\S*)", OutgoingMail.objects.get().text)
    participant = Participant.objects.get(person__user__email="roux@example.org")
    referent.post(address("member_withdraw", case, participant_id=participant.pk))
    user = User.objects.get(email="roux@example.org")
    assert sign_in(user).get(address("case", case)).status_code == 404
    assert client.get(f"/{link[1]}", headers={"host": "localhost"}).status_code == 410


def test_who_leads_is_not_withdrawn_by_the_other(case, referent):
    joins(case, "president")
    participant = Participant.objects.get(role="president")
    assert referent.post(address("member_withdraw", case, participant_id=participant.pk)).status_code == 404


def test_a_plain_council_member_withdraws_nobody(case, login):
    joins(case, "architect")
    client = login(joins(case, "council"))
    participant = Participant.objects.get(role="architect")
    assert client.post(address("member_withdraw", case, participant_id=participant.pk)).status_code == 404
    assert case.active_participants().filter(pk=participant.pk).exists()


def test_names_and_roles_are_shown_without_any_address(case, referent):
    user = joins(case, "syndic")
    page = referent.get(address("members", case)).content.decode()
    assert "Personne syndic" in page
    assert user.email not in page
