"""Opening of a case, from a call, the portal or a simulation."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.enums import HomeKind
from faitiere.apps.buildings.models import Home
from faitiere.apps.contacts.actions import (
    HouseholdFields,
    PersonFields,
    complete_person,
    create_household,
    create_person,
    held,
)
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import NewRequest
from faitiere.apps.territories.enums import ProjectKind

from ..enums import CaseOrigin, EntryKind, ParticipantRole, Visibility
from ..homes import Place
from ..models import Case, CaseNumber, Participant, Stage
from ..notices import followers_at_desk
from ..rules import Refused, case_number, household_title
from .finding import index_case
from .homes import home_at, name_of_building, own_home
from .thread import add_entry


@dataclass(frozen=True)
class NewCase:
    """What is known when a case is opened. `organisation` takes charge; `person_id` reuses someone already known.

    `phone` in E.164 form; `commune` a `territories.Commune`; `advisor` a user or None (a request to be taken).
    `home` is the home known at this address, or the building of the flat, chosen by somebody; without it, a person
    who has a case at this very address keeps its home, unless `another_home` says it is another one.
    """

    organisation: object
    last_name: str = ""
    first_name: str = ""
    phone: str = ""
    email: str = ""
    person_id: uuid.UUID | None = None
    commune: object | None = None
    postcode: str = ""
    address: str = ""
    home_kind: str = HomeKind.HOUSE
    home: Home | None = None
    another_home: bool = False
    # A building is the subject of a condominium: its name is then that of the case.
    condominium: str = ""
    rnic: str = ""
    occupancy: str = ""
    household_size: int | None = None
    text: str = ""
    origin: str = CaseOrigin.PHONE
    advisor: object | None = None
    next_step: str = ""
    next_step_on: dt.date | None = None
    missing: str = ""


def _next_number(territory) -> str:
    """The next case number of the year. The UPDATE takes the row, so two calls never get the same."""
    year = timezone.localdate().year
    counter, _ = CaseNumber.objects.get_or_create(year=year)
    CaseNumber.objects.filter(pk=counter.pk).update(last=F("last") + 1)
    counter.refresh_from_db()
    return case_number(territory.case_prefix, year, counter.last)


def _person_of(actor, request: NewCase) -> Person:
    given = PersonFields(request.last_name, request.first_name, "", request.phone, request.email)
    if request.person_id is None:
        return create_person(actor=actor, person=given)
    return complete_person(actor=actor, person=held(request.person_id), given=given)


def project_kind_of(home_kind: str) -> str:
    """A building is the subject of a condominium, anything else that of a household."""
    return ProjectKind.CONDOMINIUM if home_kind == HomeKind.BUILDING else ProjectKind.HOUSE


def _role_of(request: NewCase) -> str:
    if request.home_kind == HomeKind.BUILDING:
        return ParticipantRole.COUNCIL
    return ParticipantRole.TENANT if request.occupancy == "tenant" else ParticipantRole.OWNER


def _title(request: NewCase, person: Person) -> str:
    """A condominium gives its name to the case, or its address while it has none; else the person does."""
    if request.home_kind == HomeKind.BUILDING:
        known = name_of_building(request.home) if request.home else ""
        typed = request.condominium.strip() or known or request.address.strip()
        return typed or f"Copropriété {request.commune or ''}".strip()
    return household_title([(person.first_name, person.last_name)])


def _tell_opened(actor, case: Case) -> None:
    """First line of the timeline; a request that nobody follows yet is told to those who may take it."""
    add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.CREATED,
        title=f"Dossier ouvert, {case.get_origin_display().lower()}",
        text=case.request,
        visibility=Visibility.SHARED if case.origin == CaseOrigin.PORTAL else Visibility.INTERNAL,
    )
    if case.advisor is None:
        notify(actor=actor, people=followers_at_desk(case), notification=NewRequest(case=case))


def _home_of(actor, request: NewCase, person: Person) -> Home:
    """The home known already, when somebody chose it or when it is surely the person's own; else a new one."""
    place = Place(
        address=request.address.strip(),
        commune=request.commune,
        postcode=request.postcode,
        kind=request.home_kind,
        name=_title(request, person),
        rnic=request.rnic,
    )
    known = request.home
    if known is None and request.person_id and not request.another_home:
        known = own_home(person, place)
    return home_at(actor=actor, place=place, known=known)


@transaction.atomic
def open_case(*, actor, request: NewCase) -> Case:
    """Person, home, household, case, main participant and first line of the timeline: all or nothing."""
    kind = project_kind_of(request.home_kind)
    stage = Stage.objects.filter(project_kind=kind).order_by("position").first()
    if stage is None:
        raise Refused("Les étapes de ce territoire ne sont pas réglées. Prévenez l'administrateur du territoire.")
    person = _person_of(actor, request)
    home = _home_of(actor, request, person)
    facts = HouseholdFields(size=request.household_size, occupancy=request.occupancy)
    case = Case(
        number=_next_number(actor.territory),
        project_kind=kind,
        title=_title(request, person),
        home=home,
        household=create_household(actor=actor, people=[person], given=facts),
        organisation=request.organisation,
        advisor=request.advisor,
        stage=stage,
        origin=request.origin,
        request=request.text.strip(),
    )
    case.next_step, case.next_step_on, case.missing = request.next_step.strip(), request.next_step_on, request.missing
    case.save(force_insert=True)
    participant = Participant(case=case, person=person, role=_role_of(request), is_main=True)
    participant.save(force_insert=True)
    index_case(case)
    record(actor=actor, verb="case.opened", target=case, case_id=case.pk, origin=str(request.origin))
    _tell_opened(actor, case)
    return case
