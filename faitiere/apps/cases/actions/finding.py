"""The words a case is found by: its number and title, its people (former ones too), its home."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from faitiere.apps.buildings.finding import words_of_home
from faitiere.apps.contacts.actions import index_contact, left_to_its_cases
from faitiere.apps.contacts.finding import words_of_person
from faitiere.apps.contacts.models import Affiliation, Person
from faitiere.apps.search.actions import forget, link
from faitiere.apps.search.rules import number_words, words_of

from ..models import Case, Participant

FOUND_AS = "case"


def index_itself(case: Case) -> None:
    """The number and the title."""
    link(kind=FOUND_AS, target=case.pk, source=case.pk, words=number_words(case.number) | words_of(case.title))


def index_person(case: Case, person) -> None:
    link(kind=FOUND_AS, target=case.pk, source=person.pk, words=words_of_person(person))
    left_to_its_cases(person)


@transaction.atomic
def index_case(case: Case) -> None:
    """Everything that finds the case, as it stands now; done again, nothing changes."""
    index_itself(case)
    link(kind=FOUND_AS, target=case.pk, source=case.home_id, words=words_of_home(case.home))
    for participant in Participant.objects.filter(case=case).select_related("person"):
        index_person(case, participant.person)


@transaction.atomic
def index_cases_of(people) -> None:
    """The cases of these people are found by their words as they stand, and no longer by cases they left."""
    forget(ids=[person.pk for person in people])
    for participant in Participant.objects.filter(person__in=people).select_related("case", "person"):
        index_person(participant.case, participant.person)
    index_contacts(Person.objects.filter(pk__in=[person.pk for person in people]))


def index_contacts(people: QuerySet) -> None:
    """Those of these people who are in no case, or work for an organisation, are found by themselves too."""
    works = Affiliation.objects.filter(person=OuterRef("pk"), valid_to__isnull=True)
    in_case = Participant.objects.filter(person=OuterRef("pk"))
    for person in people.current().filter(Exists(works) | ~Exists(in_case)).iterator(chunk_size=1000):
        index_contact(person)
