from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.http import HttpResponse
from django.utils.csp import CSP
from django.utils.text import compress_string

from .actions import follow_editor_role
from .kept import may_be_kept, may_be_shown, version_of
from .models import TerritorySite

# The Wagtail editor needs inline styles and scripts; only people who edit pages reach it.
_EDITOR_POLICY = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
}


class PortalSiteMiddleware:
    """Tell Wagtail which site to serve: that of the territory, whatever the host name or the port."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        territory = getattr(request, "territory", None)
        if territory and not request.path_info.startswith("/bureau/"):
            link = TerritorySite.objects.filter(territory=territory).select_related("site__root_page").first()
            request._wagtail_site = link.site if link else None
            if request.path_info.startswith("/cms/"):
                follow_editor_role(actor=request.actor)
        response = self.get_response(request)
        if request.path_info.startswith("/cms/"):
            # A preview is the answer of the page itself: its own policy lets nobody frame it, not even the editor.
            response.headers.pop("Content-Security-Policy", None)
            response._csp_config = _EDITOR_POLICY
        return response


@dataclass(frozen=True)
class _Kept:
    """A page as it was sent: its content, compressed and not, and its policy."""

    plain: bytes
    zipped: bytes
    policy: dict

    def answer(self, request) -> HttpResponse:
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(self.zipped if zipped else self.plain)
        response.headers["Vary"] = "Accept-Encoding, Cookie"
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
        response._csp_config = self.policy
        return response


class KeptPagesMiddleware:
    """Pages of the portal kept in memory for visitors without a session, under the number their territory has now.

    Whatever changes what visitors read raises that number (`actions.changed`): a page kept before is never shown after.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages: OrderedDict[tuple, _Kept] = OrderedDict()
        self.lock = Lock()

    def __call__(self, request):
        if not may_be_shown(request):
            return self.get_response(request)
        version = version_of(request.territory)
        key = (request.territory.pk, version, request.get_full_path())
        if kept := self.pages.get(key):
            return kept.answer(request)
        response = self.get_response(request)
        if may_be_kept(request, response):
            response.render()
            self._keep(key, response)
        return response

    def _keep(self, key, response) -> None:
        plain = response.content
        policy = getattr(response, "_csp_config", settings.SECURE_CSP)
        with self.lock:
            self.pages[key] = _Kept(plain, compress_string(plain), policy)
            while len(self.pages) > settings.PORTAL_KEPT_PAGES:
                self.pages.popitem(last=False)
