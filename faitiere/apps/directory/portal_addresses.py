from django.urls import reverse

from faitiere.lib.sitemaps import Addresses

from .search import published


def addresses() -> Addresses:
    """Published professionals of the territory."""
    rows = published().order_by("pk").values_list("pk", "checked_at")
    return Addresses(rows, lambda row: (reverse("directory:professional", args=[row[0]]), row[1]))
