from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.buildings.models import Condominium, EnergyDescription
from faitiere.apps.buildings.site_lines import site_lines
from faitiere.lib.access import for_roles
from faitiere.lib.edits import Conflict, conflict_sentences

from .. import actions
from ..homes import others_at, others_in_building
from ..models import Entry
from ..sheets import CELLS, FOLLOW_UP, HOUSEHOLD, SITE, CellForm, forms_of, in_words, is_for, kept_value
from ..shell import case_context, find_case

_STAGES_SHOWN = 10


def _show(request, case, bound: CellForm | None = None):
    """Both sheets: what can be changed here, and what is read from elsewhere."""
    condominium = Condominium.objects.filter(home=case.home_id).first()
    latest = EnergyDescription.objects.filter(home=case.home_id).select_related("dpe").order_by("-version").first()
    context = {
        "site": forms_of(case, SITE, bound=bound),
        "follow_up": forms_of(case, FOLLOW_UP, bound=bound),
        "household": forms_of(case, HOUSEHOLD, bound=bound),
        "condominium": condominium,
        "site_lines": site_lines(condominium) if condominium else [],
        "description": latest,
        "facts": [one for one in latest.facts if one.get("shown")][:8] if latest and latest.facts else [],
        "at_home": others_at(case.home, actor=request.actor, but=case),
        "in_building": others_in_building(case.home, actor=request.actor),
        "stages_passed": Entry.objects.filter(case=case, kind="stage").order_by("-at", "-pk")[:_STAGES_SHOWN],
    }
    answer = render(request, "cases/sheets.html", case_context(request, case, "cases:sheets") | context)
    answer.status_code = 422 if bound else 200
    return answer


@require_safe
@for_roles(*DESK_ROLES)
def sheets(request, case_id):
    """Site sheet and follow-up sheet."""
    return _show(request, find_case(request, case_id))


@require_POST
@for_roles(*DESK_ROLES)
def sheet_edit(request, case_id, key):
    """Save one value; answers with its small form, or goes back to the page without JavaScript."""
    case, cell = find_case(request, case_id), CELLS.get(key)
    if cell is None or not is_for(case, cell):
        raise Http404
    form, saved = CellForm(request.POST, cell=cell, case=case), False
    if form.is_valid():
        change = actions.Change(cell.target, cell.name, form.cleaned_data["value"], form.cleaned_data["base"])
        try:
            actions.edit_value(actor=request.actor, case=case, change=change)
            saved = True
        except Conflict as conflict:
            case = find_case(request, case_id)
            form = CellForm(request.POST, cell=cell, case=case)
            form.is_valid()
            words = {cell.name: in_words(cell, kept_value(case, cell))}
            form.rebase()
            for told in conflict_sentences(conflict, shown=words):
                form.add_error("value", told.sentence)
    return _answer(request, case_id, form, saved=saved)


def _answer(request, case_id, form: CellForm, *, saved: bool):
    if not request.htmx:
        if saved:
            messages.success(request, "Enregistré.")
            return redirect(f"{reverse('cases:sheets', args=[case_id])}#{form.cell.key}")
        return _show(request, form.case, form)
    case = find_case(request, case_id)
    form = CellForm(cell=form.cell, case=case) if saved else form
    context = {"form": form, "case": case, "saved_at": timezone.now() if saved else None}
    return render(request, "cases/sheet_cell.html", context, status=200 if saved else 422)
