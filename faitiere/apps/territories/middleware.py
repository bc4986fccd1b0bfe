from django.http import HttpResponseNotFound
from django.template.loader import render_to_string
from django.utils import timezone

from faitiere.lib.tenancy import territory_scope

from .models import Host
from .mounting import inside

_WITHOUT_TERRITORY = ("/static/", "/sante/")


def _host_of(request) -> Host | None:
    """The folder of the host when it is that of a territory, else the host."""
    name = request.get_host().rsplit(":", 1)[0].strip("[]").lower()
    folder = request.path_info.lstrip("/").partition("/")[0]
    asked = [f"{name}/{folder}", name] if folder else [name]
    known = {host.name: host for host in Host.objects.select_related("territory").filter(name__in=asked)}
    return next((known[one] for one in asked if one in known), None)


class TerritoryMiddleware:
    """Find the territory by its address and open its scope, on its clock; an unknown host gets a plain 404."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(_WITHOUT_TERRITORY):
            return self.get_response(request)
        host = _host_of(request)
        if host is None:
            return HttpResponseNotFound(render_to_string("no_territory.html"))
        request.territory, folder = host.territory, host.name.partition("/")[2]
        clock = timezone.override(host.territory.time_zone)
        with territory_scope(host.territory), clock, inside(request, folder):
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
            return response
