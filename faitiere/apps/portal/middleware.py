from collections import OrderedDict
from threading import Lock

from django.conf import settings
from django.utils.csp import CSP

from .actions import follow_editor_role
from .kept import Kept, may_be_kept, shown_alike, version_of
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


class KeptPagesMiddleware:
    """Pages that are the same for all, kept in memory for visitors without a session, under the number they have now.

    Whatever changes what visitors read raises that number (`actions.changed`): a page kept before is never shown after.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages: OrderedDict[tuple, Kept] = OrderedDict()
        self.lock = Lock()

    def __call__(self, request):
        alike = shown_alike(request)
        if alike is None:
            return self.get_response(request)
        asked = (request.get_full_path(), alike.apart(request))
        key = (request.territory.pk, version_of(request.territory), *asked)
        if kept := self.pages.get(key):
            return kept.answer(request)
        response = self.get_response(request)
        if hasattr(response, "render"):
            response.render()
        if may_be_kept(response):
            self._keep(key, Kept.of(response))
        return response

    def _keep(self, key, page: Kept) -> None:
        with self.lock:
            self.pages[key] = page
            while len(self.pages) > settings.PORTAL_KEPT_PAGES:
                self.pages.popitem(last=False)
