"""Aides et plan tab (T3): the facts used, the aids with their reasons, the financing plan to the cent."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.apps.contacts.actions import HouseholdFields
from faitiere.lib.access import for_roles

from .. import actions, explaining, plan_choices, plan_page, site_costs
from ..forms.financing import FinancingForm
from ..forms.plan import FactsForm
from ..forms.syndicate import SyndicateForm
from ..lookup import chosen_of, is_printed, scenario_of, shown_study, study_of
from ..plan_choices import choices_of
from ..rules import Refused
from ..syndicate import is_syndicate, keys_of

TAB = "studies:plan"
_HOUSEHOLD = ("size", "rfr_euros", "rfr_year", "occupancy")


def to_plan(case, study):
    """The plan tab, on this study."""
    return redirect(f"{reverse(TAB, kwargs={'case_id': case.pk})}?etude={study.number}")


@for_roles(*DESK_ROLES)
def plan(request, case_id):
    """Aids and plan of the chosen scenario of a study."""
    case = find_case(request, case_id)
    return show(request, case, shown_study(case, request.GET.get("etude", "")))


def show(request, case, study, *, facts_form=None, typed=None):
    """The page; a refused form is shown with what was typed (`typed`: a plan and its place)."""
    scenario = chosen_of(study) if study else None
    context = case_context(request, case, TAB) | {"study": study, "scenario": scenario}
    context["syndicate"] = is_syndicate(case)
    if study:
        form = facts_form_of(case)
        context |= {
            "printed": is_printed(study),
            "facts_form": facts_form or form(initial=form.initial_of(study)),
            "known": plan_page.known_facts(study),
            "facts_changed": not is_printed(study) and plan_page.facts_changed(study),
        }
    if scenario:
        context |= plan_page.page(scenario) | {"forms": plan_forms(scenario, typed)}
        context["aid_cards"] = explaining.cards(scenario)
        if is_syndicate(case):
            site = site_costs.of_scenario(scenario, keys_of(case))
            context |= {"site": site, "site_keys": site_costs.by_key(site.works)}
    refused = (facts_form and facts_form.errors) or (typed and typed[1].errors)
    return render(request, "studies/plan.html", context, status=422 if refused else 200)


def facts_form_of(case) -> type:
    """A household and a syndicate are not asked the same."""
    return SyndicateForm if is_syndicate(case) else FactsForm


def plan_form(scenario, place: int, *, data=None) -> FinancingForm:
    """The form of one plan, empty or as typed; 404 when there is no such plan."""
    choices = choices_of(scenario.plan_choices)
    if not 0 <= place < len(choices["plans"]):
        raise Http404
    aids = plan_page.aids_to_date(scenario)
    wish, rise = choices["plans"][place], choices["price_rise"]
    return FinancingForm(data, prefix=f"plan{place}", wish=wish, price_rise=rise, aids=aids)


def plan_forms(scenario, typed=None) -> list:
    """Each plan with its name, its form, and whether it is the one kept."""
    choices = choices_of(scenario.plan_choices)
    found = []
    for place, wish in enumerate(choices["plans"]):
        form = typed[1] if typed and typed[0] == place else plan_form(scenario, place)
        found.append(
            {"place": place, "number": place + 1, "name": wish["name"], "form": form, "kept": place == choices["kept"]}
        )
    return found


@require_POST
@for_roles(*DESK_ROLES)
def facts(request, case_id, number):
    """Household facts and filing date; everything is computed again."""
    case = find_case(request, case_id)
    study = study_of(case, str(number))
    form = facts_form_of(case)(request.POST)
    if not form.is_valid():
        return show(request, case, study, facts_form=form)
    given = form.cleaned_data
    household = None if is_syndicate(case) else HouseholdFields(**{name: given[name] for name in _HOUSEHOLD})
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
def funding(request, case_id, scenario_id, number):
    """Own funds, loans, payments and dates of one plan of a scenario."""
    case, place = find_case(request, case_id), number - 1
    scenario = scenario_of(case, scenario_id)
    form = plan_form(scenario, place, data=request.POST)
    if form.is_valid():
        choices = plan_choices.changed(scenario.plan_choices, place, wish=form.wish(), price_rise=form.rise())
        try:
            actions.set_plan_choices(actor=request.actor, scenario=scenario, choices=choices)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Plan recalculé.")
            return to_plan(case, scenario.study)
    return show(request, case, study_of(case, str(scenario.study.number)), typed=(place, form))


def _rearranged(request, case_id, scenario_id, *, change, done):
    """The plans of a scenario changed as a whole: added, kept or taken away."""
    case = find_case(request, case_id)
    scenario = scenario_of(case, scenario_id)
    try:
        choices = change(scenario.plan_choices)
        actions.set_plan_choices(actor=request.actor, scenario=scenario, choices=choices)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return to_plan(case, scenario.study)


@require_POST
@for_roles(*DESK_ROLES)
def plan_add(request, case_id, scenario_id):
    """A second plan beside the first, its copy to start from."""
    done = "Second plan ajouté : modifiez-le pour comparer."
    return _rearranged(request, case_id, scenario_id, change=plan_choices.doubled, done=done)


@require_POST
@for_roles(*DESK_ROLES)
def plan_keep(request, case_id, scenario_id, number):
    """The plan that the report and the household's space show."""
    return _rearranged(
        request, case_id, scenario_id, change=lambda kept: plan_choices.keeping(kept, number - 1), done="Plan retenu."
    )


@require_POST
@for_roles(*DESK_ROLES)
def plan_drop(request, case_id, scenario_id, number):
    """One plan less; the last one stays."""
    return _rearranged(
        request, case_id, scenario_id, change=lambda kept: plan_choices.without(kept, number - 1), done="Plan supprimé."
    )
