"""Tab "Assemblées": meetings planned, simulated, held."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.lib.access import for_roles
from faitiere.lib.numbers import count

from .. import actions, key_doubts, meeting_page, scenario
from ..counting import sheet
from ..forms import (
    AgainForm,
    AttendanceForm,
    IntentionsForm,
    MeetingEditForm,
    MeetingForm,
    ResolutionForm,
    SimulationForm,
    VotesForm,
    WorksForm,
)
from ..models import GeneralMeeting, Resolution
from ..rules import Refused
from .site import find_condominium

TAB = "assemblies:meetings"


def find_meeting(request, case_id, meeting_id):
    """The case and its meeting; 404 for a meeting of another condominium."""
    case = find_case(request, case_id)
    meetings = GeneralMeeting.objects.select_related("condominium__home__commune")
    return case, get_object_or_404(meetings, pk=meeting_id, condominium__home=case.home_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def meetings(request, case_id):
    """Meetings of the condominium, and one more to plan."""
    case, condominium = find_condominium(request, case_id)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.plan_meeting(actor=request.actor, condominium=condominium, fields=form.cleaned_data)
        except Refused as refused:
            form.add_error("held_on", str(refused))
        else:
            messages.success(request, "Assemblée prévue.")
            return redirect("assemblies:meeting", case_id=case.pk, meeting_id=meeting.pk)
    context = case_context(request, case, TAB) | {"form": form, "meetings": condominium.meetings.all()}
    return render(request, "assemblies/meetings.html", context, status=422 if form.errors else 200)


@for_roles(*DESK_ROLES)
def meeting(request, case_id, meeting_id):
    """The agenda, what it would give or gave, and the dates around it."""
    case, found = find_meeting(request, case_id, meeting_id)
    return render(request, "assemblies/meeting.html", meeting_context(request, case, found))


@require_POST
@for_roles(*DESK_ROLES)
def back_planning(request, case_id, meeting_id):
    """The deadlines of the meeting made tasks of the case."""
    case, found = find_meeting(request, case_id, meeting_id)
    try:
        added = actions.add_meeting_tasks(actor=request.actor, case=case, meeting=found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        told = count(added, "tâche ajoutée", "tâches ajoutées")
        messages.success(request, f"{told}." if added else "Ces tâches sont déjà dans le dossier.")
    return redirect("assemblies:meeting", case_id=case.pk, meeting_id=found.pk)


def meeting_context(request, case, found: GeneralMeeting) -> dict:
    """Everything the page of a meeting shows; a view replaces the form it refused."""
    page = meeting_page.page(found)
    offered = scenario.offered(case, [line.counted.resolution for line in page["lines"]])
    forms = {
        "form": ResolutionForm(meeting=found, keys=key_doubts.keys_of(found.condominium)),
        "simulation_form": _hypothesis(found),
    }
    forms |= {"again_form": AgainForm()}
    if offered["left"]:
        forms["works_form"] = WorksForm(left=offered["left"])
    return case_context(request, case, TAB) | page | forms | offered


def _hypothesis(found: GeneralMeeting, posted=None) -> SimulationForm:
    return SimulationForm(posted, initial={name: getattr(found, name) for name in SimulationForm.base_fields})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def meeting_edit(request, case_id, meeting_id):
    """Another date, another place; the day the minutes were notified."""
    case, found = find_meeting(request, case_id, meeting_id)
    form = MeetingEditForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_meeting(actor=request.actor, meeting=found, fields=form.cleaned_data)
        except Refused as refused:
            form.add_error("held_on", str(refused))
        else:
            messages.success(request, "Assemblée changée.")
            return redirect("assemblies:meeting", case_id=case.pk, meeting_id=found.pk)
    context = case_context(request, case, TAB) | {"form": form, "meeting": found}
    return render(request, "assemblies/meeting_edit.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def meeting_again(request, case_id, meeting_id):
    """The new meeting of article 25-1, on what this one refused."""
    case, found = find_meeting(request, case_id, meeting_id)
    form = AgainForm(request.POST)
    if form.is_valid():
        try:
            new = actions.call_again(actor=request.actor, meeting=found, held_on=form.cleaned_data["again_on"])
        except Refused as refused:
            form.add_error("again_on", str(refused))
        else:
            messages.success(request, "Nouvelle assemblée prévue, sur un projet identique.")
            return redirect("assemblies:meeting", case_id=case.pk, meeting_id=new.pk)
    context = meeting_context(request, case, found) | {"again_form": form}
    return render(request, "assemblies/meeting.html", context, status=422)


@require_POST
@for_roles(*DESK_ROLES)
def hypothesis(request, case_id, meeting_id):
    """What is expected of an owner of whom nothing is known."""
    case, found = find_meeting(request, case_id, meeting_id)
    form = _hypothesis(found, request.POST)
    if form.is_valid():
        actions.change_meeting(actor=request.actor, meeting=found, fields=form.cleaned_data)
        return redirect("assemblies:meeting", case_id=case.pk, meeting_id=found.pk)
    context = meeting_context(request, case, found) | {"simulation_form": form}
    return render(request, "assemblies/meeting.html", context, status=422)


@require_POST
@for_roles(*DESK_ROLES)
def resolution_add(request, case_id, meeting_id):
    """One more line of the agenda."""
    case, found = find_meeting(request, case_id, meeting_id)
    form = ResolutionForm(request.POST, meeting=found, keys=found.condominium.keys.all())
    if form.is_valid():
        actions.add_resolution(actor=request.actor, meeting=found, fields=form.fields_of())
        messages.success(request, "Résolution ajoutée.")
        return redirect("assemblies:meeting", case_id=case.pk, meeting_id=found.pk)
    context = meeting_context(request, case, found) | {"form": form}
    return render(request, "assemblies/meeting.html", context, status=422)


def find_resolution(request, case_id, resolution_id):
    """The case and its resolution; 404 for one of another condominium."""
    case = find_case(request, case_id)
    known = Resolution.objects.select_related("meeting__condominium", "key")
    return case, get_object_or_404(known, pk=resolution_id, meeting__condominium__home=case.home_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def resolution(request, case_id, resolution_id):
    """A resolution changed, or amended in session."""
    case, found = find_resolution(request, case_id, resolution_id)
    form = ResolutionForm.of(found, request.POST or None, keys=found.meeting.condominium.keys.all())
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_resolution(actor=request.actor, resolution=found, fields=form.fields_of())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Résolution enregistrée.")
            return redirect("assemblies:meeting", case_id=case.pk, meeting_id=found.meeting_id)
    context = case_context(request, case, TAB) | {"form": form, "resolution": found}
    return render(request, "assemblies/resolution.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def resolution_move(request, case_id, resolution_id, way):
    """A resolution one place up or down on the agenda."""
    case, found = find_resolution(request, case_id, resolution_id)
    try:
        actions.move_resolution(actor=request.actor, resolution=found, up=way == "monter")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("assemblies:meeting", case_id=case.pk, meeting_id=found.meeting_id)


@require_POST
@for_roles(*DESK_ROLES)
def resolution_remove(request, case_id, resolution_id):
    """A resolution taken off the agenda."""
    case, found = find_resolution(request, case_id, resolution_id)
    meeting_id = found.meeting_id
    try:
        actions.remove_resolution(actor=request.actor, resolution=found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Résolution retirée.")
    return redirect("assemblies:meeting", case_id=case.pk, meeting_id=meeting_id)


@require_POST
@for_roles(*DESK_ROLES)
def second_vote(request, case_id, resolution_id):
    """The second vote that articles 25-1 and 26-1 allow at once."""
    case, found = find_resolution(request, case_id, resolution_id)
    try:
        second = actions.open_second_vote(actor=request.actor, resolution=found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("assemblies:meeting", case_id=case.pk, meeting_id=found.meeting_id)
    return redirect("assemblies:votes", case_id=case.pk, resolution_id=second.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def attendance(request, case_id, meeting_id):
    """The attendance sheet: present, represented by whom, by post."""
    case, found = find_meeting(request, case_id, meeting_id)
    known = sheet(found)
    form = AttendanceForm(request.POST or None, sheet=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_attendance(actor=request.actor, meeting=found, coming=form.coming())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Feuille de présence enregistrée.")
            return redirect("assemblies:meeting", case_id=case.pk, meeting_id=found.pk)
    context = case_context(request, case, TAB) | meeting_page.attendance_context(known) | {"form": form}
    return render(request, "assemblies/attendance.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def intentions(request, case_id, meeting_id):
    """What owners let the council expect."""
    case, found = find_meeting(request, case_id, meeting_id)
    known = sheet(found)
    form = IntentionsForm(request.POST or None, sheet=known)
    if request.method == "POST" and form.is_valid():
        actions.record_intentions(actor=request.actor, meeting=found, intentions=form.intentions())
        messages.success(request, "Intentions enregistrées.")
        return redirect("assemblies:meeting", case_id=case.pk, meeting_id=found.pk)
    context = case_context(request, case, TAB) | {"form": form, "meeting": found}
    context |= {"told": meeting_page.told_rows(known), "lines": known.lines}
    return render(request, "assemblies/intentions.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def votes(request, case_id, resolution_id):
    """The vote of each owner on one resolution, counted as they answer."""
    case, found = find_resolution(request, case_id, resolution_id)
    answers = {str(one.owner_id): one.choice for one in found.votes.all()}
    form = VotesForm(request.POST or None, sheet=sheet(found.meeting), resolution=found, answers=answers)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_votes(actor=request.actor, resolution=found, answers=form.answers())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if not request.htmx:
                messages.success(request, "Votes enregistrés.")
                return redirect("assemblies:meeting", case_id=case.pk, meeting_id=found.meeting_id)
    context = case_context(request, case, TAB) | {"form": form, "resolution": found}
    context |= {"line": meeting_page.line(found)}
    part = "#count" if request.htmx else ""
    return render(request, f"assemblies/votes.html{part}", context, status=422 if form.errors else 200)
