"""A person's page: the whole history in one place, limited to the cases one may open."""

import pytest
from django.urls import reverse

from faitiere.apps.cases.actions import write_to_household
from faitiere.apps.contacts import actions
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.actions import queue

from .factories import CaseFactory, EntryFactory


@pytest.fixture
def yvette(actor):
    return actions.create_person(actor=actor, person=actions.PersonFields("Cazalbou", "Yvette"))


def page(client, name, *args) -> str:
    return client.get(reverse(f"contacts:{name}", args=args)).content.decode()


def test_the_whole_history_of_a_person_is_in_one_place(desk, cast, yvette):
    case = CaseFactory(person=yvette, advisor=cast.advisor, title="Yvette Cazalbou")
    shown = page(desk, "person", yvette.pk)
    assert case.number in shown
    assert case.home.address in shown


def test_a_case_of_another_organisation_stays_out_of_the_history(desk, cast, toulouse, yvette):
    hidden = CaseFactory(person=yvette, organisation_id=cast.actor("other_organisation", toulouse).organisation_id)
    assert hidden.number not in page(desk, "person", yvette.pk)


def test_mails_of_a_case_one_may_not_open_stay_out_of_the_history(desk, cast, login, toulouse):
    stranger = cast.actor("other_organisation", toulouse)
    person = PersonFactory()
    seen, hidden = CaseFactory(person=person), CaseFactory(person=person, organisation_id=stranger.organisation_id)
    for case, who in [(seen, cast.actor("advisor", toulouse)), (hidden, stranger)]:
        write_to_household(actor=who, case=case, subject=f"Dossier {case.number}", text="Bonjour")
    queue(recipient=person.email, subject=f"Nouveau message, {hidden.number}", text="", kind="desk.notices")
    queue(recipient=person.email, subject="Votre visite du 3 décembre", text="", kind="events.confirmed")
    shown = page(desk, "person", person.pk)
    assert f"Dossier {seen.number}" in shown
    assert "Votre visite du 3 décembre" in shown
    assert hidden.number not in shown
    assert hidden.number in page(login(cast.territory_admin), "person", person.pk)


def test_a_mail_written_before_it_said_its_case_is_known_by_its_line(desk, cast, toulouse):
    stranger = cast.actor("other_organisation", toulouse)
    person = PersonFactory()
    seen, hidden = CaseFactory(person=person), CaseFactory(person=person, organisation_id=stranger.organisation_id)
    for case in (seen, hidden):
        mail = queue(recipient=person.email, subject=f"Dossier {case.number}", text="", kind="case.message")
        EntryFactory(case=case, mail=mail, shared=True)
    shown = page(desk, "person", person.pk)
    assert f"Dossier {seen.number}" in shown
    assert hidden.number not in shown
