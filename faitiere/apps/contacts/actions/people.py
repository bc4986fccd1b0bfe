"""Writers of people and households."""

from dataclasses import asdict, dataclass, fields

from django.db import transaction

from faitiere.apps.audit.actions import record
from faitiere.lib.edits import merged

from ..models import Household, Person
from ..rules import name_key, phone_key
from .finding import index_contact, reindex

_NAME_KEY = 210


@dataclass(frozen=True)
class PersonFields:
    """What is said of a person; `phone` in E.164 form (see `rules.parse_phone`)."""

    last_name: str
    first_name: str = ""
    civility: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class HouseholdFields:
    """What the aids ask about a household; the RFR in euros, with the year of the tax notice."""

    size: int | None = None
    rfr_euros: int | None = None
    rfr_year: int | None = None
    occupancy: str = ""


def _fill(person: Person, given: PersonFields) -> Person:
    """Copy the fields and the keys that find the person again."""
    for field in fields(given):
        setattr(person, field.name, getattr(given, field.name).strip())
    person.email = person.email.lower()
    person.name_key = name_key(person.last_name, person.first_name)[:_NAME_KEY]
    person.phone_key = phone_key(person.phone)
    person.email_key = person.email
    return person


@transaction.atomic
def create_person(*, actor, person: PersonFields) -> Person:
    """A new person of the territory; look for duplicates before."""
    created = _fill(Person(organisation_id=actor.organisation_id), person)
    created.save(force_insert=True)
    record(actor=actor, verb="person.created", target=created)
    return created


@transaction.atomic
def add_contact(*, actor, person: PersonFields) -> Person:
    """A new person who is in no case, found by itself."""
    created = create_person(actor=actor, person=person)
    index_contact(created)
    return created


def held(person_id) -> Person:
    """The person, held until the end of the transaction; the one it was merged into when it was.

    On PostgreSQL the row is locked; on SQLite a transaction that writes is alone (see settings: IMMEDIATE).
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    return held(person.merged_into_id) if person.merged_into_id else person


def values_of(person: Person) -> dict[str, str]:
    """What is said of a person, by field."""
    return {field.name: getattr(person, field.name) for field in fields(PersonFields)}


@transaction.atomic
def update_person(*, actor, person: Person, given: PersonFields, base: dict[str, str] | None = None) -> Person:
    """Replace what is known of a person; the journal keeps the names of the fields that changed, not their values.

    `base` holds the values that were on screen: a field somebody else changed meanwhile raises `lib.edits.Conflict`.
    """
    person = held(person.pk)
    before = values_of(person)
    if base is not None:
        given = PersonFields(**merged(base, asdict(given), before))
    _fill(person, given)
    changed = sorted(name for name, value in before.items() if getattr(person, name) != value)
    if changed:
        person.save()
        reindex(person)
        record(actor=actor, verb="person.changed", target=person, fields=changed)
    return person


@transaction.atomic
def complete_person(*, actor, person: Person, given: PersonFields) -> Person:
    """Fill only what was not known yet: a call teaches a phone number, it does not erase an e-mail address."""
    person = held(person.pk)
    known = {field.name: getattr(person, field.name) or getattr(given, field.name) for field in fields(given)}
    return update_person(actor=actor, person=person, given=PersonFields(**known))


def household_values(household: Household) -> dict:
    """What is said of a household, by field."""
    return {field.name: getattr(household, field.name) for field in fields(HouseholdFields)}


@transaction.atomic
def create_household(*, actor, people: list[Person], given: HouseholdFields) -> Household:
    """A new household of these people."""
    household = Household(size=given.size, rfr_euros=given.rfr_euros, rfr_year=given.rfr_year)
    household.occupancy = given.occupancy
    household.save(force_insert=True)
    household.people.add(*people)
    record(actor=actor, verb="household.created", target=household)
    return household


@transaction.atomic
def update_household(
    *, actor, household: Household, given: HouseholdFields, case_id=None, base: dict | None = None
) -> Household:
    """Replace what is known of a household; a new income makes its stored category stale, so it is cleared.

    `base` holds the values that were on screen: a field somebody else changed meanwhile raises `lib.edits.Conflict`.
    """
    if base is not None:
        household.refresh_from_db(from_queryset=Household.objects.select_for_update())
        given = HouseholdFields(**merged(base, asdict(given), household_values(household)))
    before = household_values(household)
    changed = sorted(name for name, value in before.items() if getattr(given, name) != value)
    if not changed:
        return household
    for name in changed:
        setattr(household, name, getattr(given, name))
    if {"size", "rfr_euros", "rfr_year"} & set(changed):
        household.income_category = ""
    household.save()
    record(actor=actor, verb="household.changed", target=household, case_id=case_id, fields=changed)
    return household
