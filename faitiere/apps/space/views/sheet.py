"""The home sheet: read and corrected by the household, decided by the advisor."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.buildings.rules import Refused as EngineRefused
from faitiere.apps.cases.enums import GuestRight
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.apps.cases.space import find_in_space, space_context
from faitiere.apps.studies import identity
from faitiere.lib.access import for_roles, signed_in

from .. import actions
from ..enums import StatementState
from ..forms.sheet import LineForm
from ..models import HomeStatement
from ..sheet import CORRECTED, PLAIN, QUESTIONS, known_value, line_of, lines_of, unit_of

TAB, DESK_TAB = "space:home", "space:statements"


@require_safe
@signed_in
def home(request, case_id):
    """What is known of the home, each value with its source."""
    case = find_in_space(request, case_id, right=GuestRight.SHEET)
    description = identity.shown(case.home)
    parts = lines_of(case)
    if case.seat:
        parts["place"] = []
    context = space_context(request, case, TAB) | {"parts": parts, "description": description}
    return render(request, "space/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def home_line(request, case_id, key):
    """One question, its answer of today, and "je ne sais pas"."""
    case = find_in_space(request, case_id)
    if key not in (*PLAIN, *QUESTIONS):
        raise Http404
    form = LineForm(request.POST or None, key=key, known=known_value(case, key))
    if request.method == "POST" and form.is_valid():
        try:
            said = actions.declare(actor=request.actor, case=case, key=key, value=form.answer())
        except (Refused, EngineRefused) as refused:
            form.add_error("value", str(refused))
        else:
            applied = said.state == StatementState.APPLIED
            messages.success(request, "Merci, c'est noté." if applied else "Merci. Votre conseiller va vérifier.")
            return redirect(TAB, case.pk)
    context = {"form": form, "line": line_of(case, key), "unit": unit_of(key)}
    answer = render(request, "space/home_line.html", space_context(request, case, TAB) | context)
    answer.status_code = 422 if form.errors else 200
    return answer


@require_safe
@for_roles(*DESK_ROLES)
def statements(request, case_id):
    """What the household said of its home: before, after, and what is left to decide."""
    case = find_case(request, case_id)
    found = list(HomeStatement.objects.filter(case=case))
    for one in found:
        one.enters_sheet = one.key in CORRECTED
    context = case_context(request, case, DESK_TAB) | {"statements": found}
    return render(request, "space/statements.html", context)


@require_POST
@for_roles(*DESK_ROLES)
def statement_decide(request, case_id, statement_id):
    """Take a value of the household, or keep that of the sheet."""
    case = find_case(request, case_id)
    said = get_object_or_404(HomeStatement, pk=statement_id, case=case)
    try:
        if request.POST.get("choix") != "prendre":
            actions.decline_statement(actor=request.actor, said=said)
            messages.success(request, f"{said.label} : la fiche garde sa valeur.")
        elif actions.take_statement(actor=request.actor, said=said):
            messages.success(request, f"{said.label} : la fiche a une nouvelle version. Recalculez les scénarios.")
        else:
            messages.success(request, f"{said.label} : notée. Reportez-la dans l'onglet Logement.")
    except (Refused, EngineRefused) as refused:
        messages.error(request, str(refused))
    return redirect(DESK_TAB, case_id)
