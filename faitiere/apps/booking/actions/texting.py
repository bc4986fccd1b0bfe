"""Text messages through the HTTP gateway of the settings; nothing is written nor sent while there is none.

The gateway takes a POST of JSON {"to", "from", "text"} with a bearer token, and answers 2xx once it has the message.
"""

import json
import urllib.request
from functools import partial

from django.conf import settings
from django.db import transaction

from .. import tasks
from ..connections import MOST_CHARACTERS
from ..enums import TextState
from ..models import TextMessage

_TIMEOUT = 10


class GatewayRefused(OSError):
    """The gateway answered something else than 2xx."""


def can_be_texted(person) -> bool:
    """Whether a text message would leave for this person."""
    return bool(settings.SMS_GATEWAY and person.phone and not person.do_not_contact_at)


def write_text(*, person, text: str) -> TextMessage | None:
    """Record a text message and let a job hand it over; None without a gateway, a phone or the wish to be contacted."""
    return text_number(phone=person.phone, text=text, person=person) if can_be_texted(person) else None


def text_number(*, phone: str, text: str, person=None) -> TextMessage | None:
    """The same for a phone whose owner may be nobody known here; None without a gateway or a phone."""
    if not (settings.SMS_GATEWAY and phone):
        return None
    message = TextMessage.objects.create(recipient=phone, text=text[:MOST_CHARACTERS], person=person)
    transaction.on_commit(
        partial(tasks.hand_over_text.enqueue, territory_id=str(message.territory_id), message_id=str(message.pk))
    )
    return message


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The gateway is the one of the settings: it sends nobody elsewhere."""

    def redirect_request(self, *args, **kwargs):
        return None


def hand_over(message: TextMessage) -> None:
    """Give one message to the gateway; claimed first, so that two workers never send it twice."""
    claimed = TextMessage.objects.filter(pk=message.pk, state=TextState.QUEUED).update(state=TextState.SENT)
    if not claimed:
        return
    told = {"to": message.recipient, "from": settings.SMS_SENDER, "text": message.text}
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_TOKEN}"}
    request = urllib.request.Request(settings.SMS_GATEWAY, json.dumps(told).encode(), headers)
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=_TIMEOUT):
            return
    except OSError as error:
        TextMessage.objects.filter(pk=message.pk).update(state=TextState.QUEUED, error=str(error)[:200])
        raise GatewayRefused(str(error)) from error
