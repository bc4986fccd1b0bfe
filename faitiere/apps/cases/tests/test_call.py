"""The call log: a number, what was said, what comes next; a newcomer needs a name and a commune more."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.cases.models import Case, Entry
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory

URL = "/bureau/appel-entrant/"


def note(desk, **given):
    on = (timezone.localdate() + dt.timedelta(days=3)).isoformat()
    usual = {"caller": "06 39 98 14 33", "text": "Elle a reçu le devis.", "next_step": "Relire le devis"}
    return desk.post(URL, usual | {"next_step_on": on} | given)


def known(desk, caller) -> str:
    return desk.post(reverse("cases:call_known"), {"caller": caller}).content.decode()


@pytest.mark.parametrize("caller", ["06 39 98 14 33", "+33 6 39 98", "Cazalbou", "kazalbou"])
def test_who_calls_is_found_while_the_number_is_typed(desk, case, caller):
    shown = known(desk, caller)
    assert case.number in shown
    assert f'value="{case.pk}" id="choix-1" checked' in shown


def test_the_newcomer_ticked_while_typing_gives_way_to_the_person_found(desk, case):
    url = reverse("cases:call_known")
    typing = desk.post(url, {"caller": "06 39 98", "choice": "nouveau"}).content.decode()
    assert f'value="{case.pk}" id="choix-1" checked' in typing
    named = desk.post(url, {"caller": "06 39 98", "choice": "nouveau", "last_name": "Estarac"}).content.decode()
    assert 'id="choix-nouveau" checked' in named


def test_a_known_caller_is_noted_in_three_fields(desk, case):
    answer = note(desk, choice=str(case.pk))
    assert answer.headers["Location"] == reverse("cases:timeline", args=[case.pk])
    case.refresh_from_db()
    entry = Entry.objects.get(kind="call")
    assert (entry.text, entry.visibility, case.next_step) == ("Elle a reçu le devis.", "internal", "Relire le devis")


def test_somebody_new_gets_a_person_and_a_case(desk, stages, toulouse):
    note(desk, caller="06 39 98 00 11", choice="nouveau", last_name="Estarac", commune="31270")
    case = Case.objects.get()
    person = case.active_participants().get().person
    assert (person.last_name, person.phone, case.next_step) == ("Estarac", "+33639980011", "Relire le devis")


def test_a_known_person_without_a_case_gets_one_and_is_not_written_twice(desk, actor, stages, toulouse):
    person = PersonFactory(organisation_id=actor.organisation_id)
    note(desk, choice=f"personne:{person.pk}", commune="Cugnaux")
    assert Case.objects.get().active_participants().get().person == person
    assert Person.objects.count() == 1


@pytest.mark.parametrize("status", ["closed", "archived"])
def test_somebody_whose_case_is_over_gets_another_one_where_the_last_home_is(desk, case, status):
    Case.objects.filter(pk=case.pk).update(status=status)
    person = case.active_participants().get().person
    assert f'value="personne:{person.pk}" id="choix-1" checked' in known(desk, "0639981433")
    note(desk, choice=f"personne:{person.pk}")
    opened = Case.objects.exclude(pk=case.pk).get()
    assert (opened.active_participants().get().person, opened.home.commune) == (person, case.home.commune)


def test_a_known_person_whose_commune_is_not_known_is_asked_it(desk, actor, stages, toulouse):
    person = PersonFactory(organisation_id=actor.organisation_id)
    answer = note(desk, choice=f"personne:{person.pk}")
    assert answer.status_code == 422
    assert answer.context["form"].errors["commune"] == ["Écrivez la commune du logement, ou son code postal."]
    assert not Case.objects.exists()


def test_the_home_of_a_case_one_may_not_open_is_not_told(desk, actor, cast, toulouse):
    stranger = cast.actor("other_organisation", toulouse)
    person = PersonFactory(organisation_id=actor.organisation_id)
    CaseFactory(person=person, organisation_id=stranger.organisation_id)
    assert "commune" in note(desk, choice=f"personne:{person.pk}").context["form"].errors


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"caller": ""}, "caller"),
        ({"text": " "}, "text"),
        ({"next_step": ""}, "next_step"),
        ({"next_step_on": "hier"}, "next_step_on"),
        ({"choice": "nouveau", "commune": ""}, "commune"),
        ({"choice": "nouveau", "commune": "Paris", "last_name": "E"}, "commune"),
        ({"choice": "nouveau", "caller": "12", "commune": "Cugnaux", "last_name": "E"}, "caller"),
        ({"choice": "nouveau", "last_name": "x" * 2000}, "last_name"),
        ({"choice": "31-2026-0001"}, "last_name"),
    ],
)
def test_what_is_missing_gets_a_sentence_and_the_note_stays(desk, stages, toulouse, given, field):
    answer = note(desk, **({"caller": "0639980011"} | given))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert given.get("text", "Elle a reçu le devis.") in answer.content.decode()
    assert not Case.objects.exists()


def test_the_case_of_another_organisation_is_neither_shown_nor_written(cast, login, case):
    stranger = login(cast.other_organisation)
    assert case.number not in known(stranger, "06 39 98 14 33")
    note(stranger, choice=str(case.pk))
    assert not Entry.objects.filter(case=case, kind="call").exists()


def test_a_person_in_two_cases_is_asked_which(desk, case, cast):
    other = CaseFactory(person=case.active_participants().get().person, advisor=cast.advisor)
    shown = known(desk, "0639981433")
    assert case.number in shown
    assert other.number in shown
