"""Which pages of a territory are published, and which nobody has read again in time."""

import datetime as dt

from wagtail.models import Page

from .faults import faults
from .models import TerritorySite


def live_pages(territory) -> list:
    """Published pages of the territory's portal, as what they are."""
    link = TerritorySite.objects.filter(territory=territory).select_related("site__root_page").first()
    if link is None:
        return []
    return list(Page.objects.live().descendant_of(link.site.root_page, inclusive=True).order_by("path").specific())


def outdated(territory, today: dt.date) -> list:
    """Published pages whose day to be read again is past, the oldest first."""
    aged = [page for page in live_pages(territory) if hasattr(page, "check_before") and page.check_before < today]
    return sorted(aged, key=lambda page: page.check_before)


def faulty(territory) -> list[tuple]:
    """Published pages that somebody could not read, with the sentences that say why: they were published before the
    check, or another way."""
    found = [(page, [sentence for _, sentence in faults(page)]) for page in live_pages(territory)]
    return [(page, sentences) for page, sentences in found if sentences]
