"""Scenarios, aids and plan as they were told, with their reports."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from faitiere.apps.cases.enums import GuestRight
from faitiere.apps.cases.space import find_home, space_context
from faitiere.apps.studies import explaining
from faitiere.apps.studies.reading import told_scenario, told_studies
from faitiere.lib.access import signed_in

from .. import plan as telling
from ..permissions import shared_documents

TAB = "space:plan"


@require_safe
@signed_in
def plan(request, case_id):
    """The last study told; `?etude=` opens an earlier one."""
    case = find_home(request, case_id, right=GuestRight.PLAN)
    studies = list(told_studies(case))
    asked = request.GET.get("etude", "")
    study = next((one for one in studies if str(one.number) == asked), studies[0] if studies else None)
    context = space_context(request, case, TAB) | {"studies": studies}
    if study:
        context |= telling.page(study)
        context["may_read_report"] = shared_documents(case).filter(pk=study.report_id).exists() and (
            case.seat is None or case.seat.may(GuestRight.DOCUMENTS)
        )
    return render(request, "space/plan.html", context)


@require_safe
@signed_in
def aids(request, case_id):
    """Why each aid of the chosen scenario, as it was told in the last report: incomes are in it, guests are not."""
    case = find_home(request, case_id)
    scenario = told_scenario(case)
    cards = explaining.cards(scenario, desk=False) if scenario else []
    context = space_context(request, case, TAB) | {"scenario": scenario, "cards": cards}
    return render(request, "space/aids.html", context)
