"""The agenda of the desk: the day, the week, an appointment, a new one for a case."""

import datetime as dt
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.permissions import visible_to
from faitiere.apps.cases.rules import Refused
from faitiere.lib.access import for_roles

from .. import actions
from ..agenda import day_fact, days_of, monday_of
from ..clock import moment_of, today_in, zone_of
from ..enums import AppointmentStatus, Way
from ..forms import CaseChoiceForm, FreeForm, WhereForm
from ..models import Appointment
from ..permissions import advisors_seen_by, appointments_seen_by, organisations_of, waiting_seen_by
from ..reading import Wanted, first_days, offered_reasons
from ..shown import chosen_of, way_asked, ways_of
from ..shown import days_of as slot_days
from .links import slots_to_move
from .public import parse_date_or_none

# Ways to meet whose place is said by the desk.
_SAID = {Way.VIDEO, Way.HOME}
_LENGTHS = {"jour": 1, "semaine": 7}


def _advisor_asked(request):
    """Whose agenda: one's own, a colleague's, or everybody's (None)."""
    asked = request.GET.get("conseiller", "")
    if asked == "tous":
        return None
    try:
        found = advisors_seen_by(request.actor).filter(pk=asked).first() if asked else None
    except ValidationError:
        found = None
    return found or request.actor.user


def _steps(request, first: dt.date, length: int) -> dict:
    """Links to the days before and after, to today and to the other view, on today when it is shown."""
    kept = {"conseiller": request.GET["conseiller"]} if "conseiller" in request.GET else {}

    def link(day: dt.date, view: str) -> str:
        return f"?{urlencode(kept | {'vue': view, 'jour': day.isoformat()})}"

    view = "jour" if length == 1 else "semaine"
    today = today_in(zone_of(request.territory), timezone.now())
    is_shown = first <= today < first + dt.timedelta(days=length)
    return {
        "before": link(first - dt.timedelta(days=length), view),
        "after": link(first + dt.timedelta(days=length), view),
        "today": link(today, view),
        "views": [
            {"label": label, "url": link(today if is_shown else first, name), "current": name == view}
            for name, label in (("jour", "Jour"), ("semaine", "Semaine"))
        ],
    }


@require_safe
@for_roles(*DESK_ROLES)
def agenda(request):
    """The day or the week of an advisor, or of everybody."""
    length = _LENGTHS.get(request.GET.get("vue", ""), 7)
    today = today_in(zone_of(request.territory), timezone.now())
    asked = parse_date_or_none(request.GET.get("jour")) or today
    first = monday_of(asked) if length == 7 else asked
    advisor = _advisor_asked(request)
    days = days_of(request.actor, advisor=advisor, first=first, length=length)
    context = {
        "days": days,
        "fact": day_fact(days),
        "advisor": advisor,
        "advisors": advisors_seen_by(request.actor),
        "steps": _steps(request, first, length),
        "waiting": waiting_seen_by(request.actor).count(),
        "view": "jour" if length == 1 else "semaine",
        "first": first,
    }
    return render(request, "booking/desk/agenda.html", context)


def find_appointment(request, appointment_id) -> Appointment:
    """An appointment the actor may see, or 404; opened (GET), it is written in the journal of its case."""
    found = get_object_or_404(appointments_seen_by(request.actor).in_full(), pk=appointment_id)
    if request.method in {"GET", "HEAD"}:
        record(actor=request.actor, verb="appointment.read", target=found, case_id=found.case_id)
    return found


@require_safe
@for_roles(*DESK_ROLES)
def appointment(request, appointment_id):
    return _appointment(request, find_appointment(request, appointment_id))


def _appointment(request, found: Appointment, *, form: WhereForm | None = None):
    zone = zone_of(request.territory)
    may_change = found.status == AppointmentStatus.BOOKED and found.starts_at > timezone.now()
    context = {
        "where_form": (form or WhereForm(appointment=found)) if may_change and found.way in _SAID else None,
        "appointment": found,
        "moment": moment_of(found.starts_at, zone),
        "opens_case": visible_to(request.actor).filter(pk=found.case_id).exists(),
        "is_begun": found.starts_at <= timezone.now(),
        "may_change": may_change,
        "live": found.status != AppointmentStatus.CANCELLED,
    }
    return render(request, "booking/desk/appointment.html", context, status=422 if form else 200)


@require_POST
@for_roles(*DESK_ROLES)
def where(request, appointment_id):
    """The link of a video meeting, or the address of a visit: written, and told to the person."""
    found = find_appointment(request, appointment_id)
    form = WhereForm(request.POST, appointment=found)
    if not form.is_valid():
        return _appointment(request, found, form=form)
    try:
        actions.say_where(actor=request.actor, appointment=found, where=form.cleaned_data["where"])
        messages.success(request, "Enregistré. La personne est prévenue par courriel, ou par SMS.")
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("booking:appointment", found.pk)


@require_POST
@for_roles(*DESK_ROLES)
def outcome(request, appointment_id):
    """Honoured, or nobody came."""
    found = find_appointment(request, appointment_id)
    asked = request.POST.get("suite", "")
    if asked in {AppointmentStatus.HONOURED, AppointmentStatus.MISSED}:
        try:
            actions.mark_outcome(actor=request.actor, appointment=found, outcome=asked)
            messages.success(request, f"Rendez-vous noté : {AppointmentStatus(asked).label.lower()}.")
        except Refused as refused:
            messages.warning(request, str(refused))
    return redirect("booking:appointment", found.pk)


@require_POST
@for_roles(*DESK_ROLES)
def cancel(request, appointment_id):
    """Cancel for the household, which is told by mail or text message."""
    found = find_appointment(request, appointment_id)
    try:
        actions.cancel(actor=request.actor, appointment=found)
        messages.success(
            request, "Rendez-vous annulé. La personne est prévenue par courriel, ou par SMS si elle n’a pas d’adresse."
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("booking:appointment", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def move(request, appointment_id):
    """Move to a free slot of any advisor of the organisation, minimum notice aside."""
    found = find_appointment(request, appointment_id)
    if request.method == "POST":
        try:
            chosen = chosen_of(request.POST.get("creneau", ""))
            actions.move(actor=request.actor, appointment=found, chosen=chosen, desk=True)
            messages.success(request, "Rendez-vous déplacé.")
            return redirect("booking:appointment", found.pk)
        except Refused as refused:
            messages.warning(request, str(refused))
            return redirect("booking:desk_move", found.pk)
    moment = moment_of(found.starts_at, zone_of(request.territory))
    context = slots_to_move(request, found, desk=True) | {"appointment": found, "moment": moment}
    return render(request, "booking/desk/move.html", context)


def _case_asked(request):
    """The case named in the address, if the actor may open it."""
    try:
        return visible_to(request.actor).filter(pk=request.GET.get("dossier") or None).first()
    except ValidationError:
        return None


def _reasons_for(request, case):
    """Reasons of the organisations the actor works with, for this kind of project."""
    organisation = case.organisation if case.organisation in organisations_of(request.actor) else None
    organisation = organisation or organisations_of(request.actor).first()
    kinds = ("all", case.project_kind)
    return organisation, offered_reasons(organisation, project_kinds=kinds, online=False)


def _wanted(request, case) -> tuple[Wanted | None, list]:
    organisation, reasons = _reasons_for(request, case)
    reasons = list(reasons)
    asked = request.GET.get("motif", "")
    reason = next((one for one in reasons if str(one.pk) == asked), reasons[0] if reasons else None)
    if reason is None:
        return None, []
    advisor = _advisor_asked(request) if request.GET.get("conseiller") else None
    way = way_asked(reason, request.GET.get("maniere", ""))
    return Wanted(reason, organisation, way, advisor_id=advisor.pk if advisor else None, desk=True), reasons


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def new(request):
    """An advisor books for somebody: the case, the reason, a free slot or another hour."""
    case = _case_asked(request)
    if case is None:
        return _choose_case(request)
    wanted, reasons = _wanted(request, case)
    if request.method == "POST" and wanted:
        free = FreeForm(request.POST, actor=request.actor) if "day" in request.POST else None
        if free is None or free.is_valid():
            if booked := _book(request, case, wanted, free):
                return redirect("booking:appointment", booked.pk)
            return redirect(request.get_full_path())
        return _new(request, case, wanted, reasons=reasons, free=free)
    return _new(request, case, wanted, reasons=reasons)


def _choose_case(request):
    form = CaseChoiceForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        return redirect(f"{request.path}?dossier={form.cleaned_data['dossier'].pk}")
    return render(request, "booking/desk/choose_case.html", {"form": form}, status=422 if form.errors else 200)


def _new(request, case, wanted: Wanted | None, *, reasons: list, free=None):
    context = {"case": case, "wanted": wanted, "reasons": reasons, "free": free or FreeForm(actor=request.actor)}
    if wanted:
        after = parse_date_or_none(request.GET.get("des"))
        found, more = first_days(wanted, territory=request.territory, after=after)
        query = urlencode({"dossier": case.pk, "motif": wanted.reason.pk})
        context |= {
            "days": slot_days(found, zone_of(request.territory), desk=True),
            "ways": ways_of(wanted.reason, wanted.way, query),
            "more": f"?{query}&maniere={wanted.way}&des={more.isoformat()}" if more else "",
        }
    return render(request, "booking/desk/new.html", context, status=422 if free else 200)


def _book(request, case, wanted: Wanted, free) -> Appointment | None:
    """Book the slot clicked, or the hour typed; None with a message when it is taken."""
    given = actions.Given(case=case, address=str(case.home))
    try:
        if free is None:
            chosen = chosen_of(request.POST.get("creneau", ""))
            booked = actions.book_for(actor=request.actor, chosen=chosen, wanted=wanted, given=given)
        else:
            other = Wanted(
                wanted.reason,
                wanted.organisation,
                free.cleaned_data["way"],
                advisor_id=free.cleaned_data["advisor"].pk,
                desk=True,
            )
            booked = actions.book_freely(actor=request.actor, wanted=other, start=free.start(), given=given)
    except Refused as refused:
        messages.warning(request, f"{refused} Choisissez un autre créneau.")
        return None
    messages.success(
        request,
        "Rendez-vous pris. La personne reçoit la confirmation par courriel, ou par SMS si elle n’a pas d’adresse.",
    )
    return booked
