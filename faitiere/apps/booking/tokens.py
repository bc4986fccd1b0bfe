"""Links of an appointment: signed, each for one gesture, worth nothing once the appointment was moved or cancelled."""

import hashlib
import secrets

from django.core import signing
from django.utils import timezone

from .enums import AppointmentStatus
from .models import Appointment, WaitingRequest

# Purposes of a link.
SEEN, MOVE, CANCEL, EARLIER, HOLD = "seen", "move", "cancel", "earlier", "hold"
FREED, LEAVE = "freed", "leave"


class BadLink(ValueError):
    """The link cannot be used; the message is for whoever clicked it and tells nothing of anybody."""


_FORGED = "Ce lien n’est pas valable. Vérifiez qu’il est entier, ou appelez-nous."
_USED = "Ce lien a déjà servi : le rendez-vous a été déplacé ou annulé depuis. Le dernier message reçu fait foi."
_OVER = (
    "Vous n’êtes plus sur la liste d’attente : vous l’avez quittée, vous avez pris rendez-vous, ou l’attente est finie."
)
_PAST = "Ce rendez-vous est passé. Il ne peut plus être déplacé ni annulé."


def salt_of(purpose: str) -> str:
    return f"faitiere.booking.{purpose}"


def sign(purpose: str, appointment: Appointment, **more) -> str:
    """The token of a link for one gesture on an appointment as it stands."""
    return signing.dumps({"a": appointment.pk.hex, "n": appointment.number, **more}, salt=salt_of(purpose))


def read(purpose: str, token: str) -> tuple[Appointment, dict]:
    """The appointment of a link and what else it carries; `BadLink` when forged, used, past or of elsewhere."""
    try:
        told = signing.loads(token, salt=salt_of(purpose))
    except signing.BadSignature as error:
        raise BadLink(_FORGED) from error
    appointment = Appointment.objects.in_full().filter(pk=told["a"]).first()
    if appointment is None:
        raise BadLink(_FORGED)
    if purpose == SEEN:
        return appointment, told
    if appointment.number != told["n"] or appointment.status != AppointmentStatus.BOOKED:
        past = appointment.status in {AppointmentStatus.HONOURED, AppointmentStatus.MISSED}
        raise BadLink(_PAST if past else _USED)
    if appointment.starts_at <= timezone.now():
        raise BadLink(_PAST)
    return appointment, told


def sign_waiting(purpose: str, waiting: WaitingRequest, **more) -> str:
    """The token of a link for somebody who waits: to take a freed slot, or to leave the list."""
    return signing.dumps({"w": waiting.pk.hex, **more}, salt=salt_of(purpose))


def read_waiting(purpose: str, token: str) -> tuple[WaitingRequest, dict]:
    """Who waits and what else its link carries; `BadLink` when forged, of elsewhere, or when it waits no more."""
    try:
        told = signing.loads(token, salt=salt_of(purpose))
    except signing.BadSignature as error:
        raise BadLink(_FORGED) from error
    live = WaitingRequest.objects.live().select_related("reason", "organisation", "commune")
    waiting = live.filter(pk=told["w"]).first()
    if waiting is None:
        raise BadLink(_OVER)
    return waiting, told


def new_secret() -> str:
    """Part of a secret address nobody guesses."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of a secret address."""
    return hashlib.sha256(secret.encode()).hexdigest()
