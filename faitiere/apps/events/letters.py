"""Mails about an event: what each says is in templates/events/mail."""

from django.template.loader import render_to_string
from django.urls import reverse

from faitiere.apps.notifications.actions import queue

from .rules import link_token

_SUBJECTS = {
    "registered": "Votre inscription : {event}",
    "waiting": "Vous êtes sur liste d'attente : {event}",
    "promoted": "Une place s'est libérée : {event}",
    "reminder": "Rappel : {event}",
    "withdrawn": "Votre désistement : {event}",
    "cancelled": "Annulé : {event}",
    "moved": "Changement : {event}",
}


def write(kind: str, registration, *, territory) -> bool:
    """Write one of the mails to a registrant; False when it left no address."""
    if not registration.email:
        return False
    event = registration.event
    context = {
        "registration": registration,
        "event": event,
        "territory": territory,
        "page": territory.absolute(event.get_absolute_url()),
        "link": territory.absolute(reverse("events:registration", args=[link_token(registration.pk)])),
        "calendar": territory.absolute(reverse("events:event_ics", args=[event.pk])),
    }
    text = render_to_string(f"events/mail/{kind}.txt", context)
    subject = _SUBJECTS[kind].format(event=event.title)
    queue(recipient=registration.email, subject=subject, text=text, kind=f"events.{kind}")
    return True
