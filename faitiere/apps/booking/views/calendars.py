"""The actor's own calendars: the secret address of its feed, its calendar on a CalDAV server."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.cases.rules import Refused
from faitiere.lib.access import for_roles

from .. import actions
from ..forms import PeerForm
from ..models import CalendarFeed, CalendarPeer


def _page(request, *, form=None, address: str = "", status: int = 200):
    context = {
        "feed": CalendarFeed.objects.filter(user=request.user).first(),
        "peer": CalendarPeer.objects.filter(user=request.user).first(),
        "hosts": settings.CALDAV_HOSTS,
        "form": form or PeerForm(),
        "address": address,
    }
    return render(request, "booking/desk/calendars.html", context, status=status)


@require_safe
@for_roles(*DESK_ROLES)
def index(request):
    return _page(request)


@require_POST
@for_roles(*DESK_ROLES)
def feed_open(request):
    """A new address, shown this once; the one before stops at once."""
    secret = actions.open_feed(actor=request.actor)
    return _page(request, address=request.territory.absolute(reverse("booking:feed", args=[secret])))


@require_POST
@for_roles(*DESK_ROLES)
def feed_close(request):
    actions.close_feed(actor=request.actor)
    messages.success(request, "L’adresse ne sert plus.")
    return redirect("booking:calendars")


@require_POST
@for_roles(*DESK_ROLES)
def peer_link(request):
    form = PeerForm(request.POST)
    if form.is_valid():
        try:
            actions.link_peer(actor=request.actor, **form.cleaned_data)
            messages.success(request, "Agenda relié. Les rendez-vous y arrivent dans les dix minutes.")
            return redirect("booking:calendars")
        except Refused as refused:
            form.add_error("url", str(refused))
    return _page(request, form=form, status=422)


@require_POST
@for_roles(*DESK_ROLES)
def peer_unlink(request):
    actions.unlink_peer(actor=request.actor)
    messages.success(request, "Agenda délié. Ce qui en avait été lu est effacé.")
    return redirect("booking:calendars")
