"""Somebody waits for a slot, is told when one is freed, leaves the list or books."""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import queue
from faitiere.lib.numbers import day_words

from ..clock import moment_of, short_moment_of, today_in, zone_of
from ..consents import WAITING_CONSENT
from ..models import Appointment, Opening, Reason, WaitingRequest
from ..reading import Wanted, first_days
from ..slots import Slot
from ..tokens import FREED, LEAVE, sign_waiting
from .texting import text_number

# Nobody who waits is told twice in that time.
_TOLD_EVERY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Waiter:
    """Who waits: `email` in lower case or `phone` in E.164 form, one being enough."""

    name: str
    email: str = ""
    phone: str = ""


def _link(territory, route: str, token: str) -> str:
    return territory.absolute(reverse(route, args=[token]))


def _leave_link(territory, waiting: WaitingRequest) -> str:
    return _link(territory, "booking:leave", sign_waiting(LEAVE, waiting))


@transaction.atomic
def wait_for_place(*, actor, wanted: Wanted, commune, who: Waiter) -> WaitingRequest | None:
    """Put somebody on the waiting list as long as the reason is open ahead, and confirm by mail.

    One request for each person and reason: asked again, the first is kept, nothing is sent and None returned.
    """
    now = timezone.now()
    mine = WaitingRequest.objects.filter(reason=wanted.reason).of(email=who.email, phone=who.phone)
    mine.filter(ends_at__lte=now).delete()
    waiting = WaitingRequest(
        reason=wanted.reason,
        organisation=wanted.organisation,
        commune=commune,
        way=wanted.way,
        name=who.name,
        email=who.email,
        phone=who.phone,
        consent_text=WAITING_CONSENT,
        joined_at=now,
        ends_at=now + dt.timedelta(days=max(1, wanted.reason.horizon_days)),
    )
    try:
        with transaction.atomic():
            waiting.save(force_insert=True)
    except IntegrityError:
        return None
    record(actor=actor, verb="waiting.joined", target=waiting)
    _write(actor.territory, waiting, template="waiting", subject="Vous êtes sur la liste d’attente")
    return waiting


def _write(territory, waiting: WaitingRequest, *, template: str, subject: str, **more) -> bool:
    """Write to somebody who waits; False without an address."""
    if not waiting.email:
        return False
    shown = {
        "waiting": waiting,
        "territory": territory,
        "until": day_words(today_in(zone_of(territory), waiting.ends_at)),
        "leave": _leave_link(territory, waiting),
    }
    text = render_to_string(f"booking/mail/{template}.txt", shown | more)
    queue(recipient=waiting.email, subject=subject, text=text, kind=f"booking.{template}")
    return True


def _due(reason, organisation):
    """Those of the list that may be told now: not told lately, and without an appointment to come for this reason."""
    booked = Appointment.objects.upcoming().filter(
        Q(person__email_key=OuterRef("email"), person__email_key__gt="")
        | Q(person__phone=OuterRef("phone"), person__phone__gt=""),
        reason=reason,
    )
    lately = timezone.now() - _TOLD_EVERY
    live = WaitingRequest.objects.live().filter(~Exists(booked), reason=reason, organisation=organisation)
    return live.filter(Q(told_at=None) | Q(told_at__lte=lately)).select_related("reason", "organisation")


@transaction.atomic
def tell_waiting(*, actor, reason, organisation, slot_of: Callable[[str], Slot | None], most: int | None) -> int:
    """Tell those who wait, the first come first, that a slot is free; returns how many were told.

    slot_of  the freed slot for a way to meet, None when it does not take place that way
    most     None: everybody
    """
    told = 0
    for one in _due(reason, organisation).select_for_update(of=("self",)):
        if told == most:
            break
        if slot := slot_of(one.way):
            one.told_at = timezone.now()
            one.save(update_fields=["told_at"])
            _tell(actor.territory, one, slot)
            record(actor=actor, verb="waiting.told", target=one)
            told += 1
    return told


def _first_slots(opening: Opening, reason: Reason, territory) -> Callable[[str], Slot | None]:
    """For a way to meet, the first slot of these hours; None when there are others to take before them."""

    @functools.cache
    def slot_of(way: str) -> Slot | None:
        found, _ = first_days(Wanted(reason, opening.organisation, way), territory=territory)
        return next((slot for slot in found if slot.source == opening), None)

    return slot_of


@transaction.atomic
def tell_of_hours(*, actor, opening: Opening) -> None:
    """New hours make many slots: everybody who waits for one of their reasons is told."""
    organisation = opening.organisation
    waited = WaitingRequest.objects.live().filter(organisation=organisation).values("reason_id")
    for reason in Reason.objects.filter(pk__in=waited):
        slot_of = _first_slots(opening, reason, actor.territory)
        tell_waiting(actor=actor, reason=reason, organisation=organisation, slot_of=slot_of, most=None)


def _tell(territory, waiting: WaitingRequest, slot: Slot) -> None:
    token = sign_waiting(FREED, waiting, o=slot.source.pk.hex, s=slot.start.isoformat())
    link, zone, subject = _link(territory, "booking:freed", token), zone_of(territory), "Un rendez-vous est libre"
    moment = moment_of(slot.start, zone)
    if not _write(territory, waiting, template="freed", subject=subject, link=link, moment=moment):
        short, leave = short_moment_of(slot.start, zone).lower(), _leave_link(territory, waiting)
        text = f"{subject} : {short}. Le prendre : {link} Ne plus être prévenu : {leave}"
        text_number(phone=waiting.phone, text=text)


@transaction.atomic
def leave_waiting(*, actor, waiting: WaitingRequest) -> None:
    """Somebody leaves the list, or the desk takes it off: nothing of it is kept."""
    record(actor=actor, verb="waiting.left", target=waiting)
    WaitingRequest.objects.filter(pk=waiting.pk).delete()


@transaction.atomic
def end_waiting(*, actor, appointment: Appointment) -> None:
    """Whoever has an appointment waits no more for the same reason."""
    person = appointment.person
    if person is None:
        return
    waiting = WaitingRequest.objects.filter(reason=appointment.reason)
    for one in waiting.of(email=person.email_key, phone=person.phone):
        record(actor=actor, verb="waiting.ended", target=one, case_id=appointment.case_id)
        one.delete()
