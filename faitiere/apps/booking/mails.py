"""Words of the mails that need more than a template of their own."""

import datetime as dt

from django.template.loader import render_to_string

from .clock import moment_of, zone_of
from .models import Appointment


def offer_text(appointment: Appointment, *, territory, start: dt.datetime, link: str) -> str:
    """The mail that offers a freed slot to somebody who waits for an earlier one."""
    zone = zone_of(territory)
    shown = {
        "appointment": appointment,
        "person": appointment.person,
        "territory": territory,
        "moment": moment_of(start, zone),
        "now": moment_of(appointment.starts_at, zone),
        "link": link,
    }
    return render_to_string("booking/mail/offer.txt", shown)
