"""URL map. Addresses are in French, as people read them; the portal's pages come last."""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern

from faitiere.apps.portal.views import pages as portal_pages
from faitiere.lib.health import health

urlpatterns = [
    path("sante/", health, name="health"),
    path("compte/", include("allauth.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("", include("faitiere.apps.territories.urls")),
    path("", include("faitiere.apps.accounts.urls")),
    path("", include("faitiere.apps.audit.urls")),
    path("", include("faitiere.apps.notifications.urls")),
    path("", include("faitiere.apps.contacts.urls")),
    path("", include("faitiere.apps.cases.urls")),
    path("", include("faitiere.apps.local_aids.urls")),
    path("", include("faitiere.apps.assemblies.urls")),
    path("", include("faitiere.apps.studies.urls")),
    path("", include("faitiere.apps.reviews.urls")),
    path("", include("faitiere.apps.legal.urls")),
    path("", include("faitiere.apps.steering.urls")),
    path("", include("faitiere.apps.booking.urls")),
    path("", include("faitiere.apps.events.urls")),
    path("", include("faitiere.apps.references.urls")),
    path("", include("faitiere.apps.condominiums.urls")),
    path("", include("faitiere.apps.directory.urls")),
    path("", include("faitiere.apps.space.urls")),
    path("", include("faitiere.apps.portal.urls")),
    path("", portal_pages.page, {"path": ""}, name="home"),
    path("documents/<int:number>/<str:name>", portal_pages.document, name="wagtaildocs_serve"),
    re_path(serve_pattern, portal_pages.page, name="wagtail_serve"),
]
