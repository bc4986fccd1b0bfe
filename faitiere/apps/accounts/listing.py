"""The accounts of a territory as they are listed: filtered, with their second factor."""

import uuid

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .enums import Role
from .models import Membership
from .permissions import managed_by

STATES = {
    "": "En cours",
    "verrouille": "Verrouillés",
    "jamais": "Jamais connectés",
    "sans": "Sans second facteur",
    "a_venir": "À venir",
    "fini": "Terminés",
    "tous": "Tous",
}


def _state(memberships, state: str):
    today = timezone.localdate()
    ended = Q(valid_to__lt=today)
    if state == "fini":
        return memberships.filter(ended)
    if state == "tous":
        return memberships
    if state == "a_venir":
        return memberships.filter(valid_from__gt=today)
    memberships = memberships.filter(valid_from__lte=today).exclude(ended)
    narrower = {
        "verrouille": Q(locked_at__isnull=False),
        "jamais": Q(user__last_login__isnull=True),
        "sans": Q(protected=False),
    }
    return memberships.filter(narrower.get(state, Q()))


def listed(actor, query):
    """Memberships the actor manages, as the address filters them: text, role, organisation, state."""
    memberships = managed_by(actor).annotate(protected=Exists(Authenticator.objects.filter(user=OuterRef("user"))))
    memberships = _state(memberships, query.get("etat", ""))
    for word in query.get("q", "").replace("\x00", "")[:100].split():
        named = Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word)
        memberships = memberships.filter(named | Q(user__email__icontains=word))
    if query.get("role") in Role.values:
        memberships = memberships.filter(role=query["role"])
    try:
        if asked := query.get("structure"):
            memberships = memberships.filter(organisation=uuid.UUID(asked))
    except ValueError:
        return memberships.none()
    return memberships.order_by("organisation__name", "user__last_name", "user__first_name", "pk")


def state_of(membership: Membership) -> tuple[str, str]:
    """Kind of status and words: where a role stands today."""
    today = timezone.localdate()
    if membership.valid_to and membership.valid_to < today:
        return "neutral", "Terminé"
    if membership.locked_at:
        return "stop", "Verrouillé"
    return ("note", "À venir") if membership.valid_from > today else ("ok", "En cours")
