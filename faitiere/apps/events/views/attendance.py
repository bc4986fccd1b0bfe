"""The attendance sheet, and the figures of a period."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from faitiere.apps.accounts.actors import STEERING_ROLES
from faitiere.apps.audit.actions import record
from faitiere.lib.access import for_roles
from faitiere.lib.numbers import count
from faitiere.lib.reports import attendance_sheet_pdf
from faitiere.lib.spreadsheets import CSV, csv_lines

from .. import actions
from ..clock import local
from ..enums import Attendance, Standing
from ..figures import COLUMNS, cells, report
from ..forms import PeriodForm
from ..permissions import RUNNING_ROLES, measured_by, run_by
from ..sheet import sheet_of
from .desk import find_event


@require_http_methods(["GET", "POST"])
@for_roles(*RUNNING_ROLES)
@local
def attendance(request, event_id):
    """Who came: typed on a phone at the door."""
    event = find_event(request, event_id)
    if request.method == "POST":
        seen = {name: value for name, value in request.POST.items() if value in Attendance.values}
        changed = actions.mark_attendance(actor=request.actor, event=event, seen=seen)
        messages.success(request, f"Présences enregistrées, {count(changed, 'changement')}.")
        return redirect("events:attendance", event.pk)
    lines = event.registrations.exclude(standing=Standing.CANCELLED).order_by("last_name", "first_name", "pk")
    return render(request, "events/desk/attendance.html", {"event": event, "lines": lines})


@require_safe
@for_roles(*RUNNING_ROLES)
@local
def attendance_pdf(request, event_id):
    """The sheet to sign, on paper."""
    event = find_event(request, event_id)
    content = attendance_sheet_pdf(sheet_of(event, territory=request.territory))
    record(actor=request.actor, verb="event.sheet_printed", target=event)
    disposition = {"Content-Disposition": 'attachment; filename="feuille-de-presence.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=disposition)


@require_safe
@for_roles(*STEERING_ROLES)
@local
def figures(request):
    """Events of a period: registered, come, cases opened; as a table that leaves with `?format=csv`."""
    year = timezone.localdate().year
    default = {"start": dt.date(year, 1, 1), "end": dt.date(year, 12, 31)}
    form = PeriodForm(request.GET if {"start", "end"} & set(request.GET) else default)
    if not form.is_valid():
        return render(request, "events/desk/figures.html", {"form": form}, status=422)
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    events = measured_by(request.actor).filter(starts_at__date__range=(start, end))
    found = report(events, names=run_by(request.actor).exists())
    if request.GET.get("format") == "csv":
        record(actor=request.actor, verb="events.exported", start=start.isoformat(), end=end.isoformat())
        disposition = {"Content-Disposition": 'attachment; filename="evenements.csv"'}
        return StreamingHttpResponse(
            csv_lines(COLUMNS, map(cells, found["rows"])), content_type=CSV, headers=disposition
        )
    return render(request, "events/desk/figures.html", {"form": form, "report": found, "start": start, "end": end})
