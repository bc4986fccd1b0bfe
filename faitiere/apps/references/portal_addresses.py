from django.urls import reverse

from faitiere.lib.sitemaps import Addresses

from .models import Reference


def addresses() -> Addresses:
    """Published references of the territory."""
    rows = Reference.objects.published().order_by("pk").values_list("pk", "published_at")
    return Addresses(rows, lambda row: (reverse("references:sheet", args=[row[0]]), row[1]))
