"""Hours and absences: an advisor sets its own, a manager those of its organisation."""

import datetime as dt

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles
from faitiere.lib.numbers import count, day_words

from .. import actions
from ..clock import today_in, zone_of
from ..forms import AbsenceForm, DayForm, OpeningForm
from ..models import Opening
from ..permissions import absences_set_by, appointments_seen_by, openings_set_by
from ..reading import hours_of, with_met
from ..slots import days_of, overlapping
from .public import parse_date_or_none

_DAYS_LISTED = 8


def _today(request) -> dt.date:
    return today_in(zone_of(request.territory), timezone.now())


@require_safe
@for_roles(*DESK_ROLES)
def index(request):
    """Hours going on, absences to come."""
    today = _today(request)
    live = openings_set_by(request.actor).filter(Q(ends_on=None) | Q(ends_on__gte=today))
    openings = live.select_related("advisor", "organisation", "place").prefetch_related("reasons")
    absences = absences_set_by(request.actor).filter(ends_at__gt=timezone.now())
    absences = absences.select_related("advisor", "organisation")
    context = {
        "openings": openings.order_by("advisor__last_name", "starts_on__iso_week_day", "start"),
        "absences": with_met(list(absences), appointments_seen_by(request.actor)),
        "form": AbsenceForm(actor=request.actor),
        "zone": request.territory.time_zone,
    }
    return render(request, "booking/desk/hours.html", context)


def _others(opening: Opening | None, fields: dict):
    """Hours of the same advisor that the new ones could meet."""
    if fields["advisor"] is None:
        return Opening.objects.none()
    found = Opening.objects.filter(advisor=fields["advisor"]).prefetch_related("changes")
    return found.exclude(pk=opening.pk) if opening else found


def _meeting_day(request, saved: Opening, others) -> dt.date | None:
    """First day where hours just saved meet others of the same calendar."""
    for one in [saved, *others]:
        one.changes_read = list(one.changes.all())
    zone = zone_of(request.territory)
    days = [overlapping(hours_of(saved), hours_of(one), zone) for one in others]
    return min((day for day in days if day), default=None)


def _warn_of_overlap(request, saved: Opening, fields: dict) -> None:
    others = [one for one in _others(saved, fields) if one.organisation_id]
    if day := _meeting_day(request, saved, others):
        messages.warning(
            request,
            f"Ces horaires en croisent d’autres du même conseiller, le {day_words(day)} par exemple. "
            "Personne ne sera reçu deux fois à la même heure, mais vérifiez le lieu.",
        )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def opening_new(request):
    form = OpeningForm(request.POST or None, actor=request.actor, initial={"starts_on": _today(request)})
    if request.method == "POST" and form.is_valid():
        saved = actions.open_hours(actor=request.actor, fields=form.cleaned_data)
        messages.success(request, "Horaires ouverts.")
        _warn_of_overlap(request, saved, form.cleaned_data)
        return redirect("booking:hours")
    context = {"form": form, "title": "Nouveaux horaires", "button": "Ouvrir ces horaires"}
    return render(request, "booking/desk/form.html", context, status=422 if form.errors else 200)


def _days_listed(request, opening: Opening) -> list[dict]:
    """The next days of the hours, with what was changed."""
    today = _today(request)
    last = today + dt.timedelta(weeks=_DAYS_LISTED * opening.every_weeks)
    changes = {one.day: one for one in opening.changes.all()}
    days = list(days_of(hours_of_all(opening), today, last))[:_DAYS_LISTED]
    return [{"day": day, "name": day_words(day), "change": changes.get(day)} for day in days]


def hours_of_all(opening: Opening):
    opening.changes_read = list(opening.changes.all())
    return hours_of(opening)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def opening(request, opening_id):
    """Change these hours from a day on; the days before stay as they were."""
    found = get_object_or_404(openings_set_by(request.actor), pk=opening_id)
    since = max(parse_date_or_none(request.GET.get("des")) or _today(request), found.starts_on)
    form = OpeningForm(request.POST or None, row=found, actor=request.actor, initial={"starts_on": since})
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        saved = actions.change_hours(actor=request.actor, opening=found, fields=fields, since=fields["starts_on"])
        messages.success(request, f"Horaires changés à partir du {day_words(fields['starts_on'])}.")
        _warn_of_overlap(request, saved, fields)
        return redirect("booking:hours")
    context = {"form": form, "opening": found, "days": _days_listed(request, found), "since": since}
    return render(request, "booking/desk/opening.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def opening_end(request, opening_id):
    """This day and the following ones are closed."""
    found = get_object_or_404(openings_set_by(request.actor), pk=opening_id)
    since = parse_date_or_none(request.POST.get("des")) or _today(request)
    actions.end_hours(actor=request.actor, opening=found, since=since)
    messages.success(request, f"Horaires fermés à partir du {day_words(since)}. Les rendez-vous déjà pris restent.")
    return redirect("booking:hours")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def opening_day(request, opening_id, day):
    """This one only: closed or at other hours that day; or like the others again."""
    found = get_object_or_404(openings_set_by(request.actor), pk=opening_id)
    asked = parse_date_or_none(day)
    if asked is None or asked not in days_of(hours_of_all(found), asked, asked):
        raise Http404
    if request.method == "POST" and "oublier" in request.POST:
        actions.forget_change(actor=request.actor, opening=found, day=asked)
        return redirect("booking:opening", found.pk)
    form = DayForm(request.POST or None, initial={"start": found.start, "end": found.end})
    if request.method == "POST" and form.is_valid():
        actions.change_day(actor=request.actor, opening=found, day=asked, hours=form.hours())
        messages.success(request, f"{day_words(asked).capitalize()} : changé, les autres jours non.")
        return redirect("booking:opening", found.pk)
    changed = found.changes.filter(day=asked).exists()
    context = {"form": form, "opening": found, "name": day_words(asked), "changed": changed}
    return render(request, "booking/desk/opening_day.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def absence_add(request):
    form = AbsenceForm(request.POST, actor=request.actor)
    if form.is_valid():
        absence = actions.add_absence(actor=request.actor, fields=form.as_fields())
        [absence] = with_met([absence], appointments_seen_by(request.actor))
        if absence.met:
            met = count(len(absence.met), "rendez-vous tombe", "rendez-vous tombent")
            messages.warning(request, f"Absence enregistrée. {met} dessus : déplacez-les, la liste est ci-dessous.")
        else:
            messages.success(request, "Absence enregistrée.")
        return redirect("booking:hours")
    context = {"form": form, "title": "Nouvelle absence", "button": "Enregistrer l’absence"}
    return render(request, "booking/desk/form.html", context, status=422)


@require_POST
@for_roles(*DESK_ROLES)
def absence_remove(request, absence_id):
    absence = get_object_or_404(absences_set_by(request.actor), pk=absence_id)
    actions.remove_absence(actor=request.actor, absence=absence)
    messages.success(request, "Absence retirée.")
    return redirect("booking:hours")
