"""Works of the building's scenario put to the vote, and amounts taken again when it changed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions, scenario
from ..forms import WorksForm
from ..rules import Refused
from .meetings import find_meeting, find_resolution, meeting_context


@require_POST
@for_roles(*DESK_ROLES)
def works_vote(request, case_id, meeting_id):
    """A resolution on works of the scenario kept for the building."""
    case, meeting = find_meeting(request, case_id, meeting_id)
    offered = scenario.offered(case, meeting.resolutions.all())
    form = WorksForm(request.POST, left=offered["left"])
    if form.is_valid():
        codes, title = form.cleaned_data["works"], form.cleaned_data["work_title"]
        try:
            actions.vote_works(actor=request.actor, meeting=meeting, site=offered["site"], codes=codes, title=title)
        except Refused as refused:
            form.add_error("works", str(refused))
        else:
            messages.success(request, "Résolution ajoutée : ses montants viennent du scénario.")
            return redirect("assemblies:meeting", case_id=case.pk, meeting_id=meeting.pk)
    context = meeting_context(request, case, meeting) | {"works_form": form}
    return render(request, "assemblies/meeting.html", context, status=422)


@require_POST
@for_roles(*DESK_ROLES)
def scenario_follow(request, case_id, resolution_id):
    """The scenario changed: the resolution takes its amounts again."""
    case, found = find_resolution(request, case_id, resolution_id)
    site = scenario.kept_scenario(case)
    try:
        if site is None:
            raise Refused("Aucun scénario n'est retenu : choisissez-le dans l'onglet Scénarios.")
        actions.follow_scenario(actor=request.actor, resolution=found, site=site)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Montants repris du scénario.")
    return redirect("assemblies:meeting", case_id=case.pk, meeting_id=found.meeting_id)
