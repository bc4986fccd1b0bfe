"""When one may sign up, and what a link of an event proves. Pure decisions on values."""

import datetime as dt
import uuid

from django.core.signing import BadSignature, Signer

from faitiere.lib.numbers import moment_words

from .enums import EventStatus

MAX_SEATS = 6
CONSENT = (
    "J'accepte que le guichet garde ces informations pour organiser cet événement et m'écrire à son sujet. Je peux les "
    "voir, les corriger ou les faire effacer à tout moment ; elles sont effacées deux ans après l'événement."
)
# Read by the desk to whoever signs up by phone or on the spot.
SPOKEN_CONSENT = (
    CONSENT.replace("J'accepte", "La personne accepte")
    .replace("m'écrire", "lui écrire")
    .replace("Je peux", "Elle peut")
)
_SALT = "faitiere.events.registration"


class Refused(ValueError):
    """Something that cannot be done to an event; the message is a French sentence."""


def why_not(event, now: dt.datetime) -> str:
    """Why nobody signs up at this moment, in a French sentence; empty when one may. `now` in the local time zone."""
    if event.status == EventStatus.CANCELLED:
        return "Cet événement est annulé."
    if event.status == EventStatus.DRAFT:
        return "Cet événement n'est pas encore annoncé."
    if event.ends_at <= now:
        return "Cet événement est passé."
    if not event.with_registration:
        return "Entrée libre, sans inscription."
    if event.opens_at and now < event.opens_at:
        opening = moment_words(event.opens_at.astimezone(now.tzinfo))
        return f"Les inscriptions ouvrent {opening}."
    if now >= (event.closes_at or event.starts_at):
        return "Les inscriptions sont closes."
    return ""


def why_not_by_desk(event, now: dt.datetime, *, on_the_spot: bool) -> str:
    """Why the desk may not sign anybody up, in a French sentence; empty when it may."""
    if event.status == EventStatus.CANCELLED:
        return "Cet événement est annulé."
    if event.status == EventStatus.DRAFT:
        return "Publiez d'abord l'événement : la confirmation mène à sa page."
    if event.ends_at <= now and not on_the_spot:
        return "Cet événement est passé. Si la personne est venue, cochez « Venue sur place, sans inscription »."
    return ""


def link_token(registration_id: uuid.UUID) -> str:
    """What the link of a mail carries: it opens this registration and nothing else."""
    return Signer(salt=_SALT).sign(registration_id.hex)


def registration_of(token: str) -> uuid.UUID | None:
    """Id of the registration a link was made for; None when it was guessed or changed."""
    try:
        return uuid.UUID(hex=Signer(salt=_SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
