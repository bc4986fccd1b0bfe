"""Aides et plan tab (T3): the facts used, the aids with their reasons, the financing plan to the cent."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.apps.contacts.actions import HouseholdFields
from faitiere.lib.access import for_roles

from .. import actions, explaining, plan_page
from ..forms.plan import FactsForm, PlanForm
from ..lookup import chosen_of, is_printed, scenario_of, shown_study, study_of
from ..rules import Refused

TAB = "studies:plan"


def to_plan(case, study):
    """The plan tab, on this study."""
    return redirect(f"{reverse(TAB, kwargs={'case_id': case.pk})}?etude={study.number}")


@for_roles(*DESK_ROLES)
def plan(request, case_id):
    """Aids and plan of the chosen scenario of a study."""
    case = find_case(request, case_id)
    return show(request, case, shown_study(case, request.GET.get("etude", "")))


def show(request, case, study, *, facts_form=None, plan_form=None):
    """The page; a refused form is shown with what was typed."""
    scenario = chosen_of(study) if study else None
    context = case_context(request, case, TAB) | {"study": study, "scenario": scenario}
    if study:
        context |= {
            "printed": is_printed(study),
            "facts_form": facts_form or FactsForm(initial=FactsForm.initial_of(study)),
            "known": plan_page.known_facts(study),
            "facts_changed": not is_printed(study) and plan_page.facts_changed(study),
        }
    if scenario:
        initial = PlanForm.initial_of(scenario.plan_choices)
        context |= plan_page.page(scenario) | {"plan_form": plan_form or PlanForm(initial=initial)}
        context["aid_cards"] = explaining.cards(scenario)
    refused = (facts_form and facts_form.errors) or (plan_form and plan_form.errors)
    return render(request, "studies/plan.html", context, status=422 if refused else 200)


@require_POST
@for_roles(*DESK_ROLES)
def facts(request, case_id, number):
    """Household facts and filing date; everything is computed again."""
    case = find_case(request, case_id)
    study = study_of(case, str(number))
    form = FactsForm(request.POST)
    if not form.is_valid():
        return show(request, case, study, facts_form=form)
    given = form.cleaned_data
    household = HouseholdFields(**{name: given[name] for name in ("size", "rfr_euros", "rfr_year", "occupancy")})
    try:
        known = actions.Facts(household=household, extra=form.extra(), filing_on=given["filing_on"])
        actions.save_facts(actor=request.actor, study=study, facts=known)
    except Refused as refused:
        form.add_error(None, str(refused))
        return show(request, case, study, facts_form=form)
    messages.success(request, "Aides recalculées.")
    return to_plan(case, study)


@require_POST
@for_roles(*DESK_ROLES)
def funding(request, case_id, scenario_id):
    """Own funds, loan and price rise of a scenario."""
    case = find_case(request, case_id)
    scenario = scenario_of(case, scenario_id)
    form = PlanForm(request.POST)
    if form.is_valid():
        try:
            actions.set_plan_choices(actor=request.actor, scenario=scenario, choices=form.choices())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Plan recalculé.")
            return to_plan(case, scenario.study)
    return show(request, case, study_of(case, str(scenario.study.number)), plan_form=form)
