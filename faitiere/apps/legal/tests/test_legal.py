"""Legal advice: asked for on a case or kept alone; a legal advisor opens a case only when asked in."""

import pytest
from django.utils import timezone

from faitiere.apps.accounts.actors import actor_for, system_actor
from faitiere.apps.accounts.models import Membership
from faitiere.apps.accounts.tests.factories import member
from faitiere.apps.audit.actions import apply_retention, erase
from faitiere.apps.cases.actions import ask_in, transfer
from faitiere.apps.cases.models import Entry
from faitiere.apps.cases.permissions import known_to, visible_to
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.legal.actions import propose_themes
from faitiere.apps.legal.models import LegalQuestion, LegalTheme
from faitiere.apps.legal.nomenclature import proposed
from faitiere.apps.notifications.models import Notice
from faitiere.apps.territories.models import Organisation


@pytest.fixture
def subject(toulouse):
    propose_themes(actor=system_actor(toulouse))
    return LegalTheme.objects.get(name="Démarchage et rétractation")


@pytest.fixture
def case(cast):
    return CaseFactory(advisor=cast.advisor)


@pytest.fixture
def adil(cast):
    return Membership.objects.get(user=cast.legal_advisor).organisation


@pytest.fixture
def asked(cast, login, case, subject, adil):
    """A question put to the ADIL on the case."""
    form = {"organisation": adil.pk, "subject": subject.pk, "public": "owner_occupier", "question": "Puis-je annuler ?"}
    assert login(cast.advisor).post(f"/bureau/dossiers/{case.pk}/juridique/demander/", form).status_code == 302
    return LegalQuestion.objects.get()


def answer(client, question, **given):
    form = {"subject": question.subject_id, "answer": "Oui, sous quatorze jours.", "minutes": "20"}
    return client.post(f"/bureau/juridique/{question.pk}/", form | given)


def test_a_legal_advisor_opens_a_case_only_once_asked_in(cast, login, case, subject, adil, toulouse):
    client, address = login(cast.legal_advisor), f"/bureau/dossiers/{case.pk}/"
    assert client.get(address).status_code == 404
    form = {"organisation": adil.pk, "subject": subject.pk, "public": "tenant", "question": "Le bailleur refuse."}
    login(cast.advisor).post(f"{address}juridique/demander/", form)
    assert client.get(address).status_code == 200
    assert list(visible_to(cast.actor("legal_advisor", toulouse))) == [case]


def test_a_legal_advisor_of_the_very_organisation_in_charge_must_be_asked_too(cast, case, login, toulouse):
    colleague = member("legal_advisor", case.organisation)
    assert login(colleague).get(f"/bureau/dossiers/{case.pk}/").status_code == 404


def test_the_legal_advisors_of_a_partner_must_be_asked_too(cast, case, adil, toulouse):
    case.partners.add(adil)
    assert not visible_to(cast.actor("legal_advisor", toulouse)).exists()


def test_the_legal_advisors_of_who_gave_a_case_away_must_be_asked_too(cast, case, toulouse):
    colleague, former = member("legal_advisor", case.organisation), case.organisation
    association = cast.actor("other_organisation", toulouse).organisation_id
    given_to = Organisation.objects.get(pk=association)
    transfer(actor=cast.actor("advisor", toulouse), case=case, organisation=given_to)
    assert former in case.partners.all()
    assert not visible_to(actor_for(colleague, toulouse)).exists()


def test_a_legal_advisor_knows_the_people_of_no_case_and_of_those_it_was_asked_in_to(cast, case, toulouse):
    lawyer = actor_for(member("legal_advisor", case.organisation), toulouse)
    person = case.participants.get().person
    free = PersonFactory(organisation=case.organisation, email="", phone="")
    Person.objects.filter(pk=person.pk).update(organisation=case.organisation)
    assert list(known_to(lawyer)) == [free]
    assert person in known_to(cast.actor("advisor", toulouse))
    ask_in(actor=cast.actor("advisor", toulouse), case=case, organisation=case.organisation)
    assert set(known_to(lawyer)) == {person, free}


def test_the_access_withdrawn_closes_the_case_and_its_questions(cast, login, case, asked):
    guest = case.guests.get()
    login(cast.advisor).post(f"/bureau/dossiers/{case.pk}/juridique/{guest.pk}/retirer/")
    client = login(cast.legal_advisor)
    assert client.get(f"/bureau/dossiers/{case.pk}/").status_code == 404
    assert answer(client, asked).status_code == 404
    assert "Puis-je annuler" not in client.get("/bureau/juridique/").content.decode()


def test_only_those_in_charge_ask_somebody_in(cast, login, case, asked, subject, adil):
    form = {"organisation": adil.pk, "subject": subject.pk, "public": "tenant", "question": "Et encore ?"}
    assert login(cast.legal_advisor).post(f"/bureau/dossiers/{case.pk}/juridique/demander/", form).status_code == 403
    assert LegalQuestion.objects.count() == 1


def test_the_question_is_told_answered_and_comes_back_to_the_case(cast, login, case, asked):
    assert Notice.objects.get(user=cast.legal_advisor).kind == "legal_asked"
    assert answer(login(cast.legal_advisor), asked).status_code == 302
    entry = Entry.objects.get(title="Avis juridique, Démarchage et rétractation")
    assert (entry.visibility, entry.text) == ("internal", "Oui, sous quatorze jours.")
    assert Notice.objects.filter(user=cast.advisor, kind="legal_given").exists()


def test_an_answer_is_shown_to_the_household_only_when_asked(cast, login, case, asked):
    answer(login(cast.legal_advisor), asked, share="on")
    assert Entry.objects.filter(visibility="shared", title__startswith="Avis juridique").exists()


def test_an_answer_is_corrected_without_being_announced_again(cast, login, asked):
    client = login(cast.legal_advisor)
    answer(client, asked)
    answer(client, asked, answer="Oui, quatorze jours à compter de la livraison.")
    assert Entry.objects.filter(title__startswith="Avis juridique corrigé").exists()
    assert Notice.objects.filter(kind="legal_given").count() == 1


@pytest.mark.parametrize("wrong", [{"answer": ""}, {"minutes": "dix"}, {"minutes": "0"}, {"subject": "rien"}])
def test_an_answer_without_its_parts_is_refused_and_nothing_changes(cast, login, asked, wrong):
    assert answer(login(cast.legal_advisor), asked, **wrong).status_code == 422
    asked.refresh_from_db()
    assert not asked.is_answered


def test_a_question_alone_is_kept_with_nobodys_name(cast, login, subject, adil):
    form = {
        "organisation": adil.pk,
        "asked_on": timezone.localdate().isoformat(),
        "channel": "phone",
        "public": "tenant",
        "subject": subject.pk,
        "question": "Mon voisin isole chez moi.",
        "answer": "Voir la mitoyenneté.",
        "minutes": "15",
        "redirected_to": ["conciliator"],
        "documents_given": "Lettre type",
    }
    assert login(cast.legal_advisor).post("/bureau/juridique/nouvelle/", form).status_code == 302
    kept = LegalQuestion.objects.get()
    assert (kept.case, kept.status, kept.redirected_to) == (None, "answered", ["conciliator"])


def test_an_advisor_keeps_no_question_and_answers_none(cast, login, asked):
    assert login(cast.advisor).get("/bureau/juridique/nouvelle/").status_code == 403
    assert answer(login(cast.advisor), asked).status_code == 403


def test_the_proposed_themes_come_once(toulouse):
    added = propose_themes(actor=system_actor(toulouse))
    assert added == len(proposed()) + sum(map(len, proposed().values()))
    assert propose_themes(actor=system_actor(toulouse)) == 0


def test_a_retired_subject_is_offered_no_more_but_stays_on_its_questions(cast, login, asked, subject):
    admin = login(cast.territory_admin)
    admin.post(f"/territoire/themes-juridiques/{subject.pk}/", {"retirer": "1"})
    page = login(cast.legal_advisor).get("/bureau/juridique/nouvelle/").content.decode()
    assert subject.name not in page
    assert answer(login(cast.legal_advisor), asked).status_code == 302


def test_the_territory_words_its_own_themes(cast, login, subject):
    admin, address = login(cast.territory_admin), "/territoire/themes-juridiques/"
    assert admin.post(address, {"name": "Énergie partagée", "parent": ""}).status_code == 302
    assert admin.post(address, {"name": "énergie partagée", "parent": ""}).status_code == 422
    admin.post(f"{address}{subject.pk}/", {"name": "  "})
    subject.refresh_from_db()
    assert subject.name == "Démarchage et rétractation"


def test_erasing_the_household_erases_its_questions(cast, case, asked, toulouse):
    erase(actor=system_actor(toulouse), person=Person.objects.get())
    assert not LegalQuestion.objects.exists()


def test_questions_are_kept_three_years(cast, asked, toulouse):
    LegalQuestion.objects.update(asked_on="2020-01-01")
    assert apply_retention(actor=system_actor(toulouse))["legal.LegalQuestion"] == 1
