"""The search box: any writing, letters missing or wrong, nothing of others, nothing erased."""

import pytest
from django.urls import reverse

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.audit.actions import erase
from faitiere.apps.buildings.actions import update_home
from faitiere.apps.buildings.tests.factories import CondominiumFactory, HomeFactory
from faitiere.apps.cases.actions import NewCase, add_participant, index_case, open_case
from faitiere.apps.cases.actions.people import NewParticipant
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.actions import (
    OrganisationFields,
    PersonFields,
    add_contact,
    add_point,
    create_organisation,
    join_organisation,
    remove_point,
    update_person,
)
from faitiere.apps.contacts.actions.merging import FIELDS, merge, undo_merge
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.search.models import SearchSpelling, SearchWord
from faitiere.apps.territories.tests.factories import CommuneFactory, OrganisationFactory

URL = "/bureau/recherche/"


def found(client, typed: str) -> list[str]:
    groups = client.get(URL, {"q": typed}, headers={"HX-Request": "true"}).context["results"].groups
    return [hit.title for _, hits in groups for hit in hits]


@pytest.mark.parametrize(
    "typed",
    [
        "cazalbou",
        "CAZAL",
        "yvette caz",
        "06 39 98 14 33",
        "0639",
        "98 14",
        "14 33",
        "+33 6 39 98",
        "00336399814",
        "yvette.cazalbou@example.org",
        "vieux pigeonnier",
        "14 chemin du Vieux-Pigeonnier",
        "31270 cazalbou",
        "cugnaux yvette",
        "kazalbou",
        "cazalbu",
        "cazzalbou",
    ],
)
def test_any_writing_finds_yvette(desk, case, typed):
    other = PersonFactory(first_name="Loïc", last_name="Estèbe", phone="+33639981501", email="loic@example.com")
    CaseFactory(person=other, title="Loïc Estèbe", home__commune=CommuneFactory(toulouse=True), home__postcode="31000")
    CaseFactory(person=False, home__address="14 rue des Lilas", title="Sans nom", home__postcode="31000")
    assert found(desk, typed)[:1] == ["Yvette Cazalbou"]


@pytest.mark.parametrize("end", [slice(0, 2), slice(1, 2), slice(2, 3)])
def test_a_number_is_found_whole_or_by_its_end(desk, case, end):
    typed = " ".join(case.number.split("-")[end]) if end != slice(0, 2) else case.number
    assert "Yvette Cazalbou" in found(desk, typed)


@pytest.mark.parametrize("name", ["محمد", "Ζωή", "Łukasz", "O'Brien", "Œdipe"])
def test_names_of_any_alphabet_are_found(cast, actor, desk, stages, name):
    open_case(actor=actor, request=NewCase(organisation=OrganisationFactory(), last_name=name))
    assert found(desk, name) == [name]


@pytest.mark.parametrize("typed", ["", "c", "%", "\x00", "zzzzzz", "🏠", "é" * 2000, "a' OR 1=1 --", "06" * 40])
def test_nonsense_finds_nothing_and_never_breaks(desk, case, typed):
    assert desk.get(URL, {"q": typed}).status_code == 200
    assert found(desk, typed) == []


def test_cases_of_others_are_never_found(desk, login, cast, case):
    CaseFactory(organisation=OrganisationFactory(association=True), title="Caché", home__address="7 rue Secrète")
    assert found(desk, "secrète") == []
    assert found(login(cast.legal_advisor), "cazalbou") == []
    stranger = login(cast.stranger, host="foix.localhost")
    assert stranger.get(URL, {"q": "cazalbou"}).status_code in {200, 403}
    assert b"Cazalbou" not in stranger.get(URL, {"q": "cazalbou"}).content


def test_a_change_of_name_or_address_is_followed(actor, desk, case):
    person = case.participants.get().person
    update_person(actor=actor, person=person, given=PersonFields("Roques", "Yvette"))
    update_home(actor=actor, home=case.home, address="3 place des Carmes")
    assert found(desk, "roques") == found(desk, "place carmes") == ["Yvette Cazalbou"]
    assert found(desk, "pigeonnier") == []


def test_a_person_who_joins_finds_the_case(actor, desk, case):
    add_participant(actor=actor, case=case, new=NewParticipant(PersonFields("Estèbe", "Zoé"), role="other"))
    assert found(desk, "estebe") == [case.title]


def test_two_people_made_one_find_the_cases_of_both(actor, desk, case):
    kept, dropped = PersonFactory(last_name="Estèbe"), case.participants.get().person
    CaseFactory(person=kept, title="Estèbe", home__address="")
    done = merge(actor=actor, kept=kept, dropped=dropped, chosen={name: getattr(kept, name) for name in FIELDS})
    assert sorted(found(desk, "estebe")) == ["Estèbe", "Yvette Cazalbou"]
    undo_merge(actor=actor, done=done)
    assert found(desk, "estebe") == ["Estèbe"]


def test_every_phone_and_address_of_a_person_finds_the_case(actor, desk, case):
    person = case.participants.get().person
    phone = add_point(actor=actor, person=person, kind="phone", value="+33561990100")
    add_point(actor=actor, person=person, kind="email", value="y.roux@example.com")
    assert found(desk, "05 61 99 01") == found(desk, "y.roux@example.com") == ["Yvette Cazalbou"]
    remove_point(actor=actor, point=phone)
    assert found(desk, "05 61 99 01") == []


def test_a_professional_is_found_by_its_name_its_organisation_and_its_phones(actor, desk, case):
    person = add_contact(actor=actor, person=PersonFields("Ducasse", "Rémi", phone="+33639981502"))
    syndic = create_organisation(
        actor=actor, given=OrganisationFields("Syndic des Carmes", "syndic", phone="+33561990111")
    )
    join_organisation(actor=actor, person=person, organisation=syndic, title="Gestionnaire")
    for typed in ["ducasse", "remi carmes", "06 39 98 15 02", "ducase"]:
        assert found(desk, typed) == ["Rémi Ducasse"]
    assert found(desk, "05 61 99 01 11") == ["Rémi Ducasse", "Syndic des Carmes"]
    page = desk.get(URL, {"q": "ducasse"}, headers={"HX-Request": "true"}).content.decode()
    assert "Gestionnaire, Syndic des Carmes" in page
    assert reverse("contacts:person", args=[person.pk]) in page


def test_a_contact_who_gets_a_case_is_found_by_it_alone(actor, desk, case):
    person = add_contact(actor=actor, person=PersonFields("Ducasse", "Rémi"))
    assert found(desk, "ducasse") == ["Rémi Ducasse"]
    new = NewParticipant(PersonFields("Ducasse", "Rémi"), role="other", person_id=person.pk)
    add_participant(actor=actor, case=case, new=new)
    assert found(desk, "ducasse") == [case.title]


def test_a_contact_of_others_is_never_found(actor, login, cast):
    add_contact(actor=actor, person=PersonFields("Ducasse", "Rémi"))
    assert found(login(cast.legal_advisor), "ducasse") == []
    assert b"Ducasse" not in login(cast.stranger, host="foix.localhost").get(URL, {"q": "ducasse"}).content


def test_an_erased_person_leaves_no_word(toulouse, desk, case):
    erase(actor=system_actor(toulouse), person=case.participants.get().person)
    assert not SearchWord.objects.filter(word__in=["CAZALBOU", "YVETTE", "PIGEONNIER", "639981433"]).exists()
    assert not SearchSpelling.objects.filter(word="CAZALBOU").exists()


def test_a_closed_case_is_found_with_its_mark_after_the_live_ones(desk, case):
    CaseFactory(title="Ancien", status="closed")
    groups = desk.get(URL, {"q": "cazalbou"}).context["results"].groups
    assert [(hit.title, hit.mark) for hit in groups[0][1]] == [("Yvette Cazalbou", ""), ("Ancien", "Clos")]


def test_as_one_types_the_answer_is_a_fragment(desk, case):
    page = desk.get(URL, {"q": "caz"}, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in page
    assert reverse("cases:timeline", args=[case.pk]) in page


def test_a_search_asks_few_queries(desk, case, django_assert_max_num_queries):
    """Cases (which of those found may be seen, then their lines), contacts, organisations, professionals;
    PostgreSQL is told the territory besides."""
    with django_assert_max_num_queries(13):
        found(desk, "cazalbou")


@pytest.mark.parametrize("typed", ["Pervenches", "résidence perv", "AB1-234-567", "ab1 234 567", "AB1-23", "AB1234567"])
def test_a_condominium_is_found_by_its_name_and_its_number_at_the_register(desk, case, typed):
    home = HomeFactory(kind="building", address="3 place du Marché")
    CondominiumFactory(home=home, name="Résidence des Pervenches", rnic="AB1234567")
    index_case(CaseFactory(home=home, person=False, title="Résidence des Pervenches", project_kind="condominium"))
    assert found(desk, typed) == ["Résidence des Pervenches"]


@pytest.mark.parametrize("typed", ["+44 20 7946 0958", "0044 20 7946", "+44 20 79", "7946 0958", "0958"])
def test_a_phone_from_abroad_is_found_in_any_writing(desk, cast, actor, stages, typed):
    """A number of the range that Ofcom keeps for fiction."""
    told = {"organisation": OrganisationFactory(), "last_name": "Whitlock", "phone": "+442079460958"}
    open_case(actor=actor, request=NewCase(**told))
    assert found(desk, typed) == ["Whitlock"]


def test_the_box_leads_to_everything_and_opens_what_is_alone(desk, case, actor):
    contact = add_contact(actor=actor, person=PersonFields(first_name="Odile", last_name="Marcillac"))
    assert f'action="{URL}"' in desk.get("/bureau/").content.decode()
    alone = desk.get(URL, {"q": "marcillac"})
    assert alone.url == reverse("contacts:person", args=[contact.pk])
    as_one_types = desk.get(URL, {"q": "marcillac"}, headers={"HX-Request": "true"})
    assert "Marcillac" in as_one_types.content.decode()
    misspelt = desk.get(URL, {"q": "marcilac"})
    assert misspelt.status_code == 200
    nothing = desk.get("/bureau/dossiers/", {"q": "marcillac"}).content.decode()
    assert f'href="{URL}?q=marcillac"' in nothing
