"""The project of a condominium as its report tells it: scenarios, gain, classes, costs and collective aids."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from faitiere.apps.cases.permissions import documents_meant_for
from faitiere.apps.cases.space import space_context
from faitiere.apps.studies import comparison, plan_page, site_costs
from faitiere.apps.studies.lookup import chosen_of
from faitiere.apps.studies.models import Study
from faitiere.apps.studies.reading import told_studies
from faitiere.apps.studies.syndicate import keys_of
from faitiere.lib.access import signed_in

from ..rights import Right, find_member


@require_safe
@signed_in
def plan(request, case_id):
    """The last study whose report this person may read; never a draft, nothing is computed here."""
    case = find_member(request, case_id, Right.PLAN).case
    shared = case.documents.filter(documents_meant_for(case, case.reader))
    study = told_studies(case).filter(report__in=shared).first()
    context = space_context(request, case, "condominiums:plan") | {"study": study}
    if study:
        context |= _told(study)
    return render(request, "condominiums/plan.html", context)


def _told(study: Study) -> dict:
    """Its scenarios side by side; of the one that was kept, costs and aids by work and key, aids one by one."""
    shown, chosen = comparison.page(study), chosen_of(study)
    told = {"rows": shown["rows"], "cards": shown["cards"], "scenario": chosen}
    if chosen is None:
        return told
    site = site_costs.of_scenario(chosen, keys_of(study.case))
    return told | {
        "site": site,
        "site_keys": site_costs.by_key(site.works),
        "money_rows": plan_page.money_rows(chosen),
        "aid_cards": [plan_page.aid_card(aid) for aid in plan_page.ordered(chosen.aids)],
    }
