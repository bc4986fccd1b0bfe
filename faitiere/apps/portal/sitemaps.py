"""Every address of a territory that everyone may read, in parts of a bounded size."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.module_loading import import_string
from wagtail.models import Page

from faitiere.lib.sitemaps import Addresses

from .context import address_of, offered_routes
from .enums import Audience
from .models import ResourceIndexPage

# The protocol admits 50,000 (sitemaps.org, « Sitemap index »): smaller parts are made in a moment.
PART = 10_000


def _pages(request) -> Addresses:
    """The rooms of the portal, its public pages, and the national pages it borrows."""
    told = [(address_of(route), None) for route in offered_routes() if address_of(route)]
    site = request._wagtail_site
    if site is None:
        return Addresses(told, lambda one: one)
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=False).order_by("path")
    told += [(one.get_url(request), one.last_published_at) for one in pages]
    for index in ResourceIndexPage.objects.live().public().descendant_of(site.root_page):
        borrowed = index.borrowed().filter(audience=Audience.EVERYONE).order_by("slug")
        told += [(index.address_of(one), one.last_published_at) for one in borrowed]
    return Addresses(told, lambda one: one)


def sources(request) -> list[Addresses]:
    """What the portal and each app below give."""
    return [_pages(request), *(import_string(path)() for path in settings.PORTAL_ADDRESSES)]


def parts(given: list[Addresses]) -> int:
    """How many parts hold everything; at least one."""
    return max(1, -(-sum(one.count() for one in given) // PART))


def part(given: list[Addresses], number: int, *, territory) -> Iterator[tuple[str, object]]:
    """Full addresses of one part, the first being 1, each with the day of its last change."""
    root, prefix = territory.absolute(reverse("home")), get_script_prefix()
    skipped, wanted = (number - 1) * PART, PART
    for source in given:
        count = source.count()
        if skipped >= count:
            skipped -= count
            continue
        for row in source.rows[skipped : skipped + wanted]:
            path, changed = source.told(row)
            yield root + path.removeprefix(prefix), changed
        wanted -= min(wanted, count - skipped)
        skipped = 0
        if not wanted:
            return
