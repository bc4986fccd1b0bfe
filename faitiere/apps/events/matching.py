"""Who among the registrants is known already: cases the actor may open, by e-mail address or phone."""

from faitiere.apps.cases.models import Case, Participant
from faitiere.apps.cases.permissions import visible_to
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.rules import name_key, phone_key
from faitiere.apps.territories.enums import ProjectKind

from .enums import Audience

# What an event is for, when it is for one kind of project.
_KINDS = {Audience.HOUSES: ProjectKind.HOUSE, Audience.CONDOMINIUMS: ProjectKind.CONDOMINIUM}


def known_cases(actor, registrations, *, of) -> dict:
    """Registration id → the latest case where somebody has its address or its phone.

    Of the kind of project the event is for: that of its condominium at an evening for councils, never its house.
    """
    seen = visible_to(actor)
    if kind := _KINDS.get(of.audience):
        seen = seen.filter(project_kind=kind)
    emails = {one.email: one.pk for one in registrations if one.email and not one.case_id}
    phones = {phone_key(one.phone): one.pk for one in registrations if one.phone and not one.case_id}
    found = {}
    for people, keys in (("person__email_key", emails), ("person__phone_key", phones)):
        parts = Participant.objects.filter(**{f"{people}__in": keys}, case__in=seen.values("pk"))
        pairs = parts.order_by("case__opened_at").values_list(people, "case_id")
        found |= {keys[key]: case_id for key, case_id in pairs}
    cases = Case.objects.in_bulk(set(found.values()))
    return {registration: cases[case_id] for registration, case_id in found.items()}


def known_person(registration):
    """Id of the person with this very address and name, so that nobody is written twice; None when unsure."""
    if not registration.email:
        return None
    people = Person.objects.current().filter(email_key=registration.email)
    found = people.filter(name_key__startswith=name_key(registration.last_name)).values_list("pk", flat=True)[:2]
    return found[0] if len(found) == 1 else None
