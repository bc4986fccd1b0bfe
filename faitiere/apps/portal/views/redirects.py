"""Old addresses of the territory's site and where they lead, for who publishes on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.contrib.redirects.models import Redirect

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions
from ..desk_forms import RedirectForm
from ..enums import EditorLevel
from ..models import TerritorySite
from ..permissions import editing_level

_PAGE = 50


def _refused(request):
    """Where somebody who does not publish here, or a territory without a portal, is sent; None for the others."""
    site = TerritorySite.objects.filter(territory=request.territory).exists()
    if site and editing_level(request.actor) == EditorLevel.PUBLISHES:
        return None
    messages.warning(request, "Seule une personne qui publie sur le portail change les redirections.")
    return redirect("portal:hub")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def redirects(request):
    """The redirections of this site, made by hand or by a page that moved, and a form for one more."""
    if refused := _refused(request):
        return refused
    form = RedirectForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        made = actions.add_redirect(actor=request.actor, site=request._wagtail_site, **form.told())
        messages.success(request, f"{made.old_path} mène maintenant à sa nouvelle page.")
        return redirect("portal:redirects")
    rows = Redirect.objects.filter(site=request._wagtail_site).select_related("redirect_page").order_by("old_path")
    context = {"form": form, "page": Paginator(rows, _PAGE).get_page(request.GET.get("page"))}
    return render(request, "portal/desk/redirects.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def redirect_remove(request, number):
    """The old address leads nowhere again."""
    if refused := _refused(request):
        return refused
    found = get_object_or_404(Redirect, pk=number, site=request._wagtail_site)
    actions.remove_redirect(actor=request.actor, redirect=found)
    messages.success(request, f"{found.old_path} ne mène plus nulle part.")
    return redirect("portal:redirects")
