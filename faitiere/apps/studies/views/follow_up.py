"""Tab "Après travaux": bills before and after against the computed gain, and its report."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.buildings import actions as buildings
from faitiere.apps.buildings.rules import Refused as BillsRefused
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.lib.access import for_roles

from .. import actions
from .. import follow_up as followed
from ..forms.follow_up import AFTER, DURING, WorksYearsForm
from ..lookup import posted
from ..rules import Refused

TAB = "studies:follow_up"


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def follow_up(request, case_id):
    """What the bills say of the works; which years came before, during, after."""
    case = find_case(request, case_id)
    shown = followed.page(case)
    form = WorksYearsForm(posted(request), years=shown["follow_up"].rows)
    if request.method == "POST" and form.is_valid():
        try:
            during, after = form.on(DURING), form.on(AFTER)
            buildings.place_works(actor=request.actor, home=case.home, during=during, after=after)
        except BillsRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Années enregistrées.")
            return redirect(TAB, case_id=case.pk)
    context = case_context(request, case, TAB) | shown | {"form": form}
    return render(request, "studies/follow_up.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def follow_up_report(request, case_id):
    """The report filed in the documents of the case."""
    case = find_case(request, case_id)
    try:
        actions.file_follow_up(actor=request.actor, case=case)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(TAB, case_id=case.pk)
    messages.success(request, "Bilan après travaux classé dans les documents, partagé.")
    return redirect("cases:documents", case_id=case.pk)
