from django.urls import reverse

from faitiere.lib.sitemaps import Addresses

from .models import Event


def addresses() -> Addresses:
    """Events to come of the territory."""
    rows = Event.objects.announced().coming().values_list("pk", flat=True)
    return Addresses(rows, lambda pk: (reverse("events:event", args=[pk]), None))
