"""By what a list finds its people: each app adds its own criteria (`settings.CONTACT_CRITERIA`)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from .enums import ListKind, Occupancy, Purpose
from .models import Consent, ContactList, ListMember, Person, Tag


@dataclass(frozen=True)
class Criterion:
    """A question with a closed set of answers, and the people who match an answer (`condition(answer)`)."""

    key: str
    label: str
    choices: Callable[[], list[tuple[str, str]]]
    condition: Callable[[str], Q]


def _agreed_to(purpose: str) -> Q:
    held = Consent.objects.filter(purpose=purpose, withdrawn_at__isnull=True)
    return Q(pk__in=held.values("person_id"))


CRITERIA = [
    Criterion(
        "etiquette",
        "Étiquette",
        lambda: [(str(one.pk), one.name) for one in Tag.objects.order_by("key")],
        lambda answer: Q(pk__in=Person.tags.through.objects.filter(tag_id=answer).values("person_id")),
    ),
    Criterion("accord", "Accord donné pour", lambda: list(Purpose.choices), _agreed_to),
    Criterion(
        "statut",
        "Statut dans le logement",
        lambda: list(Occupancy.choices),
        lambda answer: Q(households__occupancy=answer),
    ),
    Criterion(
        "joindre",
        "Joignable par",
        lambda: [("email", "Adresse e-mail"), ("phone", "Téléphone")],
        lambda answer: ~Q(email="") if answer == "email" else ~Q(phone=""),
    ),
]


def criteria() -> list[Criterion]:
    """Criteria of every app, in the order of the settings."""
    return [one for path in settings.CONTACT_CRITERIA for one in import_string(path)]


def words_of(contact_list: ContactList) -> list[str]:
    """The criteria of a list in words: "Commune : Cugnaux"."""
    told = []
    for one in criteria():
        if answer := contact_list.criteria.get(one.key):
            told.append(f"{one.label} : {dict(one.choices()).get(answer, 'choix disparu')}")
    return told


def _own(contact_list: ContactList) -> Q:
    """People of a list itself, without those of the lists inside."""
    by_hand = Q(pk__in=ListMember.objects.filter(contact_list=contact_list).values("person_id"))
    if contact_list.kind != ListKind.CRITERIA:
        return by_hand
    asked = [one.condition(contact_list.criteria[one.key]) for one in criteria() if contact_list.criteria.get(one.key)]
    if not asked:
        return by_hand
    matching = Q()
    for condition in asked:
        matching &= condition
    return by_hand | Q(pk__in=Person.objects.filter(matching).order_by().values("pk"))


def people_of(contact_list: ContactList, *, among: QuerySet, reachable: set) -> QuerySet:
    """People of a list and of the lists inside (`reachable`: their ids), among those the actor may know of."""
    wanted = Q(pk__in=[])
    for one in ContactList.objects.filter(pk__in=reachable).order_by("pk"):
        wanted |= _own(one)
    return among.filter(wanted).order_by("name_key", "pk")
