"""Who waits for a slot: joins the list, takes the one that was freed, leaves; and the list as the desk reads it."""

import datetime as dt
import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.cases.communes import label
from faitiere.lib.access import for_roles, public
from faitiere.lib.rates import allowed, visitor_of

from .. import actions
from ..enums import Way
from ..forms import WaitingForm
from ..models import WaitingRequest
from ..permissions import waiting_seen_by
from ..reading import Wanted, rules_of_territory
from ..tokens import FREED, LEAVE, BadLink, read_waiting
from .public import asked_of, bad_link, keep_slot, shown_moment, start_page, too_often

_JOINED_PER_HOUR = 10


def _slots_address(asked: dict) -> str:
    return f"{reverse('booking:slots')}?{urlencode(asked)}"


@require_http_methods(["GET", "HEAD", "POST"])
@public
def wait(request):
    """Ask to be told when a slot is freed, for what the second screen was asked."""
    if not rules_of_territory().online:
        return redirect("booking:start")
    asked, wanted = asked_of(request)
    if wanted is None:
        return start_page(request, asked, status=422)
    form = WaitingForm(request.POST or None)
    commune = asked.cleaned_data["commune"]
    shown = {
        "form": form,
        "wanted": wanted,
        "way": Way(wanted.way).label,
        "commune": commune,
        "slots": _slots_address(request.GET.dict()),
    }
    if request.method != "POST":
        return render(request, "booking/wait.html", shown)
    if form.is_robot:
        return redirect("booking:start")
    if not form.is_valid():
        return render(request, "booking/wait.html", shown, status=422)
    return _join(request, form, wanted, commune)


def _join(request, form: WaitingForm, wanted: Wanted, commune):
    """On the list; whoever was on it already reads the same page, so that nobody learns it of somebody else."""
    if not allowed("booking.wait", visitor_of(request), per_hour=_JOINED_PER_HOUR):
        return too_often(request)
    given = form.cleaned_data
    who = actions.Waiter(name=given["name"], email=given["email"], phone=given.get("phone", ""))
    actions.wait_for_place(actor=request.actor, wanted=wanted, commune=commune, who=who)
    return render(request, "booking/waiting.html", {"wanted": wanted, "who": who})


@require_http_methods(["GET", "HEAD", "POST"])
@public
def freed(request, token):
    """A freed slot: the first to click holds it, and goes on to the third screen."""
    try:
        waiting, told = read_waiting(FREED, token)
    except BadLink as error:
        return bad_link(request, error)
    chosen = actions.Chosen(uuid.UUID(told["o"]), dt.datetime.fromisoformat(told["s"]))
    shown = {
        "waiting": waiting,
        "moment": shown_moment(request, chosen.start),
        "slots": _slots_address(
            {"commune": label(waiting.commune), "motif": waiting.reason_id, "maniere": waiting.way}
        ),
    }
    if request.method != "POST":
        return render(request, "booking/freed.html", shown)
    wanted = Wanted(waiting.reason, waiting.organisation, waiting.way)
    try:
        return keep_slot(request, chosen, wanted, waiting.commune)
    except actions.SlotTaken:
        return render(request, "booking/freed.html", shown | {"gone": True}, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def leave(request, token):
    """One button, once."""
    try:
        waiting, _ = read_waiting(LEAVE, token)
    except BadLink as error:
        return bad_link(request, error)
    if request.method == "POST":
        actions.leave_waiting(actor=request.actor, waiting=waiting)
    return render(request, "booking/leave.html", {"waiting": waiting, "left": request.method == "POST"})


@require_safe
@for_roles(*DESK_ROLES)
def index(request):
    """Who waits, the first come first."""
    rows = waiting_seen_by(request.actor).select_related("reason", "organisation", "commune")
    return render(request, "booking/desk/waiting.html", {"rows": rows.order_by("reason__name", "joined_at", "pk")})


@require_POST
@for_roles(*DESK_ROLES)
def remove(request, waiting_id):
    """Taken off the list: called meanwhile, or at its own request."""
    found: WaitingRequest = get_object_or_404(waiting_seen_by(request.actor), pk=waiting_id)
    actions.leave_waiting(actor=request.actor, waiting=found)
    messages.success(request, f"{found.name} n’attend plus.")
    return redirect("booking:waiting")
