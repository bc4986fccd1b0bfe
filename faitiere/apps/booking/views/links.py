"""What the links of a mail open: move, cancel, take an earlier slot. Opening one changes nothing; its button does."""

import datetime as dt
import uuid

from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.cases.rules import Refused
from faitiere.lib.access import public

from .. import actions
from ..clock import zone_of
from ..enums import KEPT
from ..ical import feed
from ..models import Appointment, CalendarFeed
from ..reading import first_days
from ..shown import chosen_of, days_of
from ..tokens import CANCEL, EARLIER, MOVE, SEEN, BadLink, hash_of, read, sign
from .public import bad_link, nearest_lines, parse_date_or_none, shown_moment

_FEED_PAST = dt.timedelta(days=30)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def cancel(request, token):
    """One button, once."""
    try:
        appointment, _ = read(CANCEL, token)
        if request.method == "POST":
            actions.cancel(actor=request.actor, appointment=appointment)
            return render(request, "booking/cancelled.html", {"appointment": appointment})
    except BadLink as error:
        return bad_link(request, error)
    except Refused as refused:
        return bad_link(request, BadLink(str(refused)))
    context = {"appointment": appointment, "moment": shown_moment(request, appointment.starts_at)}
    return render(request, "booking/cancel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def move(request, token):
    """The free slots; the one clicked replaces the appointment."""
    try:
        appointment, _ = read(MOVE, token)
    except BadLink as error:
        return bad_link(request, error)
    if request.method != "POST":
        return _move(request, appointment)
    try:
        chosen = chosen_of(request.POST.get("creneau", ""))
        moved = actions.move(actor=request.actor, appointment=appointment, chosen=chosen)
    except actions.SlotTaken as taken:
        return _move(request, appointment, lost={"sentence": str(taken)})
    except Refused as refused:
        return bad_link(request, BadLink(str(refused)))
    return redirect("booking:done", sign(SEEN, moved))


def slots_to_move(request, appointment: Appointment, *, desk: bool = False) -> dict:
    """What a page that moves an appointment shows: days of free slots, and where to go on."""
    wanted = actions.wanted_again(appointment, desk=desk)
    found, more = first_days(wanted, territory=request.territory, after=parse_date_or_none(request.GET.get("des")))
    days = days_of(found, zone_of(request.territory), desk=desk, with_place=appointment.way == "place")
    return {"days": days, "more": f"?des={more.isoformat()}" if more else "", "wanted": wanted}


def _move(request, appointment: Appointment, *, lost: dict | None = None):
    if lost:
        wanted = actions.wanted_again(appointment)
        lost |= {"nearest": nearest_lines(request, wanted, appointment.starts_at)}
    context = slots_to_move(request, appointment) | {
        "appointment": appointment,
        "moment": shown_moment(request, appointment.starts_at),
        "lost": lost,
    }
    return render(request, "booking/move.html", context, status=409 if lost else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def earlier(request, token):
    """A freed slot: the first to click has it; the others keep their appointment and are told so."""
    try:
        appointment, told = read(EARLIER, token)
    except BadLink as error:
        return bad_link(request, error)
    chosen = actions.Chosen(uuid.UUID(told["o"]), dt.datetime.fromisoformat(told["s"]))
    context = {
        "appointment": appointment,
        "moment": shown_moment(request, chosen.start),
        "now": shown_moment(request, appointment.starts_at),
    }
    if request.method != "POST":
        return render(request, "booking/earlier.html", context)
    try:
        moved = actions.move(actor=request.actor, appointment=appointment, chosen=chosen)
    except Refused:
        return render(request, "booking/earlier.html", context | {"gone": True}, status=409)
    return redirect("booking:done", sign(SEEN, moved))


@require_safe
@public
def calendar_feed(request, token):
    """The agenda of an advisor for its own calendar, while it works here; anything else is not found."""
    kept = CalendarFeed.objects.select_related("user").filter(token_hash=hash_of(token)).first()
    if kept is None or not actor_for(kept.user, request.territory).is_staff:
        return HttpResponseNotFound("Cette adresse d’agenda n’existe pas ou ne sert plus.", content_type="text/plain")
    since = timezone.now() - _FEED_PAST
    mine = Appointment.objects.filter(advisor=kept.user, status__in=KEPT, ends_at__gt=since).in_full()

    def link_of(one: Appointment) -> str:
        return request.territory.absolute(reverse("booking:appointment", args=[one.pk]))

    answer = HttpResponse(feed(mine, link_of=link_of), content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=300"
    return answer
