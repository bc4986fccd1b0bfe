"""Appointments in the project space: seen, taken, moved and cancelled by the household, or by the council."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.cases.permissions import people_of_account
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.space import SpaceBlock, find_page, is_closed, space_context
from faitiere.lib.access import signed_in
from faitiere.lib.rates import allowed

from .. import actions
from ..agenda import line_of
from ..clock import moment_of, zone_of
from ..drafts import read_draft, token_of
from ..enums import AppointmentStatus
from ..forms import QuestionsForm
from ..models import Appointment
from ..permissions import appointments_of_space
from ..reading import Wanted, first_days, offered_reasons, rules_of_territory
from ..shown import chosen_of, days_of, way_asked, ways_of
from ..tokens import BadLink
from .links import slots_to_move
from .public import bad_link, held_again, nearest_lines, parse_date_or_none, shown_moment, too_often

TAB = "booking:space"
_HOLDS_PER_HOUR = 40


def _lines(request, appointments) -> list[dict]:
    zone, now = zone_of(request.territory), timezone.now()
    return [
        {"line": line_of(one, zone, now), "moment": moment_of(one.starts_at, zone), "is_open": one.starts_at > now}
        for one in appointments
    ]


@require_safe
@signed_in
def index(request, case_id):
    """What is to come, and what took place."""
    case = find_page(request, case_id, TAB)
    found, now = appointments_of_space(request.actor, case).in_full(), timezone.now()
    context = {
        "coming": _lines(request, found.filter(ends_at__gt=now, status=AppointmentStatus.BOOKED)),
        "past": _lines(request, found.filter(ends_at__lte=now).order_by("-starts_at")[:20]),
        "is_open": rules_of_territory().online,
    }
    return render(request, "booking/space.html", space_context(request, case, TAB) | context)


def _own(request, case_id, appointment_id) -> tuple:
    case = find_page(request, case_id, TAB)
    return case, get_object_or_404(appointments_of_space(request.actor, case).in_full(), pk=appointment_id)


@require_POST
@signed_in
def cancel(request, case_id, appointment_id):
    case, appointment = _own(request, case_id, appointment_id)
    try:
        if appointment.starts_at <= timezone.now():
            raise Refused("Ce rendez-vous a commencé. Appelez-nous.")
        actions.cancel(actor=request.actor, appointment=appointment)
        messages.success(request, "Rendez-vous annulé. Votre conseiller est prévenu.")
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect(TAB, case.pk)


@require_POST
@signed_in
def wait(request, case_id, appointment_id):
    """Ask for an earlier slot, or no longer."""
    case, appointment = _own(request, case_id, appointment_id)
    waits = not appointment.wants_earlier
    actions.wait_for_earlier(actor=request.actor, appointment=appointment, waits=waits)
    said = "Nous vous écrirons si un créneau se libère plus tôt." if waits else "Vous n’attendez plus de créneau."
    messages.success(request, said)
    return redirect(TAB, case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def move(request, case_id, appointment_id):
    case, appointment = _own(request, case_id, appointment_id)
    lost = None
    if request.method == "POST":
        try:
            chosen = chosen_of(request.POST.get("creneau", ""))
            actions.move(actor=request.actor, appointment=appointment, chosen=chosen)
            messages.success(request, "Rendez-vous déplacé.")
            return redirect(TAB, case.pk)
        except actions.SlotTaken as taken:
            wanted = actions.wanted_again(appointment)
            lost = {"sentence": str(taken), "nearest": nearest_lines(request, wanted, appointment.starts_at)}
        except Refused as refused:
            messages.warning(request, str(refused))
            return redirect(TAB, case.pk)
    context = space_context(request, case, TAB) | slots_to_move(request, appointment)
    context |= {"appointment": appointment, "moment": shown_moment(request, appointment.starts_at), "lost": lost}
    return render(request, "booking/space_move.html", context, status=409 if lost else 200)


def _wanted(request, case) -> tuple[Wanted | None, list]:
    reasons = list(offered_reasons(case.organisation, project_kinds=("all", case.project_kind)))
    asked = request.GET.get("motif", "")
    reason = next((one for one in reasons if str(one.pk) == asked), reasons[0] if reasons else None)
    if reason is None or not rules_of_territory().online:
        return None, []
    return Wanted(reason, case.organisation, way_asked(reason, request.GET.get("maniere", ""))), reasons


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request, case_id):
    """The reasons of one's organisation, and their free slots."""
    case = find_page(request, case_id, TAB)
    wanted, reasons = _wanted(request, case)
    if request.method == "POST" and wanted:
        if not allowed("booking.hold", str(request.user.pk), per_hour=_HOLDS_PER_HOUR):
            return too_often(request)
        start = timezone.now()
        try:
            chosen = chosen_of(request.POST.get("creneau", ""))
            start = chosen.start
            held = actions.hold(actor=request.actor, chosen=chosen, wanted=wanted, commune=case.home.commune)
            return redirect("booking:space_confirm", case.pk, token_of(held, opening_id=chosen.opening_id))
        except actions.SlotTaken as taken:
            near = nearest_lines(request, wanted, start)
            return _new(request, case, wanted, reasons=reasons, lost={"sentence": str(taken), "nearest": near})
    return _new(request, case, wanted, reasons=reasons)


def _new(request, case, wanted: Wanted | None, *, reasons: list, lost: dict | None = None):
    context = space_context(request, case, TAB) | {"wanted": wanted, "reasons": reasons, "lost": lost}
    if wanted:
        after = parse_date_or_none(request.GET.get("des"))
        found, more = first_days(wanted, territory=request.territory, after=after)
        query = urlencode({"motif": wanted.reason.pk})
        context |= {
            "days": days_of(found, zone_of(request.territory), with_place=wanted.way == "place"),
            "ways": ways_of(wanted.reason, wanted.way, query),
            "more": f"?{query}&maniere={wanted.way}&des={more.isoformat()}" if more else "",
        }
    return render(request, "booking/space_new.html", context, status=409 if lost else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm(request, case_id, token):
    """The questions of the reason, then the appointment: who comes is known already."""
    case = find_page(request, case_id, TAB)
    try:
        draft = read_draft(token)
    except BadLink as error:
        return bad_link(request, error)
    if draft.is_booked:
        return redirect(TAB, case.pk)
    initial = {"address": str(case.home)}
    form = QuestionsForm(request.POST or None, appointment=draft.shown, initial=initial)
    lost = None
    if request.method == "POST" and form.is_valid():
        try:
            _book(request, case, draft, form=form)
            messages.success(request, "Votre rendez-vous est pris.")
            return redirect(TAB, case.pk)
        except actions.SlotTaken as taken:
            lost = {"sentence": str(taken), "nearest": nearest_lines(request, draft.wanted, draft.chosen.start)}
        except Refused as refused:
            form.add_error(None, str(refused))
    context = space_context(request, case, TAB) | {"form": form, "draft": draft, "appointment": draft.shown}
    context |= {"moment": shown_moment(request, draft.chosen.start), "lost": lost}
    return render(request, "booking/space_confirm.html", context, status=422 if form.errors or lost else 200)


def _book(request, case, draft, *, form) -> Appointment:
    given = actions.Given(
        answers=form.answers(),
        address=form.cleaned_data.get("address", ""),
        wants_earlier=form.cleaned_data["wants_earlier"],
        case=case,
        person=people_of_account(case, request.user).first().person,
    )
    return actions.book(actor=request.actor, held=held_again(request, draft), given=given)


def next_appointment(request, case) -> SpaceBlock | None:
    """The card of the home page of the space (`settings.SPACE_BLOCKS`): the next appointment."""
    if is_closed(case, TAB):
        return None
    coming = appointments_of_space(request.actor, case).upcoming().in_full().order_by("starts_at").first()
    if coming is None:
        return None
    moment = moment_of(coming.starts_at, zone_of(request.territory))
    return SpaceBlock("booking/space_card.html", {"case": case, "appointment": coming, "moment": moment})
