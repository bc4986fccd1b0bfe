"""People already known are found with accents, typos, or part of a phone; never those of another territory."""

import pytest

from faitiere.apps.contacts.actions import PersonFields, add_point
from faitiere.apps.contacts.duplicates import find, same_person
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope


@pytest.fixture
def actor(cast, toulouse):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def yvette(toulouse):
    return PersonFactory()


@pytest.mark.parametrize("typed", ["Cazalbou", "cazalbou yvette", "Kazalbou", "Cazalboux", "CAZALBOU Yvéte", "Cazal"])
def test_a_name_is_found_despite_typos_and_accents(yvette, typed):
    assert find(name=typed) == [yvette]


@pytest.mark.parametrize("typed", ["06 39 98", "+33 6 39 98 14 33", "98 14 33", "0639981433"])
def test_a_phone_is_found_from_a_part_of_it(yvette, typed):
    assert find(phone=typed) == [yvette]


def test_an_email_is_found_from_its_beginning_in_any_case(yvette):
    assert find(email="Yvette.CAZ") == [yvette]


@pytest.mark.parametrize("asked", [{"phone": "05 61 00"}, {"phone": "0561000001"}, {"email": "Y.CAZ"}])
def test_a_further_phone_or_address_finds_its_person(actor, yvette, asked):
    add_point(actor=actor, person=yvette, kind="phone", value="+33561000001")
    add_point(actor=actor, person=yvette, kind="email", value="y.cazalbou@example.com")
    assert find(**asked) == [yvette]


@pytest.mark.parametrize("asked", [{"name": "Martin"}, {"phone": "01 23"}, {"email": "z@"}, {"name": "Ca"}, {}])
def test_nothing_close_finds_nobody(yvette, asked):
    assert find(**asked) == []


def test_the_surest_comes_first(yvette):
    neighbour = PersonFactory(first_name="Yvonne", last_name="Cazalbon", phone="", email="")
    assert find(name="Cazalbon", phone="0639981433") == [yvette, neighbour]


def test_a_person_of_another_territory_is_never_found(toulouse):
    with territory_scope(other_territory()):
        PersonFactory()
    assert find(name="Cazalbou", phone="0639981433", email="yvette.cazalbou@example.org") == []


def test_the_search_stays_among_the_people_given(yvette):
    assert find(name="Cazalbou", among=Person.objects.none()) == []


def test_a_couple_sharing_a_phone_stays_two_people(yvette):
    gerard = PersonFields(last_name="Lestrade", first_name="Gérard", phone="+33639981433")
    assert same_person(gerard, among=Person.objects.all()) is None


def test_the_same_name_and_phone_is_the_same_person(yvette):
    again = PersonFields(last_name="Cazalboux", first_name="Yvette", phone="+33639981433")
    assert same_person(again, among=Person.objects.all()) == yvette
