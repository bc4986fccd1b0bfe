"""Which host names this site answers to: those of the settings, and those of the territories, opened since or not."""

import time

from django.conf import settings
from django.http import HttpResponseBadRequest
from django.http.request import split_domain_port, validate_host
from django.template.loader import render_to_string

from .models import Host

# An unknown name makes the list be read again, at most once in so long: whoever sends made-up names costs nothing more.
_SECONDS = 5.0


class KnownNames:
    """Names of the territories' hosts, without their folders, as they were a moment ago."""

    def __init__(self):
        self.names: frozenset[str] = frozenset()
        self.read_at: float | None = None

    def __contains__(self, name: str) -> bool:
        if name in self.names:
            return True
        if self.read_at is None or time.monotonic() - self.read_at > _SECONDS:
            self.names = frozenset(one.partition("/")[0] for one in Host.objects.values_list("name", flat=True))
            self.read_at = time.monotonic()
        return name in self.names


class KnownHostMiddleware:
    """Admit the hosts of the territories besides `ALLOWED_HOSTS`; any other name gets a plain refusal.

    A name admitted here is the host of this request alone: without this middleware, Django refuses it as before.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.known = KnownNames()

    def __call__(self, request):
        asked = request._get_raw_host()
        name, _port = split_domain_port(asked)
        if not name or not validate_host(name, settings.ALLOWED_HOSTS):
            if not name or name not in self.known:
                return HttpResponseBadRequest(render_to_string("no_territory.html"))
            request.get_host = lambda: asked
        return self.get_response(request)
