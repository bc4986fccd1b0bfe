"""Which answers are the same for every visitor, under which number they are kept, and how they are given again."""

import re
import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.text import compress_string

from faitiere.lib.visitors import SameForAll

from .models import TerritorySite

# What no number tells (an event that ends, a commune renamed by the reference data) is never older than this.
_SECONDS = 60
# Where a page holds the proof that a form was sent from it: each visitor's own.
_TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w{64}|(?<=name="csrf-token" content=")\w{64}')


def shown_alike(request) -> SameForAll | None:
    """How the page asked is the same for all; None when it is not, or when the visitor has a session."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    if request.method != "GET" or not hasattr(request, "territory") or signed_in:
        return None
    try:
        alike = getattr(resolve(request.path_info).func, "same_for_all", None)
    except Resolver404:
        return None
    return alike if alike and alike.parameters.issuperset(request.GET) else None


def version_of(territory) -> tuple:
    """All that decides what a visitor reads besides the address: data and pages, territory, its look, the minute."""
    number = TerritorySite.objects.filter(territory=territory).values_list("version", flat=True).first()
    own = (territory.name, territory.phone, territory.email, territory.look_version)
    return (number, own, timezone.localdate(), int(time.time()) // _SECONDS)


def may_be_kept(response) -> bool:
    """A page, found, that sets no cookie; that of the forms is set again for each visitor."""
    return (
        response.status_code == 200
        and not response.streaming
        and response.headers["Content-Type"].startswith("text/html")
        and not response.cookies
    )


@dataclass(frozen=True)
class Kept:
    """A page as it was sent, cut where each visitor's token goes; compressed when it holds none."""

    pieces: tuple[bytes, ...]
    zipped: bytes | None
    policy: dict

    @classmethod
    def of(cls, response) -> "Kept":
        pieces = tuple(_TOKEN.split(response.content))
        zipped = compress_string(pieces[0]) if len(pieces) == 1 else None
        return cls(pieces, zipped, getattr(response, "_csp_config", settings.SECURE_CSP))

    def answer(self, request) -> HttpResponse:
        zipped = self.zipped if "gzip" in request.headers.get("Accept-Encoding", "") else None
        response = HttpResponse(zipped or self._whole(request))
        response.headers["Vary"] = "Accept-Encoding, Cookie"
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
        response._csp_config = self.policy
        return response

    def _whole(self, request) -> bytes:
        return self.pieces[0] if len(self.pieces) == 1 else get_token(request).encode().join(self.pieces)
