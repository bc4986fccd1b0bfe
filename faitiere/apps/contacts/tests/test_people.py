"""People and households are written once, checked, and their changes journalled without their values."""

import json

import pytest

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.contacts.actions import (
    HouseholdFields,
    PersonFields,
    complete_person,
    create_person,
    update_household,
    update_person,
)
from faitiere.apps.contacts.forms import HouseholdForm, PersonForm
from faitiere.apps.contacts.tests.factories import HouseholdFactory, PersonFactory


@pytest.fixture
def actor(cast, toulouse):
    return cast.actor("advisor", toulouse)


def test_a_new_person_can_be_found_again(actor):
    person = create_person(actor=actor, person=PersonFields("Estèbe", "Loïc", "", "+33639981501", "Loic@Example.org"))
    assert (person.name_key, person.phone_key, person.email_key) == ("ESTEBE LOIC", "639981501", "loic@example.org")


def test_the_journal_names_the_fields_changed_never_their_values(actor):
    person = PersonFactory()
    update_person(actor=actor, person=person, given=PersonFields("Cazalbou", "Yvette", "", "+33639981999"))
    event = AuditEvent.objects.get(verb="person.changed")
    assert event.details == {"fields": ["email", "phone"]}
    assert "639981999" not in json.dumps(event.details)


def test_an_unchanged_person_writes_nothing(actor):
    person = PersonFactory()
    same = PersonFields(person.last_name, person.first_name, "", person.phone, person.email)
    update_person(actor=actor, person=person, given=same)
    assert not AuditEvent.objects.filter(verb="person.changed").exists()


def test_a_call_completes_a_person_and_erases_nothing(actor):
    person = PersonFactory(email="")
    complete_person(actor=actor, person=person, given=PersonFields("C.", "", "", "", "y@example.org"))
    person.refresh_from_db()
    assert (person.last_name, person.email, person.phone) == ("Cazalbou", "y@example.org", "+33639981433")


def test_a_new_income_makes_the_stored_category_stale(actor):
    household = HouseholdFactory(income_category="modeste")
    given = HouseholdFields(size=2, rfr_euros=60_000, rfr_year=2026, occupancy=household.occupancy)
    update_household(actor=actor, household=household, given=given)
    household.refresh_from_db()
    assert (household.rfr_euros, household.income_category) == (60_000, "")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("size", "0", "de 1 à 20 personnes"),
        ("size", "40", "de 1 à 20 personnes"),
        ("size", "-2", "de 1 à 20 personnes"),
        ("size", "deux", "de 1 à 20 personnes"),
        ("rfr_euros", "-1", "euros entiers"),
        ("rfr_euros", "10000001", "euros entiers"),
        ("rfr_euros", "24 000,50", "euros entiers"),
        ("rfr_year", "1926", "L'année de l'avis va de"),
        ("rfr_year", "2999", "L'année de l'avis va de"),
        ("rfr_year", "l'an dernier", "quatre chiffres"),
        ("occupancy", "squatteur", ""),
    ],
)
def test_an_absurd_household_gets_a_sentence(toulouse, field, typed, sentence):
    form = HouseholdForm({field: typed})
    assert not form.is_valid()
    assert sentence in form.errors[field][0]


def test_euros_are_read_as_people_type_them(toulouse):
    form = HouseholdForm({"rfr_euros": "24\u00a0000 €", "size": "2"})
    assert form.is_valid()
    assert form.household() == HouseholdFields(size=2, rfr_euros=24_000)


@pytest.mark.parametrize(
    ("field", "typed"), [("last_name", ""), ("phone", "06 39"), ("email", "yvette@"), ("last_name", "C" * 101)]
)
def test_a_bad_person_gets_a_sentence(field, typed):
    form = PersonForm({"last_name": "Cazalbou", field: typed})
    assert not form.is_valid()
    assert list(form.errors) == [field]
