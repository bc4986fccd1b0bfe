"""The card of the project space: the events its reader is registered for."""

from django.urls import reverse
from django.utils import timezone

from faitiere.apps.cases.space import SpaceBlock

from .enums import Standing
from .models import Registration
from .rules import link_token


def coming_events(request, case) -> SpaceBlock | None:
    """Registrations of the address of the account, proved when it was invited; nothing to show: no card."""
    rows = Registration.objects.filter(email=request.user.email, event__ends_at__gte=timezone.now())
    found = list(
        rows.exclude(standing=Standing.CANCELLED).select_related("event__commune").order_by("event__starts_at")
    )
    if not found or request.actor.behind:
        return None
    for one in found:
        one.link = reverse("events:registration", args=[link_token(one.pk)])
    return SpaceBlock("events/space_card.html", {"registrations": found})
