"""Writers of what ties people together: more addresses, links, organisations, tags, and who wants to be left alone."""

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.territories.models import Organisation

from ..enums import MIRRORED, PointKind
from ..models import Affiliation, ContactPoint, Person, PersonLink, Tag
from ..rules import Refused, name_key, phone_key
from .finding import index_contact, reindex
from .people import held


@transaction.atomic
def add_point(*, actor, person: Person, kind: str, value: str) -> ContactPoint:
    """Another phone (E.164) or e-mail address of the person; adding it twice changes nothing."""
    value = value.strip().lower() if kind == PointKind.EMAIL else value.strip()
    key = value if kind == PointKind.EMAIL else phone_key(value)
    point, created = ContactPoint.objects.get_or_create(
        person=held(person.pk), kind=kind, key=key, defaults={"value": value}
    )
    if created:
        reindex(point.person)
        record(actor=actor, verb="person.point_added", target=person, kind=str(kind))
    return point


@transaction.atomic
def remove_point(*, actor, point: ContactPoint) -> None:
    record(actor=actor, verb="person.point_removed", target=point.person, kind=str(point.kind))
    point.delete()
    reindex(point.person)


@transaction.atomic
def link_people(*, actor, person: Person, other: Person, kind: str) -> PersonLink:
    """Say how two people are linked; the other one is linked back when the link reads both ways."""
    if person.pk == other.pk:
        raise Refused("Une personne n'a pas de lien avec elle-même. Choisissez quelqu'un d'autre.")
    person, other = held(person.pk), held(other.pk)
    link, _ = PersonLink.objects.get_or_create(person=person, other=other, kind=kind)
    if mirrored := MIRRORED.get(kind):
        PersonLink.objects.get_or_create(person=other, other=person, kind=mirrored)
    record(actor=actor, verb="person.linked", target=person, kind=str(kind))
    return link


@transaction.atomic
def unlink_people(*, actor, link: PersonLink) -> None:
    """Undo a link, both ways."""
    if mirrored := MIRRORED.get(link.kind):
        PersonLink.objects.filter(person=link.other_id, other=link.person_id, kind=mirrored).delete()
    record(actor=actor, verb="person.unlinked", target=link.person, kind=str(link.kind))
    link.delete()


@transaction.atomic
def join_organisation(*, actor, person: Person, organisation: Organisation, title: str = "") -> Affiliation:
    """The person works for an organisation, or speaks for it, from today."""
    affiliation, created = Affiliation.objects.get_or_create(
        person=held(person.pk), organisation=organisation, valid_to=None, defaults={"title": title.strip()}
    )
    if not created:
        raise Refused(f"Cette personne est déjà liée à {organisation.name}.")
    index_contact(affiliation.person)
    record(actor=actor, verb="person.joined_organisation", target=person, organisation=str(organisation.pk))
    return affiliation


@transaction.atomic
def leave_organisation(*, actor, affiliation: Affiliation) -> None:
    """The person left the organisation; the past stays readable."""
    affiliation.valid_to = timezone.localdate()
    affiliation.save(update_fields=["valid_to"])
    record(actor=actor, verb="person.left_organisation", target=affiliation.person)


@transaction.atomic
def tag_person(*, actor, person: Person, name: str) -> Tag:
    """Put a tag on a person; the tag is made when it is new."""
    name = " ".join(name.split())[:40]
    key = name_key(name)[:40]
    if not key:
        raise Refused("Une étiquette a au moins une lettre ou un chiffre.")
    tag, _ = Tag.objects.get_or_create(key=key, defaults={"name": name})
    held(person.pk).tags.add(tag)
    record(actor=actor, verb="person.tagged", target=person, tag=tag.name)
    return tag


@transaction.atomic
def untag_person(*, actor, person: Person, tag: Tag) -> None:
    person.tags.remove(tag)
    record(actor=actor, verb="person.untagged", target=person, tag=tag.name)


@transaction.atomic
def forbid_contact(*, actor, person: Person, reason: str) -> None:
    """The person asked to be left alone: no mail and no relance reaches it from now on."""
    person = held(person.pk)
    person.do_not_contact_at = person.do_not_contact_at or timezone.now()
    person.do_not_contact_reason = reason.strip()
    person.save(update_fields=["do_not_contact_at", "do_not_contact_reason"])
    record(actor=actor, verb="person.contact_forbidden", target=person)


@transaction.atomic
def allow_contact(*, actor, person: Person) -> None:
    """The person may be written to again."""
    person = held(person.pk)
    person.do_not_contact_at, person.do_not_contact_reason = None, ""
    person.save(update_fields=["do_not_contact_at", "do_not_contact_reason"])
    record(actor=actor, verb="person.contact_allowed", target=person)
