"""The simulator inside somebody else's site: one page that sites named by the territory may frame, without cookies."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.enums import Role
from faitiere.lib.access import for_roles, public
from faitiere.lib.rates import allowed, visitor_of

from .. import actions
from ..forms import AidsForm, SiteForm
from ..models import EmbeddingSite
from .simulation import answered

_READS_PER_HOUR = 300


def _framed_by(origins: list[str]) -> dict:
    """The policy of the site, with those that may frame this page; nobody when none is named."""
    return settings.SECURE_CSP | {"frame-ancestors": origins or [CSP.NONE]}


@require_safe
@xframe_options_exempt
@public
def embedded(request):
    """The ten questions and the result, nothing else; what keeps or sends opens the site of the guichet."""
    if request.GET and not allowed("aids", visitor_of(request), per_hour=_READS_PER_HOUR):
        return render(request, "429.html", status=429)
    form = AidsForm(request.GET or None, territory=request.territory)
    response = render(request, "portal/embedded.html", answered(request, form), status=422 if form.errors else 200)
    response._csp_config = _framed_by(list(EmbeddingSite.objects.values_list("origin", flat=True)))
    return response


@require_http_methods(["GET", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def sites(request):
    """The line to paste, and the sites that may show it."""
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        site = actions.allow_site(actor=request.actor, origin=form.cleaned_data["origin"])
        messages.success(request, f"{site.origin} peut montrer le simulateur.")
        return redirect("portal:embedding")
    address = request.territory.absolute(reverse("portal:embedded"))
    context = {"form": form, "sites": EmbeddingSite.objects.select_related("added_by"), "address": address}
    return render(request, "portal/embedding.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def remove(request, site_id):
    site = get_object_or_404(EmbeddingSite, pk=site_id)
    actions.forbid_site(actor=request.actor, site=site)
    messages.success(request, f"{site.origin} ne peut plus montrer le simulateur.")
    return redirect("portal:embedding")
