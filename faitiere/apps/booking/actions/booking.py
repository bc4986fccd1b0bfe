"""An appointment is taken: by somebody of the public, by a household in its space, by an advisor for somebody."""

import datetime as dt
import secrets
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import Asked, open_asked_case, person_known, project_kind_of
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.permissions import COUNCIL
from faitiere.apps.cases.rules import Refused
from faitiere.apps.territories.enums import ProjectKind

from ..clock import short_moment_of, zone_of
from ..consents import BOOKING_CONSENT
from ..enums import AppointmentStatus, Way
from ..models import Appointment, Place, Reason
from ..reading import Wanted, rules_of_territory
from .holding import Chosen, SlotTaken, hold, take_quarters
from .telling import tell_case, tell_desk, tell_household
from .waiting import end_waiting

# Appointments to come that one address or phone may hold at once when it books online.
MOST_AT_ONCE = 3


class ReasonGone(Refused):
    """The reason was removed while somebody was booking."""


@dataclass(frozen=True)
class Given:
    """What somebody gives on the last screen.

    identity  cleaned data of the form: last_name, first_name, phone, email, home_kind, condominium, text
    answers  [{"question", "answer"}…]
    address  where to come, for a visit
    case  the one it is about, when the person is known already (its space); else one is joined or opened
    """

    identity: dict = field(default_factory=dict)
    answers: list = field(default_factory=list)
    address: str = ""
    wants_earlier: bool = False
    case: Case | None = None
    person: object | None = None


def _live_case_of(person, kind: str) -> Case | None:
    """The one case of this kind of project that a person has going on; None when there is none, or several.

    That of a condominium, for those of its council only: an owner there may sit on the council of another building.
    """
    if person is None:
        return None
    parts = person.participations.filter(valid_to=None)
    if kind == ProjectKind.CONDOMINIUM:
        parts = parts.filter(role__in=COUNCIL)
    found = Case.objects.filter(participants__in=parts, project_kind=kind).live().distinct()[:2]
    return found[0] if len(found) == 1 else None


def _check_not_too_many(identity: dict) -> None:
    upcoming = Appointment.objects.upcoming()
    same = [("email_key", identity["email"].lower()), ("phone", identity["phone"])]
    for name, value in same:
        if value and upcoming.filter(**{f"person__{name}": value}).count() >= MOST_AT_ONCE:
            raise Refused(
                "Trois rendez-vous sont déjà pris avec cette adresse ou ce téléphone. "
                "Annulez-en un depuis le courriel de confirmation, ou appelez-nous."
            )


def _case_for(actor, appointment: Appointment, given: Given) -> tuple[Case, object]:
    """The case given, the one going on of the very same person, or a new one; and who comes."""
    if given.case:
        return given.case, given.person or _main_of(given.case)
    identity = given.identity
    known = person_known(email=identity["email"], last_name=identity["last_name"])
    if joined := _live_case_of(known, project_kind_of(identity["home_kind"])):
        return joined, known
    zone = zone_of(actor.territory)
    asked = Asked(
        answers=identity | {"commune": appointment.commune, "address": given.address},
        consent=BOOKING_CONSENT,
        source="Prise de rendez-vous",
        next_step=f"Rendez-vous : {appointment.reason.name}"[:200],
        next_step_on=appointment.starts_at.astimezone(zone).date(),
        organisation=appointment.organisation,
        advisor=appointment.advisor,
    )
    case = open_asked_case(actor=actor, asked=asked)
    return case, _main_of(case)


def _main_of(case: Case):
    main = case.active_participants().first()
    return main.person if main else None


def where_of(appointment: Appointment, address: str) -> str:
    """The address, the number called, or a video link of its own."""
    if appointment.way == Way.PLACE:
        return f"{appointment.place.name}, {appointment.place.address}" if appointment.place else ""
    if appointment.way == Way.PHONE:
        return appointment.person.phone if appointment.person else ""
    if appointment.way == Way.VIDEO:
        return rules_of_territory().video_address.replace("{code}", secrets.token_urlsafe(9))
    return address


def _settle(actor, appointment: Appointment, given: Given) -> None:
    """The held slot becomes an appointment of the case, for whoever comes."""
    appointment.case, appointment.person = _case_for(actor, appointment, given)
    appointment.answers, appointment.wants_earlier = given.answers, given.wants_earlier
    appointment.where = where_of(appointment, given.address)[:300]
    appointment.status, appointment.held_until = AppointmentStatus.BOOKED, None
    appointment.save()
    end_waiting(actor=actor, appointment=appointment)


def _tell_taken(actor, appointment: Appointment) -> None:
    territory = actor.territory
    mail = tell_household(appointment, territory=territory, template="confirmed", said="Rendez-vous")
    title = f"Rendez-vous {short_moment_of(appointment.starts_at, zone_of(territory)).lower()}, "
    title += appointment.get_way_display().lower()
    tell_case(actor=actor, appointment=appointment, title=title, mail=mail)
    tell_desk(actor=actor, appointment=appointment, what=f"{appointment.reason.name}")
    record(actor=actor, verb="appointment.booked", target=appointment, case_id=appointment.case_id)


@transaction.atomic
def book(*, actor, held: Appointment, given: Given) -> Appointment:
    """The person of the last screen gets the slot it holds; its case is joined or opened.

    Raises `SlotTaken` when the slot was given to somebody else meanwhile, `ReasonGone`, or `Refused`.
    """
    still = Appointment.objects.filter(pk=held.pk, status=AppointmentStatus.HELD)
    appointment = still.select_for_update().first()
    if appointment is None or appointment.starts_at <= timezone.now():
        raise SlotTaken("Ce créneau vient d’être pris.")
    if not Reason.objects.filter(pk=appointment.reason_id, closed_at=None).exists():
        raise ReasonGone("Ce motif de rendez-vous n’est plus proposé. Choisissez-en un autre, ou appelez-nous.")
    if given.identity:
        _check_not_too_many(given.identity)
    _settle(actor, appointment, given)
    _tell_taken(actor, appointment)
    return appointment


@transaction.atomic
def book_for(*, actor, chosen: Chosen, wanted: Wanted, given: Given) -> Appointment:
    """An advisor, or a household in its space, takes a free slot for a case it may open."""
    held = hold(actor=actor, chosen=chosen, wanted=wanted)
    return book(actor=actor, held=held, given=given)


def _place_of(wanted: Wanted) -> Place | None:
    """Where the organisation receives when no opening says it."""
    return Place.objects.filter(organisation=wanted.organisation, closed_at=None).first()


@transaction.atomic
def book_freely(*, actor, wanted: Wanted, start: dt.datetime, given: Given) -> Appointment:
    """An advisor puts an appointment in an agenda outside its hours: the only thing refused is a slot already taken."""
    if start <= timezone.now():
        raise Refused("Cette heure est passée. Choisissez-en une autre.")
    case = given.case
    appointment = Appointment(
        reason=wanted.reason,
        organisation=wanted.organisation,
        calendar=wanted.advisor_id,
        advisor_id=wanted.advisor_id,
        place=_place_of(wanted) if wanted.way == Way.PLACE else None,
        way=wanted.way,
        commune=case.home.commune,
        case=case,
        starts_at=start,
        ends_at=start + dt.timedelta(minutes=wanted.reason.minutes),
    )
    appointment.save(force_insert=True)
    take_quarters(appointment, seats=1, gap_minutes=0)
    _settle(actor, appointment, given)
    _tell_taken(actor, appointment)
    return appointment
