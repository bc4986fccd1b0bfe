"""Scenarios tab: compare, compose, choose. Each writing view finds, checks, acts, and goes back to the tab."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.buildings.rules import Refused as HomeRefused
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.lib.access import for_roles

from .. import actions, comparison
from ..computation import offers_of
from ..forms.compose import ComposeForm
from ..lookup import posted, scenario_of, shown_study, study_of
from ..rules import Refused, free_letter, must_be_draft
from ..syndicate import keys_of

TAB = "studies:scenarios"
_REFUSED = (Refused, HomeRefused)


def back(case, study=None):
    """The scenarios tab, on this study."""
    address = reverse(TAB, kwargs={"case_id": case.pk})
    return redirect(f"{address}?etude={study.number}" if study else address)


@for_roles(*DESK_ROLES)
def scenarios(request, case_id):
    """Base and scenarios of a study side by side, money first."""
    case = find_case(request, case_id)
    study = shown_study(case, request.GET.get("etude", ""))
    context = case_context(request, case, TAB) | {
        "study": study,
        "studies": case.studies.order_by("-number"),
        "described": case.home.descriptions.order_by("-version").first(),
    }
    if study:
        context |= comparison.page(study)
    return render(request, "studies/scenarios.html", context)


@require_POST
@for_roles(*DESK_ROLES)
def begin(request, case_id):
    """A first or another study on the latest description of the home."""
    case = find_case(request, case_id)
    try:
        study = actions.create_study(actor=request.actor, case=case)
    except _REFUSED as refused:
        messages.error(request, str(refused))
        return back(case)
    return redirect("studies:compose_new", case_id=case.pk, number=study.number)


@require_POST
@for_roles(*DESK_ROLES)
def copy(request, case_id, number):
    """A printed study never changes: its copy does."""
    case = find_case(request, case_id)
    try:
        study = actions.copy_study(actor=request.actor, study=study_of(case, str(number)))
    except _REFUSED as refused:
        messages.error(request, str(refused))
        return back(case)
    messages.success(request, f"Étude {study.number} ouverte, recalculée avec les barèmes et les prix d’aujourd’hui.")
    return back(case, study)


@for_roles(*DESK_ROLES)
def compose_new(request, case_id, number):
    """Works of a new scenario."""
    case = find_case(request, case_id)
    study = study_of(case, str(number))
    try:
        must_be_draft(study)
        letter = free_letter([one.letter for one in study.scenarios.all()])
    except Refused as refused:
        messages.error(request, str(refused))
        return back(case, study)
    initial = {"name": f"Scénario {letter}"}
    form = ComposeForm(posted(request), offers=offers_of(study), keys=keys_of(case), initial=initial)
    return _compose(request, case, study, form)


@for_roles(*DESK_ROLES)
def compose(request, case_id, scenario_id):
    """Works of an existing scenario."""
    case = find_case(request, case_id)
    scenario = scenario_of(case, scenario_id)
    try:
        must_be_draft(scenario.study)
    except Refused as refused:
        messages.error(request, str(refused))
        return back(case, scenario.study)
    offers = offers_of(scenario.study)
    initial = {"name": scenario.name}
    form = ComposeForm(posted(request), offers=offers, works=scenario.works, keys=keys_of(case), initial=initial)
    return _compose(request, case, scenario.study, form, scenario)


def _compose(request, case, study, form, scenario=None):
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_scenario(
                actor=request.actor,
                study=study,
                name=form.cleaned_data["name"],
                works=form.works(),
                scenario=scenario,
            )
        except _REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Scénario {saved.letter} calculé.")
            return back(case, study)
    context = case_context(request, case, TAB) | {"study": study, "scenario": scenario, "form": form}
    return render(request, "studies/compose.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def duplicate(request, case_id, scenario_id):
    case = find_case(request, case_id)
    scenario = scenario_of(case, scenario_id)
    try:
        copied = actions.duplicate_scenario(actor=request.actor, scenario=scenario)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Scénario {copied.letter} créé, identique au scénario {scenario.letter}.")
    return back(case, scenario.study)


@require_POST
@for_roles(*DESK_ROLES)
def delete(request, case_id, scenario_id):
    case = find_case(request, case_id)
    scenario = scenario_of(case, scenario_id)
    try:
        actions.delete_scenario(actor=request.actor, scenario=scenario)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Scénario {scenario.letter} supprimé.")
    return back(case, scenario.study)


@require_POST
@for_roles(*DESK_ROLES)
def choose(request, case_id, scenario_id):
    """The scenario of the aids, the plan and the report."""
    case = find_case(request, case_id)
    scenario = scenario_of(case, scenario_id)
    try:
        actions.choose(actor=request.actor, scenario=scenario)
    except Refused as refused:
        messages.error(request, str(refused))
        return back(case, scenario.study)
    address = reverse("studies:plan", kwargs={"case_id": case.pk})
    return redirect(f"{address}?etude={scenario.study.number}")
