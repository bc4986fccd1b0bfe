"""Papers printed for a meeting: the postal ballot of each owner, and the attendance list."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.audit.actions import record
from faitiere.lib.access import for_roles
from faitiere.lib.reports import agenda_pdf, attendance_list_pdf, postal_ballots_pdf

from .. import papers
from ..rules import Refused
from .meetings import find_meeting


@require_safe
@for_roles(*DESK_ROLES)
def agenda(request, case_id, meeting_id):
    """The agenda to be joined to the notice, with the article of each majority."""
    case, meeting = find_meeting(request, case_id, meeting_id)
    if not meeting.resolutions.exists():
        messages.error(request, "Ajoutez d'abord une résolution : l'ordre du jour est vide.")
        return redirect("assemblies:meeting", case_id=case.pk, meeting_id=meeting.pk)
    return _printed(request, case, meeting, agenda_pdf, name="ordre-du-jour")


@require_safe
@for_roles(*DESK_ROLES)
def postal_ballots(request, case_id, meeting_id):
    """One ballot an owner, in one PDF, to be joined to the notice."""
    case, meeting = find_meeting(request, case_id, meeting_id)
    if not meeting.resolutions.exists():
        messages.error(request, "Écrivez d'abord l'ordre du jour : un formulaire sans résolution ne se vote pas.")
        return redirect("assemblies:meeting", case_id=case.pk, meeting_id=meeting.pk)
    return _printed(request, case, meeting, postal_ballots_pdf, name="votes-par-correspondance")


@require_safe
@for_roles(*DESK_ROLES)
def attendance_list(request, case_id, meeting_id):
    """The list every owner signs on arrival."""
    case, meeting = find_meeting(request, case_id, meeting_id)
    return _printed(request, case, meeting, attendance_list_pdf, name="feuille-de-presence")


def _printed(request, case, meeting, made: Callable, *, name: str) -> HttpResponse:
    try:
        paper = papers.of(case, meeting, territory=request.territory)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("assemblies:meeting", case_id=case.pk, meeting_id=meeting.pk)
    record(actor=request.actor, verb="meeting.printed", target=meeting, case_id=case.pk, paper=name)
    answer = HttpResponse(made(paper, issued_on=timezone.localdate()), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}-{case.number}.pdf")
    return answer
