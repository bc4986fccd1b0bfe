"""Best scenarios found rather than typed: the chart of every bundle, and one click from a bundle to a scenario."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.buildings.rules import Refused as HomeRefused
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.lib.access import for_roles

from .. import actions
from ..best import page
from ..computation import ground_of
from ..forms.best import BestForm
from ..rules import Refused
from .scenarios import TAB, back


@require_safe
@for_roles(*DESK_ROLES)
def best(request, case_id):
    """Every bundle of works of the home, what it leaves to pay against what it saves."""
    case = find_case(request, case_id)
    form = BestForm.of(request.GET)
    context = case_context(request, case, TAB) | {"form": form}
    if form.is_valid():
        try:
            context |= page.searched(ground_of(case), form.wishes())
        except Refused as refused:
            context["refused"] = str(refused)
    return render(request, "studies/best.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def keep(request, case_id):
    """The bundle chosen becomes a scenario of the study under way."""
    case = find_case(request, case_id)
    codes, staged = request.POST.getlist("travaux"), request.POST.get("etapes") == "deux"
    try:
        made = actions.keep_bundle(actor=request.actor, case=case, codes=codes, staged=staged)
    except (Refused, HomeRefused) as refused:
        messages.error(request, str(refused))
        return redirect("studies:best", case_id=case.pk)
    first, last = made[0], made[-1]
    if first == last:
        undo = "undo:" + reverse("studies:delete", args=[case.pk, first.pk])
        messages.success(request, f"Scénario {first.letter} créé.", extra_tags=undo)
    else:
        messages.success(request, f"Scénarios {first.letter} (étape 1) et {last.letter} (étapes 1 et 2) créés.")
    return back(case, first.study)
