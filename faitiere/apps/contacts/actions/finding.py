"""Who is found as a contact: somebody in no case, or who works for an organisation. Others are found by their cases."""

from django.db import transaction

from faitiere.apps.search.actions import follow, link, unlink
from faitiere.apps.territories.models import Organisation

from ..finding import words_of_organisation, words_of_person
from ..models import Person

FOUND_AS = "person"
FOUND_AS_ORGANISATION = "organisation"


@transaction.atomic
def index_organisation(organisation: Organisation) -> None:
    """An organisation met as a contact is found by itself, somebody of it being known or not."""
    words = words_of_organisation(organisation)
    link(kind=FOUND_AS_ORGANISATION, target=organisation.pk, source=organisation.pk, words=words)


@transaction.atomic
def index_contact(person: Person) -> None:
    """The person is found by its own words, and by the name and the phone of the organisations it works for."""
    link(kind=FOUND_AS, target=person.pk, source=person.pk, words=words_of_person(person))
    for affiliation in person.affiliations.filter(valid_to__isnull=True).select_related("organisation"):
        organisation = affiliation.organisation
        words = words_of_organisation(organisation)
        link(kind=FOUND_AS, target=person.pk, source=organisation.pk, words=words)


def left_to_its_cases(person: Person) -> None:
    """Somebody who joins a case is found by it, and as a contact no more, unless it works for an organisation."""
    if not person.affiliations.filter(valid_to__isnull=True).exists():
        unlink(kind=FOUND_AS, target=person.pk)


def reindex(person: Person) -> None:
    """Its words changed: whatever they lead to follows."""
    follow(source=person.pk, words=words_of_person(person))
