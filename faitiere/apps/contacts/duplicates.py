"""Search for people already known: accents, typos, partial phone numbers, on any database."""

from difflib import SequenceMatcher

from django.db.models import Q, QuerySet

from .actions import PersonFields
from .enums import PointKind
from .models import ContactPoint, Person
from .rules import name_key, partial_phone_key

# Two names closer than this are worth showing: "KAZALBOUX" is close to "CAZALBOU", "DURAND" is not to "DUPONT".
_CLOSE_ENOUGH = 0.78
_PHONE_DIGITS = 4
_SCANNED = 300
_SHOWN = 5


def closeness(typed: str, known: str) -> float:
    """From 0 to 1: how well each word typed is found among the words of a known name; both are name keys.

    A word that begins a known word counts as found: people type the first letters.
    """
    words, others = typed.split(), known.split()
    if not words or not others:
        return 0.0
    return sum(max(_word_closeness(word, other) for other in others) for word in words) / len(words)


def is_close(typed: str, known: str) -> bool:
    """Whether a name typed is worth showing beside a known one; both are name keys."""
    return closeness(typed, known) >= _CLOSE_ENOUGH


def _word_closeness(word: str, other: str) -> float:
    if len(word) >= 3 and other.startswith(word):
        return 1.0
    return SequenceMatcher(None, word, other).ratio()


def _by_name(people: QuerySet, typed: str) -> list[Person]:
    """People whose name looks like the one typed, best first."""
    word = max(typed.split(), key=len)
    if len(word) < 3:
        return []
    pieces = {word[start : start + 3] for start in range(len(word) - 2)}
    likely = Q()
    for piece in sorted(pieces):
        likely |= Q(name_key__contains=piece)
    begins = list(people.filter(name_key__startswith=word[:3]).order_by("name_key", "pk")[:_SCANNED])
    resembles = list(people.filter(likely).order_by("name_key", "pk")[:_SCANNED])
    scores = {person: closeness(typed, person.name_key) for person in begins + resembles}
    close = [person for person, score in scores.items() if score >= _CLOSE_ENOUGH]
    return sorted(close, key=lambda person: (-scores[person], person.name_key))


def _further(kind: str, **condition) -> Q:
    """Condition: has a further phone or address like that; a merge puts there those not chosen."""
    return Q(pk__in=ContactPoint.objects.filter(kind=kind, **condition).values("person_id"))


def find(*, name: str = "", phone: str = "", email: str = "", among: QuerySet | None = None) -> list[Person]:
    """At most five people who could be the one described, surest first: same phone or e-mail, then a close name.

    `among` limits the search to the people the actor may know of; by default everyone in the territory in scope.
    """
    people = (Person.objects.all() if among is None else among).filter(erased_at__isnull=True, merged_into__isnull=True)
    digits, address, typed = partial_phone_key(phone), email.strip().lower(), name_key(name)
    sure = Q()
    if len(digits) >= _PHONE_DIGITS:
        sure |= Q(phone_key__contains=digits) | _further(PointKind.PHONE, key__contains=digits)
    if len(address) >= 3:
        sure |= Q(email_key__startswith=address) | _further(PointKind.EMAIL, key__startswith=address)
    found = list(people.filter(sure).order_by("name_key", "pk")[:_SHOWN]) if sure else []
    if typed:
        found += [person for person in _by_name(people, typed) if person not in found]
    return found[:_SHOWN]


def same_person(given: PersonFields, *, among: QuerySet) -> Person | None:
    """The person described when there is hardly a doubt: same phone or e-mail, and the same name to a letter or two.

    Two people of a couple often share a phone: the name parts them.
    """
    typed = name_key(given.last_name, given.first_name)
    for person in find(phone=given.phone, email=given.email, among=among):
        if is_close(typed, person.name_key):
            return person
    return None


def meant_by(typed: str, *, among: QuerySet) -> list[Person]:
    """The person meant by a phone, an e-mail address or a name: one when it is clear, at most five when it is not."""
    if "@" in typed:
        others = ContactPoint.objects.filter(key=typed.strip().lower()).values("person_id")
        return list(among.filter(Q(email_key=typed.strip().lower()) | Q(pk__in=others)).order_by("pk")[:_SHOWN])
    if not any(char.isalpha() for char in typed):
        return find(phone=typed, among=among)
    found, key = find(name=typed, among=among), name_key(typed)
    exact = [one for one in found if sorted(one.name_key.split()) == sorted(key.split())]
    return exact or found


def on_phone(number: str, *, among: QuerySet) -> list[Person]:
    """People with this phone number, main or further one, surest first; a part of the number is enough."""
    digits = partial_phone_key(number)
    if len(digits) < _PHONE_DIGITS:
        return []
    wanted = Q(phone_key__contains=digits) | _further(PointKind.PHONE, key__contains=digits)
    return list(among.filter(wanted).order_by("name_key", "pk")[:_SHOWN])
