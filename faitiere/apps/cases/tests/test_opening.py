"""A call becomes a case: person, home, household, number, first line; all or nothing."""

import datetime as dt

import pytest
from django.utils import timezone

from faitiere.apps.cases.actions import NewCase, open_case
from faitiere.apps.cases.models import Case, Entry, Stage
from faitiere.apps.cases.rules import Refused, case_number, household_title
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.territories.models import Organisation
from faitiere.apps.territories.tests.factories import CommuneFactory, other_territory
from faitiere.lib.tenancy import territory_scope

pytestmark = pytest.mark.usefixtures("stages")


def called(**fields) -> NewCase:
    known = {
        "organisation": Organisation.objects.get(name__startswith="Guichet"),
        "last_name": "Cazalbou",
        "first_name": "Yvette",
        "phone": "+33639981433",
        "commune": CommuneFactory(),
        "postcode": "31270",
        "text": "Changer la chaudière",
        "next_step": "Rappeler",
        "next_step_on": dt.date(2027, 1, 28),
    }
    return NewCase(**known | fields)


def test_a_case_is_opened_whole(actor):
    case = open_case(actor=actor, request=called())
    assert case.title == "Yvette Cazalbou"
    assert case.number == f"31-{timezone.localdate().year}-0001"
    assert case.home.commune.name == "Cugnaux"
    assert case.participants.get().is_main
    assert case.entries.get().text == "Changer la chaudière"


def test_numbers_follow_each_other(actor):
    numbers = [open_case(actor=actor, request=called()).number[-4:] for _ in range(3)]
    assert numbers == ["0001", "0002", "0003"]


def test_each_territory_counts_its_own_cases(actor, cast):
    open_case(actor=actor, request=called())
    elsewhere = other_territory()
    with territory_scope(elsewhere):
        Stage.objects.create(project_kind="house", position=1, name="Premier échange")
        organisation = Organisation.objects.get(name="Guichet du Pays de Foix")
        case = open_case(actor=cast.actor("stranger", elsewhere), request=called(organisation=organisation))
    assert case.number == f"09-{timezone.localdate().year}-0001"


def test_a_known_person_is_reused_and_completed(actor):
    yvette = PersonFactory(email="")
    case = open_case(actor=actor, request=called(person_id=yvette.pk, email="yvette@example.org"))
    assert case.participants.get().person == yvette
    assert Person.objects.get().email == "yvette@example.org"


def test_a_request_of_the_portal_is_shared_and_waits_for_an_advisor(actor):
    case = open_case(actor=actor, request=called(origin="portal"))
    assert case.advisor is None
    assert Entry.objects.get(case=case).visibility == "shared"


def test_without_stages_nothing_is_written(actor):
    Stage.objects.all().delete()
    with pytest.raises(Refused, match="Les étapes de ce territoire"):
        open_case(actor=actor, request=called())
    assert not Case.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ([("Yvette", "Cazalbou"), ("Gérard", "Cazalbou")], "Yvette et Gérard Cazalbou"),
        ([("Léa", "Pham"), ("Loïc", "Estèbe")], "Léa Pham et Loïc Estèbe"),
        ([("", "Cazalbou")], "Cazalbou"),
        ([("A", "B"), ("C", "B"), ("D", "B")], "A, C et D B"),
        ([], "Sans nom"),
    ],
)
def test_the_title_names_the_household(names, title):
    assert household_title(names) == title


def test_a_case_number_has_four_digits():
    assert case_number("31", 2026, 841) == "31-2026-0841"
