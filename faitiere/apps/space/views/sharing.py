"""Who else opens the space: let in by the household, shown out at once."""

from django.contrib import messages
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases.actions import let_in, show_out
from faitiere.apps.cases.models import SpaceGuest
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.space import find_in_space, space_context
from faitiere.apps.cases.views.people import guests_of
from faitiere.lib.access import signed_in
from faitiere.lib.rates import allowed

from ..forms.sharing import GuestForm

_INVITED_PER_HOUR = 10


def _looked(case, guests) -> None:
    """When each guest last opened the space."""
    users = [guest.person.user_id for guest in guests if guest.person.user_id]
    seen = AuditEvent.objects.filter(case_id=case.pk, actor_id__in=users, verb="space.read")
    last = dict(seen.order_by().values("actor_id").annotate(last=Max("at")).values_list("actor_id", "last"))
    for guest in guests:
        guest.looked_at = last.get(guest.person.user_id)


def _show(request, case, form, status=200):
    guests = guests_of(case)
    _looked(case, guests)
    gone = case.space_guests.exclude(SpaceGuest.active_on(timezone.localdate())).order_by("-valid_to")[:10]
    context = {"form": form, "guests": guests, "gone": gone}
    answer = render(request, "space/sharing.html", space_context(request, case, "space:sharing") | context)
    answer.status_code = status
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sharing(request, case_id):
    """Who may open the space, until when, who looked; and the form that lets somebody in."""
    case, form = find_in_space(request, case_id), GuestForm(request.POST or None)
    if request.method != "POST":
        return _show(request, case, form)
    if not form.is_valid():
        return _show(request, case, form, status=422)
    if not allowed("space-guest", str(request.user.pk), per_hour=_INVITED_PER_HOUR):
        return render(request, "429.html", status=429)
    try:
        guest = let_in(actor=request.actor, case=case, new=form.guest())
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, case, form, status=422)
    messages.success(request, f"Un lien est parti vers {form.cleaned_data['email']} pour {guest.name}.")
    return redirect("space:sharing", case.pk)


@require_POST
@signed_in
def guest_out(request, case_id, guest_id):
    """The guest opens nothing from now on."""
    case = find_in_space(request, case_id, even_archived=True)
    guest = get_object_or_404(case.space_guests, pk=guest_id)
    show_out(actor=request.actor, guest=guest)
    messages.success(request, f"{guest.name} n'ouvre plus votre espace.")
    return redirect("space:sharing", case.pk)
