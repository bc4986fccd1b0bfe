"""Writers of what comes of an event: who came, and the cases opened."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.enums import HomeKind
from faitiere.apps.cases.actions import NewCase, add_entry, open_case
from faitiere.apps.cases.communes import in_charge_of, resolve
from faitiere.apps.cases.enums import CaseOrigin, EntryKind
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.rules import Refused as Unknown
from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.numbers import date_words

from ..clock import zone_of
from ..enums import Attendance, Origin, Standing
from ..matching import known_person
from ..models import Event, Registration
from ..rules import Refused

_ANSWER_DAYS = 7


@transaction.atomic
def mark_attendance(*, actor, event: Event, seen: dict[str, str]) -> int:
    """Who came and who did not, by registration id; returns how many lines changed."""
    changed = 0
    for one in event.registrations.exclude(standing=Standing.CANCELLED):
        attendance = seen.get(str(one.pk), one.attendance)
        if attendance in Attendance.values and attendance != one.attendance:
            one.attendance = attendance
            one.save(update_fields=["attendance"])
            changed += 1
    if changed:
        record(actor=actor, verb="event.attendance_marked", target=event, lines=changed)
    return changed


def _about(registration: Registration, territory) -> str:
    event = registration.event
    day = date_words(event.starts_at.astimezone(zone_of(territory)))
    said = f" Question posée : {registration.question}" if registration.question else ""
    return f"Rencontre lors de l'événement « {event.title} », le {day}.{said}"


def _organisation_for(registration: Registration, commune, kind: str):
    """Who answers for the commune; the organiser when it is unknown."""
    found = in_charge_of(commune, kind) if commune else None
    return found or registration.event.organisation


def _new_case(actor, registration: Registration, kind: str) -> NewCase:
    try:
        commune = resolve(registration.town, territory=actor.territory) if registration.town else None
    except Unknown:
        commune = None
    organisation = _organisation_for(registration, commune, kind)
    return NewCase(
        organisation=organisation,
        last_name=registration.last_name,
        first_name=registration.first_name,
        phone=registration.phone,
        email=registration.email,
        person_id=known_person(registration),
        commune=commune,
        home_kind=HomeKind.BUILDING if kind == ProjectKind.CONDOMINIUM else HomeKind.HOUSE,
        text=_about(registration, actor.territory),
        origin=CaseOrigin.PORTAL if registration.origin == Origin.PORTAL else CaseOrigin.VISIT,
        advisor=actor.user if organisation.pk in actor.organisation_ids else None,
        next_step="Rappeler après l'événement",
        next_step_on=timezone.localdate() + dt.timedelta(days=_ANSWER_DAYS),
    )


def _claim(registration: Registration) -> Registration:
    """The registration, held, its case not given yet."""
    held = Registration.objects.select_for_update(of=("self",)).select_related("event__organisation")
    found = held.get(pk=registration.pk)
    if found.case_id:
        raise Refused("Un dossier est déjà relié à cette inscription.")
    return found


@transaction.atomic
def open_case_of(*, actor, registration: Registration, kind: str = ProjectKind.HOUSE) -> Case:
    """Open the case of somebody met at an event, or that of the condominium whose council it sits on.

    Raises `Refused` when there is one already.
    """
    registration = _claim(registration)
    case = open_case(actor=actor, request=_new_case(actor, registration, kind))
    registration.case, registration.case_opened = case, True
    registration.save(update_fields=["case", "case_opened"])
    record(actor=actor, verb="registration.case_opened", target=registration, case_id=case.pk)
    return case


@transaction.atomic
def link_case(*, actor, registration: Registration, case: Case) -> None:
    """The registrant has a case already: say so on both sides. Raises `Refused` when one is linked."""
    registration = _claim(registration)
    registration.case = case
    registration.save(update_fields=["case"])
    text = _about(registration, actor.territory)
    add_entry(actor=actor, case=case, kind=EntryKind.NOTE, title="Venue à un événement", text=text)
    record(actor=actor, verb="registration.case_linked", target=registration, case_id=case.pk)
