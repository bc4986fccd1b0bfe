from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.lib.access import for_roles, signed_in

from .. import actions
from ..enums import Role
from ..forms import ReasonToSeeForm
from ..middleware import SEEING
from ..models import Impersonation
from ..permissions import can_see_as
from .people import managed

_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN, Role.MANAGER)
def see_as(request, membership_id):
    """Look at a colleague's screens, for a reason it will read."""
    seen = managed(request, membership_id).user
    if not can_see_as(request.actor, seen):
        raise PermissionDenied
    form = ReasonToSeeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return begin(request, seen=seen, reason=form.cleaned_data["reason"])
    return show_reason_form(request, form=form, seen=seen)


def show_reason_form(request, *, form, seen):
    """What a visit is, and the question of its reason."""
    context = {"form": form, "seen": seen, "minutes": settings.IMPERSONATION_MINUTES}
    return render(request, "accounts/see_as.html", context, status=422 if form.errors else 200)


def begin(request, *, seen, reason: str, case_id=None):
    """Start and go where the person lands."""
    visit = actions.start_seeing(actor=request.actor, seen=seen, reason=reason, case_id=case_id)
    request.session[SEEING] = str(visit.pk)
    return redirect("accounts:home")


@require_POST
@signed_in
def stop_seeing(request):
    """Back to oneself."""
    visit = getattr(request, "visit", None)
    if visit is None:
        raise Http404
    actions.stop_seeing(actor=request.actor, visit=visit)
    del request.session[SEEING]
    messages.success(request, f"Vous ne voyez plus les écrans de {visit.seen}.")
    return redirect("cases:people", visit.case_id) if visit.case_id else redirect("accounts:people")


@require_safe
@signed_in
def seen(request):
    """Who looked at my screens, when and why."""
    visits = Impersonation.objects.filter(seen=request.user).select_related("by")[:_SHOWN]
    return render(request, "accounts/seen.html", {"visits": visits})
