"""A bare Django site with a public page of fifty rows; its settings are those of the bare desk."""

import functools

from django.template import engines
from django.urls import path

from benchmarks.desk_site.bare import *  # noqa: F403

ROOT_URLCONF = "benchmarks.public_site.bare"
_PAGE = """<!doctype html><title>Communes</title><p>{{ user }}</p><table>{% for commune in communes %}<tr>
<th><a href="/{{ commune.pk }}/">{{ commune.name }}</a></th><td>{{ commune.postcodes }}</td>
<td>{{ commune.population }}</td></tr>{% endfor %}</table>"""


@functools.cache
def _page():
    return engines["django"].from_string(_PAGE)


def fifty_rows(request):
    """Fifty communes, who is signed in (nobody)."""
    from django.http import HttpResponse

    from faitiere.apps.territories.models import Commune

    rows = list(Commune.objects.defer("contour").order_by("pk")[:50])
    return HttpResponse(_page().render({"communes": rows, "user": request.user}))


urlpatterns = [path("", fifty_rows)]
