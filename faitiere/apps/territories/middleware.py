from django.http import HttpResponseNotFound
from django.template.loader import render_to_string
from django.utils import timezone

from faitiere.lib.tenancy import territory_scope

from .models import Host

_WITHOUT_TERRITORY = ("/static/", "/sante/")


class TerritoryMiddleware:
    """Find the territory by host name and open its scope, on its clock; an unknown host gets a plain 404."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(_WITHOUT_TERRITORY):
            return self.get_response(request)
        name = request.get_host().rsplit(":", 1)[0].strip("[]").lower()
        host = Host.objects.select_related("territory").filter(name=name).first()
        if host is None:
            return HttpResponseNotFound(render_to_string("no_territory.html"))
        request.territory = host.territory
        with territory_scope(host.territory), timezone.override(host.territory.time_zone):
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
            return response
