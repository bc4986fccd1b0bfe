"""A case opened from a public form: by whom the commune is answered for, the person known or new, the consent kept."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from faitiere.apps.contacts.enums import Purpose
from faitiere.apps.contacts.models import Consent, Person
from faitiere.apps.contacts.rules import name_key

from ..communes import in_charge_of
from ..enums import CaseOrigin
from ..models import Case
from .opening import NewCase, open_case, project_kind_of


class NobodyInCharge(ValueError):
    """No organisation answers for the commune."""


@dataclass(frozen=True)
class Asked:
    """What a visitor gave.

    answers  last_name, first_name, phone, email, commune, address, home_kind, condominium, occupancy, text (cleaned
             data)
    consent  the sentence that was accepted; source: the form it was on
    organisation  who takes charge; the one that answers for the commune when None
    """

    answers: dict
    consent: str
    source: str
    next_step: str
    next_step_on: dt.date
    organisation: object | None = None
    advisor: object | None = None


def person_known(*, email: str, last_name: str) -> Person | None:
    """The person with this very address and name, so that nobody is written twice; None when unsure."""
    if not email:
        return None
    found = Person.objects.filter(email_key=email.lower(), name_key__startswith=name_key(last_name))
    return found[0] if len(found) == 1 else None


def keep_consent(*, case: Case, asked: Asked) -> None:
    """The sentence accepted, kept for the main person of the case."""
    person = case.participants.get(is_main=True).person
    Consent.objects.create(person=person, purpose=Purpose.FOLLOW_UP, text_shown=asked.consent, source=asked.source)


@transaction.atomic
def open_asked_case(*, actor, asked: Asked) -> Case:
    """Open the case a visitor asks for, and keep its consent. Raises `NobodyInCharge`."""
    given = asked.answers
    organisation = asked.organisation or in_charge_of(given["commune"], project_kind_of(given["home_kind"]))
    if organisation is None:
        raise NobodyInCharge(f"Aucune structure ne répond encore pour {given['commune'].name}. Appelez-nous.")
    known = person_known(email=given["email"], last_name=given["last_name"])
    request = NewCase(
        organisation=organisation,
        last_name=given["last_name"],
        first_name=given["first_name"],
        phone=given["phone"],
        email=given["email"],
        person_id=known.pk if known else None,
        commune=given["commune"],
        address=given.get("address", ""),
        home_kind=given["home_kind"],
        condominium=given.get("condominium", ""),
        occupancy=given.get("occupancy", ""),
        text=given["text"],
        origin=CaseOrigin.PORTAL,
        advisor=asked.advisor,
        next_step=asked.next_step,
        next_step_on=asked.next_step_on,
    )
    case = open_case(actor=actor, request=request)
    keep_consent(case=case, asked=asked)
    return case
