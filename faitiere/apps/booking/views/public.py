"""Booking without an account, on four screens at most: commune and reason, slot, identity, confirmed."""

import datetime as dt
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_safe

from faitiere.apps.cases.communes import in_charge_of, served
from faitiere.apps.cases.rules import Refused
from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.access import public
from faitiere.lib.rates import allowed, visitor_of
from faitiere.lib.visitors import same_for_all

from .. import actions
from ..clock import moment_of, short_moment_of, today_in, zone_of
from ..drafts import read_draft, token_of
from ..enums import Audience
from ..forms import IdentityForm, StartForm
from ..ical import for_household
from ..models import Appointment, Reason
from ..reading import Wanted, find_slots, first_days, offered_reasons, rules_of_territory
from ..shown import chosen_of, days_of, line_of, way_asked, ways_of
from ..slots import nearest
from ..tokens import SEEN, BadLink, read, sign

_HOLDS_PER_HOUR = 40
_BOOKED_PER_HOUR = 15
_AROUND = dt.timedelta(days=7)
HELD = "booking_held"


def _reasons():
    return Reason.objects.filter(closed_at=None, online=True)


def bad_link(request, error: BadLink):
    """The page of a link that cannot be used: a sentence, and where to go."""
    return render(request, "booking/bad_link.html", {"sentence": str(error)}, status=410)


def too_often(request):
    return render(request, "429.html", status=429)


def shown_moment(request, moment: dt.datetime) -> str:
    return moment_of(moment, zone_of(request.territory))


def nearest_lines(request, wanted: Wanted, start: dt.datetime) -> list[dict]:
    """The three free slots nearest to one that was lost."""
    zone = zone_of(request.territory)
    first, last = today_in(zone, start - _AROUND), today_in(zone, start + _AROUND)
    slots = find_slots(wanted, territory=request.territory, first=first, last=last)
    return [line_of(slot, zone) for slot in nearest(slots, start)]


@require_safe
@public
@same_for_all("motif", "commune")
def start(request):
    """First screen: the commune and the reason."""
    form = StartForm(territory=request.territory, reasons=_reasons(), initial=request.GET.dict())
    return start_page(request, form)


def start_page(request, form, status: int = 200):
    is_open = rules_of_territory().online and _reasons().exists()
    context = {"form": form, "communes": served(), "is_open": is_open}
    return render(request, "booking/start.html", context, status=status)


def _wanted(request, form: StartForm) -> Wanted | None:
    """What the first screen asks for; None, with an error on the form, when nobody offers it there."""
    commune, reason = form.cleaned_data["commune"], form.cleaned_data["motif"]
    kind = ProjectKind.CONDOMINIUM if reason.audience == Audience.CONDOMINIUM else ProjectKind.HOUSE
    organisation = in_charge_of(commune, kind)
    if organisation is None:
        form.add_error("commune", f"Aucune structure ne répond encore pour {commune.name}. Appelez-nous.")
        return None
    if not offered_reasons(organisation).filter(pk=reason.pk).exists():
        form.add_error("motif", f"{organisation.name} répond pour {commune.name} et ne propose pas ce motif.")
        return None
    return Wanted(reason, organisation, way_asked(reason, request.GET.get("maniere", "")))


def asked_of(request) -> tuple[StartForm, Wanted | None]:
    """The first screen as the address carries it, and what it asks for; None, with an error on the form, else."""
    form = StartForm(request.GET, territory=request.territory, reasons=_reasons())
    return form, _wanted(request, form) if form.is_valid() else None


@require_http_methods(["GET", "HEAD", "POST"])
@public
def slots(request):
    """Second screen: the slots; the one clicked is kept for ten minutes."""
    if not rules_of_territory().online:
        return redirect("booking:start")
    form, wanted = asked_of(request)
    if wanted is None:
        return start_page(request, form, status=422)
    if request.method == "POST":
        return _hold(request, form, wanted)
    return _slots(request, form, wanted)


def _slots(request, form, wanted: Wanted, *, lost: dict | None = None):
    given = form.cleaned_data
    found, more = first_days(wanted, territory=request.territory, after=parse_date_or_none(request.GET.get("des")))
    query = urlencode({"commune": request.GET.get("commune", ""), "motif": wanted.reason.pk})
    context = {
        "days": days_of(found, zone_of(request.territory), with_place=wanted.way == "place"),
        "more": f"?{query}&maniere={wanted.way}&des={more.isoformat()}" if more else "",
        "ways": ways_of(wanted.reason, wanted.way, query),
        "wanted": wanted,
        "commune": given["commune"],
        "lost": lost,
        "query": query,
        "wait": f"{reverse('booking:wait')}?{query}&maniere={wanted.way}",
    }
    return render(request, "booking/slots.html", context, status=409 if lost else 200)


def parse_date_or_none(text: str | None) -> dt.date | None:
    try:
        return parse_date(text or "")
    except ValueError:
        return None


def _release_former(request) -> None:
    """Who takes another slot gives back the one it held."""
    former = Appointment.objects.filter(pk=request.session.pop(HELD, None)).first()
    if former:
        actions.release(appointment=former)


def keep_slot(request, chosen: actions.Chosen, wanted: Wanted, commune):
    """Hold a slot for this visitor, the one it held being given back, and go on to the third screen.

    Raises `SlotTaken`.
    """
    if not allowed("booking.hold", visitor_of(request), per_hour=_HOLDS_PER_HOUR):
        return too_often(request)
    _release_former(request)
    held = actions.hold(actor=request.actor, chosen=chosen, wanted=wanted, commune=commune)
    request.session[HELD] = str(held.pk)
    return redirect("booking:identity", token_of(held, opening_id=chosen.opening_id))


def _hold(request, form, wanted: Wanted):
    try:
        chosen = chosen_of(request.POST.get("creneau", ""))
        return keep_slot(request, chosen, wanted, form.cleaned_data["commune"])
    except actions.SlotTaken as taken:
        return _slots(request, form, wanted, lost=_lost(request, wanted, str(taken)))


def _lost(request, wanted: Wanted, sentence: str) -> dict:
    """What a page says of a slot that was lost: its moment when it can be read, and the three nearest."""
    try:
        start = chosen_of(request.POST.get("creneau", "")).start
    except actions.SlotTaken:
        return {"sentence": sentence, "nearest": nearest_lines(request, wanted, timezone.now())}
    moment = short_moment_of(start, zone_of(request.territory))
    return {"sentence": sentence, "moment": moment, "nearest": nearest_lines(request, wanted, start)}


@require_http_methods(["GET", "HEAD", "POST"])
@public
def identity(request, token):
    """Third screen: who comes, and the questions of the reason."""
    try:
        draft = read_draft(token)
    except BadLink as error:
        return bad_link(request, error)
    if draft.is_booked:
        return redirect("booking:done", sign(SEEN, draft.held))
    form = IdentityForm(request.POST or None, appointment=draft.shown)
    if request.method != "POST":
        return _identity(request, draft, form)
    if form.is_robot:
        return redirect("booking:start")
    if not form.is_valid():
        return _identity(request, draft, form, status=422)
    return _book(request, draft, form)


def _identity(request, draft, form, *, status: int = 200, lost: dict | None = None):
    context = {
        "form": form,
        "draft": draft,
        "appointment": draft.shown,
        "moment": shown_moment(request, draft.chosen.start),
        "lost": lost,
        "chosen": request.POST.get("creneau", ""),
    }
    return render(request, "booking/identity.html", context, status=status)


def held_again(request, draft) -> Appointment:
    """The slot of the draft, held again when it was given back; another one when the page proposed it."""
    if value := request.POST.get("creneau", ""):
        chosen = chosen_of(value)
        if draft.held:
            actions.release(appointment=draft.held)
        return actions.hold(actor=request.actor, chosen=chosen, wanted=draft.wanted, commune=draft.commune)
    return draft.held or actions.hold(
        actor=request.actor, chosen=draft.chosen, wanted=draft.wanted, commune=draft.commune
    )


def _book(request, draft, form):
    if not allowed("booking.book", visitor_of(request), per_hour=_BOOKED_PER_HOUR):
        return too_often(request)
    asked = form.cleaned_data
    given = actions.Given(
        identity=asked,
        answers=form.answers(),
        address=asked.get("address", ""),
        wants_earlier=asked["wants_earlier"],
    )
    try:
        appointment = actions.book(actor=request.actor, held=held_again(request, draft), given=given)
    except actions.SlotTaken as taken:
        lost = {"sentence": str(taken), "nearest": nearest_lines(request, draft.wanted, draft.chosen.start)}
        lost["moment"] = short_moment_of(draft.chosen.start, zone_of(request.territory))
        return _identity(request, draft, form, status=409, lost=lost)
    except actions.ReasonGone as gone:
        return bad_link(request, BadLink(str(gone)))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _identity(request, draft, form, status=422)
    request.session.pop(HELD, None)
    return redirect("booking:done", sign(SEEN, appointment))


@require_safe
@public
def done(request, token):
    """Last screen: when, where, what to bring, how to change it; nothing of who comes."""
    try:
        appointment, told = read(SEEN, token)
    except BadLink as error:
        return bad_link(request, error)
    changes = told["n"] == appointment.number and appointment.starts_at > timezone.now()
    context = {
        # The page of an appointment as it stands: one that was moved since is changed by its last links.
        "links": actions.links_of(appointment, request.territory) if changes else None,
        "texted": appointment.person and actions.can_be_texted(appointment.person),
        "appointment": appointment,
        "moment": shown_moment(request, appointment.starts_at),
        "token": token,
        "mailed": appointment.person and appointment.person.can_be_written_to,
    }
    return render(request, "booking/done.html", context)


@require_safe
@public
def ics(request, token):
    """The calendar file of an appointment."""
    try:
        appointment, _ = read(SEEN, token)
    except BadLink as error:
        return bad_link(request, error)
    answer = HttpResponse(for_household(appointment), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
    return answer
