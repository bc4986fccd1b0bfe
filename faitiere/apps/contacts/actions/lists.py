"""Writers of contact lists: by hand or by criteria, one inside another without going round."""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from faitiere.apps.audit.actions import record

from ..enums import ListKind
from ..models import ContactList, ListMember, Person
from ..rules import Refused
from .people import held


@dataclass(frozen=True)
class NewList:
    """What a list is: `criteria` by key of `criteria.criteria()`, empty for a list by hand."""

    name: str
    purpose: str = ""
    kind: str = ListKind.BY_HAND
    criteria: dict[str, str] = field(default_factory=dict)


def _write(contact_list: ContactList, given: NewList) -> None:
    contact_list.name, contact_list.purpose, contact_list.kind = given.name.strip(), given.purpose.strip(), given.kind
    contact_list.criteria = given.criteria if given.kind == ListKind.CRITERIA else {}
    try:
        with transaction.atomic():
            contact_list.save()
    except IntegrityError:
        raise Refused(f"Une liste s'appelle déjà « {given.name.strip()} ». Donnez-lui un autre nom.") from None


@transaction.atomic
def create_list(*, actor, given: NewList) -> ContactList:
    """A list of the actor's organisation."""
    contact_list = ContactList(organisation_id=actor.organisation_id)
    _write(contact_list, given)
    record(actor=actor, verb="list.created", target=contact_list, kind=str(given.kind))
    return contact_list


@transaction.atomic
def update_list(*, actor, contact_list: ContactList, given: NewList) -> None:
    _write(contact_list, given)
    record(actor=actor, verb="list.changed", target=contact_list, kind=str(given.kind))


@transaction.atomic
def delete_list(*, actor, contact_list: ContactList) -> None:
    """The list goes; the people stay."""
    record(actor=actor, verb="list.deleted", target=contact_list)
    contact_list.delete()


@transaction.atomic
def add_to_list(*, actor, contact_list: ContactList, person: Person) -> None:
    """Put a person in a list by hand; twice changes nothing."""
    _, created = ListMember.objects.get_or_create(contact_list=contact_list, person=held(person.pk))
    if created:
        record(actor=actor, verb="list.member_added", target=contact_list)


@transaction.atomic
def remove_from_list(*, actor, member: ListMember) -> None:
    record(actor=actor, verb="list.member_removed", target=member.contact_list)
    member.delete()


def reachable_from(contact_list: ContactList) -> set:
    """Ids of the lists a list holds, itself and those inside included; ends even if the table went round."""
    seen, waiting = set(), [contact_list.pk]
    while waiting:
        fresh = set(waiting) - seen
        seen |= fresh
        waiting = list(
            ContactList.includes.through.objects.filter(from_contactlist__in=fresh).values_list(
                "to_contactlist", flat=True
            )
        )
        waiting = [one for one in waiting if one not in seen]
    return seen


@transaction.atomic
def include_list(*, actor, contact_list: ContactList, other: ContactList) -> None:
    """Put a whole list inside another. Raises `Refused` when the first would then hold itself."""
    # Both rows held in the same order by everyone: two inclusions at once cannot close a circle.
    list(ContactList.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    if contact_list.pk in reachable_from(other):
        raise Refused(f"« {other.name} » contient déjà « {contact_list.name} » : les listes tourneraient en rond.")
    contact_list.includes.add(other)
    record(actor=actor, verb="list.included", target=contact_list, other=str(other.pk))


@transaction.atomic
def exclude_list(*, actor, contact_list: ContactList, other: ContactList) -> None:
    contact_list.includes.remove(other)
    record(actor=actor, verb="list.excluded", target=contact_list, other=str(other.pk))
