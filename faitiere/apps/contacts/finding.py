"""What finds a person, or an organisation, in the search box."""

from faitiere.apps.search.rules import phone_words, words_of
from faitiere.apps.territories.models import Organisation

from .enums import PointKind
from .models import Person
from .rules import phone_key


def words_of_person(person: Person) -> set[str]:
    """Names, every phone in any writing, every e-mail address but its ending."""
    points = list(person.points.values_list("kind", "value"))
    addresses = [person.email, *(value for kind, value in points if kind == PointKind.EMAIL)]
    phones = [person.phone, *(value for kind, value in points if kind == PointKind.PHONE)]
    found = words_of(person.first_name, person.last_name, *(one.rpartition(".")[0] for one in addresses))
    return found.union(*(words_of_phone(one) for one in phones))


def words_of_phone(e164: str) -> set[str]:
    """A phone in any writing; one from abroad also from its country on: "+44 20 79…" as one types."""
    abroad = {e164.removeprefix("+")} if e164.startswith("+") and not e164.startswith("+33") else set()
    return phone_words(phone_key(e164)) | abroad


def words_of_organisation(organisation: Organisation) -> set[str]:
    """Its name, its phone in any writing, its e-mail address but the ending."""
    found = words_of(organisation.name, organisation.email.rpartition(".")[0])
    return found | words_of_phone(organisation.phone)
