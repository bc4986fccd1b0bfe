"""Settings and routes of a bare Django site: the middleware of `startproject`, one page of fifty rows, no more."""

import functools

from django.template import engines
from django.urls import path

from faitiere.config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.desk_site.bare"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # sign-in needs it
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"context_processors": []}}]
ALLOWED_HOSTS = ["*"]
_PAGE = """<!doctype html><title>Dossiers</title><p>{{ user }}</p><table>{% for case in cases %}<tr>
<th><a href="/{{ case.pk }}/">{{ case.title }}</a> {{ case.number }}</th><td>{{ case.next_step_on|date:"j M Y" }}
{{ case.next_step }}</td><td>{{ case.stage }}</td><td>{{ case.home.get_kind_display }}, {{ case.home.commune }}</td>
<td>{{ case.advisor }}</td><td>{{ case.last_contact_at|date:"j M Y" }}</td><td>{{ case.opened_at|date:"j M Y" }}</td>
</tr>{% endfor %}</table>"""


@functools.cache
def _page():
    return engines["django"].from_string(_PAGE)


def fifty_rows(request):
    """Fifty cases of a territory with what the list shows of them, the person signed in."""
    from django.http import HttpResponse

    from faitiere.apps.cases.models import Case
    from faitiere.apps.territories.models import Territory
    from faitiere.lib.tenancy import territory_scope

    with territory_scope(Territory.objects.get(slug="t0")):
        cases = Case.objects.select_related("home__commune", "stage", "advisor").defer("home__commune__contour")
        rows = list(cases.order_by("opened_at", "pk")[:50])
    return HttpResponse(_page().render({"cases": rows, "user": request.user}))


urlpatterns = [path("", fifty_rows)]
