"""Which answers are the same for every visitor, and under which number they are kept."""

import time

from django.conf import settings
from django.db.models import Count, Max
from django.template.response import TemplateResponse
from django.utils import timezone

from faitiere.apps.territories.models import ServedCommune

from .blocks import OFFERED_BLOCKS
from .filters import CRITERIA
from .models import TerritorySite

_PARAMETERS = frozenset({*CRITERIA, "mot"})
_OFFERED = frozenset(name for name, _block in OFFERED_BLOCKS)
# What no number tells (a commune renamed by the reference data) is never older than this.
_SECONDS = 300


def may_be_shown(request) -> bool:
    """A visitor without a session reads an address that only names a page and its filters."""
    return (
        request.method == "GET"
        and hasattr(request, "territory")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path_info.startswith(
            ("/cms/", "/compte/", "/bureau/", "/territoire/", "/media/", "/documents/")
        )
        and set(request.GET) <= _PARAMETERS
    )


def version_of(territory) -> tuple:
    """All that decides what a visitor reads besides the address: pages, look, menu, territory, communes, day."""
    served = ServedCommune.objects.aggregate(
        count=Count("pk"), ended=Count("valid_to"), first=Max("valid_from"), last=Max("valid_to")
    )
    number = TerritorySite.objects.filter(territory=territory).values_list("version", flat=True).first()
    own = (territory.name, territory.phone, territory.email, territory.look_version)
    return (number, own, tuple(served.values()), timezone.localdate(), int(time.time()) // _SECONDS)


def may_be_kept(request, response) -> bool:
    """A page of the portal, found, that sets no cookie and holds no block of another app."""
    page = (getattr(response, "context_data", None) or {}).get("page")
    return (
        isinstance(response, TemplateResponse)
        and page is not None
        and response.status_code == 200
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not _OFFERED & {block.block_type for block in getattr(page, "body", None) or []}
    )
