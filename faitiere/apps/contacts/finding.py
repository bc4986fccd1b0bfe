"""What finds a person in the search box."""

from faitiere.apps.search.rules import phone_words, words_of

from .models import Person


def words_of_person(person: Person) -> set[str]:
    """Names, phone in any writing, e-mail address but its ending."""
    address = person.email.rpartition(".")[0]
    return words_of(person.first_name, person.last_name, address) | phone_words(person.phone_key)
