"""Events are typed and read in the time zone of their territory, whatever that of the server."""

import functools
import zoneinfo
from collections.abc import Callable

from django.utils import timezone


def zone_of(territory) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(territory.time_zone)


def local(view: Callable) -> Callable:
    """The view, its dates read and written in the time zone of the territory of the request."""

    @functools.wraps(view)
    def in_zone(request, *args, **kwargs):
        with timezone.override(zone_of(request.territory)):
            return view(request, *args, **kwargs)

    return in_zone
