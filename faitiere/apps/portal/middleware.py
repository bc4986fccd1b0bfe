from django.utils.csp import CSP

from .actions import follow_editor_role
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
        if territory and not request.path.startswith("/bureau/"):
            link = TerritorySite.objects.filter(territory=territory).select_related("site").first()
            request._wagtail_site = link.site if link else None
            if request.path.startswith("/cms/"):
                follow_editor_role(actor=request.actor)
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            response._csp_config = _EDITOR_POLICY
        return response
