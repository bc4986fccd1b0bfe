"""An appointment is moved, cancelled, offered to somebody who waits, honoured or not."""

import datetime as dt
import functools

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.models import User
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import add_entry
from faitiere.apps.cases.enums import EntryKind, Visibility
from faitiere.apps.cases.rules import Refused
from faitiere.apps.notifications.actions import file_under, queue

from ..clock import short_moment_of, today_in, zone_of
from ..enums import AppointmentStatus, Way
from ..mails import offer_text
from ..models import Absence, Appointment
from ..reading import Wanted, find_slots
from ..tokens import EARLIER, sign
from .booking import where_of
from .holding import Chosen, SlotTaken, check_open, opening_chosen, take_quarters
from .telling import tell_case, tell_desk, tell_household
from .texting import write_text
from .waiting import tell_waiting

# People told of a freed slot at once: the first to click has it.
_TOLD = 10
# What the person is told when the place of its meeting is given or corrected.
_WHERE = {Way.VIDEO: "Lien de votre rendez-vous en visio,", Way.HOME: "Adresse de notre visite,"}


def _locked(appointment: Appointment) -> Appointment:
    """The appointment as it is now, kept from anybody else; `Refused` when it is no longer one to come."""
    now = Appointment.objects.filter(pk=appointment.pk, number=appointment.number, status=AppointmentStatus.BOOKED)
    found = now.select_for_update().first()
    if found is None:
        raise Refused("Ce rendez-vous a changé entre-temps. Ouvrez-le de nouveau.")
    return found


def wanted_again(appointment: Appointment, *, desk: bool = False) -> Wanted:
    """The same meeting at another moment: same reason, same way, anybody of the same organisation."""
    return Wanted(appointment.reason, appointment.organisation, appointment.way, desk=desk)


@transaction.atomic
def move(*, actor, appointment: Appointment, chosen: Chosen, desk: bool = False) -> Appointment:
    """Move to a free slot: the new one is taken before the old one is given back, or nothing changes.

    Raises `SlotTaken` or `Refused`. Links sent before are worth nothing afterwards.
    """
    moved, zone = _locked(appointment), zone_of(actor.territory)
    before = moved.starts_at
    wanted = wanted_again(moved, desk=desk)
    opening = opening_chosen(chosen, wanted, today_in(zone, chosen.start))
    check_open(opening, chosen, wanted, territory=actor.territory)
    moved.quarters.all().delete()
    moved.calendar, moved.advisor = opening.calendar, opening.advisor
    moved.place = opening.place if moved.way == Way.PLACE else None
    moved.starts_at = chosen.start
    moved.ends_at = chosen.start + dt.timedelta(minutes=moved.reason.minutes)
    take_quarters(moved, seats=opening.seats, gap_minutes=moved.reason.gap_minutes)
    if moved.way == Way.PLACE:
        moved.where = where_of(moved, "")
    moved.number, moved.reminded_at, moved.wants_earlier = moved.number + 1, None, False
    moved.save()
    _tell_moved(actor, moved, before)
    offer_freed(actor=actor, reason=moved.reason, organisation=moved.organisation, start=before)
    return moved


def _tell_moved(actor, appointment: Appointment, before: dt.datetime) -> None:
    territory, zone = actor.territory, zone_of(actor.territory)
    mail = tell_household(appointment, territory=territory, template="moved", said="Rendez-vous déplacé,")
    title = f"Rendez-vous déplacé au {short_moment_of(appointment.starts_at, zone).lower()}"
    tell_case(actor=actor, appointment=appointment, title=title, mail=mail)
    tell_desk(actor=actor, appointment=appointment, what="Rendez-vous déplacé")
    record(
        actor=actor,
        verb="appointment.moved",
        target=appointment,
        case_id=appointment.case_id,
        before=before.isoformat(),
        after=appointment.starts_at.isoformat(),
    )


@transaction.atomic
def hand_appointment(*, actor, appointment: Appointment, to: User) -> None:
    """Somebody else receives, at the same hour: the household reads it in its thread, and by mail; its links stay good.

    Raises `Refused` when `to` is away or receives somebody else then; nothing changes.
    """
    handed = _locked(appointment)
    away = Absence.objects.filter(Q(advisor=to) | Q(organisation=handed.organisation, advisor=None))
    if away.filter(starts_at__lt=handed.ends_at, ends_at__gt=handed.starts_at).exists():
        raise Refused(f"{to} ne reçoit pas à cette heure : absence notée à l'agenda.")
    handed.quarters.all().delete()
    handed.calendar, handed.advisor, handed.pushed_number = to.pk, to, -1
    try:
        take_quarters(handed, seats=1, gap_minutes=handed.reason.gap_minutes)
    except SlotTaken:
        raise Refused(f"{to} a déjà un rendez-vous à cette heure.") from None
    handed.save(update_fields=["calendar", "advisor", "pushed_number"])
    moment = short_moment_of(handed.starts_at, zone_of(actor.territory)).lower()
    subject = f"Rendez-vous {moment}, avec {to}"
    mail = tell_household(handed, territory=actor.territory, template="handed", said=f"Rendez-vous avec {to},")
    add_entry(
        actor=actor, case=handed.case, kind=EntryKind.NOTE, title=subject, visibility=Visibility.SHARED, mail=mail
    )
    tell_desk(actor=actor, appointment=handed, what="Rendez-vous repris d'un collègue")
    record(actor=actor, verb="appointment.handed", target=handed, case_id=handed.case_id, to=str(to.pk))


@transaction.atomic
def cancel(*, actor, appointment: Appointment) -> Appointment:
    """Cancel: the slot is free at once, and offered to those who wait for an earlier one."""
    gone = _locked(appointment)
    gone.quarters.all().delete()
    gone.status, gone.number = AppointmentStatus.CANCELLED, gone.number + 1
    gone.save(update_fields=["status", "number"])
    territory, zone = actor.territory, zone_of(actor.territory)
    mail = tell_household(gone, territory=territory, template="cancelled", said="Rendez-vous annulé,")
    title = f"Rendez-vous annulé, {short_moment_of(gone.starts_at, zone).lower()}"
    tell_case(actor=actor, appointment=gone, title=title, mail=mail)
    tell_desk(actor=actor, appointment=gone, what="Rendez-vous annulé")
    record(actor=actor, verb="appointment.cancelled", target=gone, case_id=gone.case_id)
    offer_freed(actor=actor, reason=gone.reason, organisation=gone.organisation, start=gone.starts_at)
    return gone


def offer_freed(*, actor, reason, organisation, start: dt.datetime) -> None:
    """Tell that a slot is free, by mail or text: the first to click has it.

    Those who wait and have no appointment are told before those who want an earlier one.
    """
    zone = zone_of(actor.territory)
    day = today_in(zone, start)

    @functools.cache
    def slot_of(way: str):
        found = find_slots(Wanted(reason, organisation, way), territory=actor.territory, first=day, last=day)
        return next((slot for slot in found if slot.start == start), None)

    told = tell_waiting(actor=actor, reason=reason, organisation=organisation, slot_of=slot_of, most=_TOLD)
    waiting = (
        Appointment.objects.upcoming()
        .in_full()
        .filter(reason=reason, organisation=organisation, wants_earlier=True, starts_at__gt=start)
    )
    for one in waiting.order_by("created_at")[: _TOLD - told]:
        if one.person and (slot := slot_of(one.way)):
            _offer(actor.territory, one, slot)


def _offer(territory, appointment: Appointment, slot) -> None:
    token = sign(EARLIER, appointment, o=slot.source.pk.hex, s=slot.start.isoformat())
    link = territory.absolute(reverse("booking:earlier", args=[token]))
    person, subject = appointment.person, "Un rendez-vous plus tôt est libre"
    if person.can_be_written_to:
        text = offer_text(appointment, territory=territory, start=slot.start, link=link)
        mail = queue(recipient=person.email, subject=subject, text=text, kind="booking.offer")
        file_under(mails=[mail], case=appointment.case)
        return
    short = short_moment_of(slot.start, zone_of(territory)).lower()
    write_text(person=person, text=f"{subject} : {short}. Le prendre : {link}")


@transaction.atomic
def say_where(*, actor, appointment: Appointment, where: str) -> Appointment:
    """Give the link of a video meeting, or correct the address of a visit, and tell the person.

    Raises `Refused` for another way to meet, or when it changed meanwhile. Links sent before still serve.
    """
    told = _locked(appointment)
    if told.way not in {Way.VIDEO, Way.HOME}:
        raise Refused("Seuls le lien d’une visio et l’adresse d’une visite se corrigent ici.")
    if told.where == where:
        return told
    told.where = where
    told.save(update_fields=["where"])
    territory, zone = actor.territory, zone_of(actor.territory)
    mail = tell_household(told, territory=territory, template="where", said=_WHERE[Way(told.way)])
    title = f"{_WHERE[Way(told.way)]} {short_moment_of(told.starts_at, zone).lower()}"
    tell_case(actor=actor, appointment=told, title=title, mail=mail)
    record(actor=actor, verb="appointment.where_said", target=told, case_id=told.case_id)
    return told


@transaction.atomic
def wait_for_earlier(*, actor, appointment: Appointment, waits: bool) -> None:
    """Ask to be told when an earlier slot is freed, or no longer."""
    Appointment.objects.filter(pk=appointment.pk).update(wants_earlier=waits)
    record(actor=actor, verb="appointment.waits", target=appointment, case_id=appointment.case_id, waits=waits)


@transaction.atomic
def mark_outcome(*, actor, appointment: Appointment, outcome: str) -> None:
    """Say whether people came, once it has begun; said again, it replaces."""
    if appointment.starts_at > timezone.now():
        raise Refused("Ce rendez-vous n’a pas commencé. Vous pourrez le marquer à partir de son heure.")
    live = [AppointmentStatus.BOOKED, AppointmentStatus.HONOURED, AppointmentStatus.MISSED]
    if not Appointment.objects.filter(pk=appointment.pk, status__in=live).update(status=outcome):
        raise Refused("Ce rendez-vous a été annulé entre-temps. Ouvrez-le de nouveau.")
    label = AppointmentStatus(outcome).label.lower()
    kind = EntryKind.MEETING if outcome == AppointmentStatus.HONOURED else EntryKind.NOTE
    add_entry(actor=actor, case=appointment.case, kind=kind, title=f"Rendez-vous {label}, {appointment.reason.name}")
    record(actor=actor, verb=f"appointment.{outcome}", target=appointment, case_id=appointment.case_id)
