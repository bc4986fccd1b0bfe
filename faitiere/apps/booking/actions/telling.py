"""What an appointment tells: mails with their calendar file, text messages, the desk's notifications, the timeline."""

import datetime as dt

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.cases.actions import add_entry
from faitiere.apps.cases.enums import EntryKind, Visibility
from faitiere.apps.cases.notices import followers_at_desk
from faitiere.apps.cases.rules import readers_of_council
from faitiere.apps.notifications.actions import attach_calendar, file_under, notify, queue
from faitiere.apps.notifications.kinds import AppointmentTaken
from faitiere.apps.notifications.models import OutgoingMail

from ..clock import moment_of, short_moment_of, zone_of
from ..enums import AppointmentStatus, Way
from ..ical import for_household
from ..models import Appointment, TextMessage
from ..tokens import CANCEL, MOVE, SEEN, sign
from .texting import write_text

REMIND_BEFORE = dt.timedelta(hours=48)


def links_of(appointment: Appointment, territory) -> dict[str, str]:
    """Addresses that move, cancel and show an appointment, for its mails and its last screen."""
    names = {"move": (MOVE, "booking:move"), "cancel": (CANCEL, "booking:cancel"), "ics": (SEEN, "booking:ics")}
    return {
        key: territory.absolute(reverse(route, args=[sign(purpose, appointment)]))
        for key, (purpose, route) in names.items()
    }


def mail_household(appointment: Appointment, *, territory, template: str, subject: str) -> OutgoingMail | None:
    """Write to the person who comes, the calendar file with it; nothing without an address."""
    person = appointment.person
    if person is None or not person.can_be_written_to:
        return None
    shown = {
        "appointment": appointment,
        "person": person,
        "territory": territory,
        "moment": moment_of(appointment.starts_at, zone_of(territory)),
        "again": territory.absolute(reverse("booking:start")),
        "links": links_of(appointment, territory),
    }
    text = render_to_string(f"booking/mail/{template}.txt", shown)
    mail = queue(recipient=person.email, subject=subject, text=text, kind=f"booking.{template}")
    file_under(mails=[mail], case=appointment.case)
    if template != "offer":
        attach_calendar(mail=mail, calendar=for_household(appointment))
    return mail


def text_household(appointment: Appointment, *, territory, said: str, links: str) -> TextMessage | None:
    """The same by text message: what happens, when, how, and where to go on; None without a gateway or a phone."""
    if appointment.person is None:
        return None
    when = short_moment_of(appointment.starts_at, zone_of(territory)).lower()
    takes_place = appointment.status != AppointmentStatus.CANCELLED and appointment.way in {Way.VIDEO, Way.HOME}
    where = f"{appointment.where} " if takes_place and appointment.where else ""
    text = f"{said} {when}, {appointment.get_way_display().lower()}. {where}{links}"
    return write_text(person=appointment.person, text=text)


def both_links(appointment: Appointment, territory) -> str:
    links = links_of(appointment, territory)
    return f"Déplacer : {links['move']} Annuler : {links['cancel']}"


def tell_household(appointment: Appointment, *, territory, template: str, said: str) -> OutgoingMail | None:
    """Tell the person who comes by mail; without an address, by text message. Returns the mail.

    said  what happens, before the moment: "Rendez-vous", "Rendez-vous déplacé,"
    """
    moment = moment_of(appointment.starts_at, zone_of(territory))
    mail = mail_household(appointment, territory=territory, template=template, subject=f"{said} {moment}")
    if mail is None:
        gone = appointment.status == AppointmentStatus.CANCELLED
        again = f"Pour en prendre un autre : {territory.absolute(reverse('booking:start'))}"
        links = again if gone else both_links(appointment, territory)
        text_household(appointment, territory=territory, said=said, links=links)
    return mail


def tell_case(*, actor, appointment: Appointment, title: str, mail=None) -> None:
    """A line of the timeline that the household sees too, with its answers."""
    said = [f"{one['question']} {one['answer']}" for one in appointment.answers]
    add_entry(
        actor=actor,
        case=appointment.case,
        kind=EntryKind.MEETING,
        title=title,
        text="\n".join(said),
        visibility=Visibility.SHARED,
        mail=mail,
        readers=readers_of_council(appointment.case),
    )


def tell_desk(*, actor, appointment: Appointment, what: str) -> None:
    """The advisor of the appointment; without one, those who follow the case."""
    people = [appointment.advisor] if appointment.advisor else followers_at_desk(appointment.case)
    moment = short_moment_of(appointment.starts_at, zone_of(actor.territory))
    told = AppointmentTaken(
        case=appointment.case,
        text=f"{what}, {moment}",
        path=reverse("booking:appointment", args=[appointment.pk]),
    )
    notify(actor=actor, people=people, notification=told)


@transaction.atomic
def remind(*, actor, appointment: Appointment) -> bool:
    """Remind of an appointment by mail and text message, once: claimed, then written."""
    due = Appointment.objects.filter(pk=appointment.pk, status=AppointmentStatus.BOOKED, reminded_at=None)
    if not due.update(reminded_at=timezone.now()):
        return False
    territory = actor.territory
    moment, said = moment_of(appointment.starts_at, zone_of(territory)), "Rappel : rendez-vous"
    mail_household(appointment, territory=territory, template="reminder", subject=f"{said} {moment}")
    text_household(appointment, territory=territory, said=said, links=both_links(appointment, territory))
    return True
