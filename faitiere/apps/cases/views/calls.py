from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions, communes
from ..drafting import sends_draft
from ..forms import CallForm
from ..rules import Refused
from .homes import known_homes


def _context(form: CallForm) -> dict:
    rows = form.known() if form.is_bound and len(form.typed) >= 2 else []
    return {
        "form": form,
        "rows": rows,
        "chosen": form.chosen(rows),
        "typed": form.typed if form.is_bound else "",
        "communes": [communes.label(one) for one in communes.served()],
    }


def _opened(form: CallForm, actor):
    """A case for somebody who has none; None when something is missing, said beside the fields."""
    opening = form.new_case()
    if not opening.is_valid():
        form.take_errors(opening)
        return None
    return actions.open_case(actor=actor, request=opening.request())


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
@sends_draft
def call(request):
    """Appel entrant: the number, who it is, what was said, what comes next."""
    form = CallForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if case := form.case():
                actions.log_call(
                    actor=request.actor,
                    case=case,
                    text=given["text"],
                    next_step=given["next_step"],
                    on=given["next_step_on"],
                )
                messages.success(request, f"Appel noté dans le dossier {case.number}.")
            elif case := _opened(form, request.actor):
                messages.success(request, f"Appel noté, dossier {case.number} ouvert.")
            if case:
                return redirect("cases:timeline", case.pk)
        except (Refused, ValidationError) as refused:
            form.add_error(None, str(refused))
    known = known_homes(form, actor=request.actor) if form.is_bound else {}
    answer = render(request, "cases/call.html", _context(form) | known)
    answer.status_code = 422 if form.errors else 200
    return answer


@require_POST
@for_roles(*DESK_ROLES)
def call_known(request):
    """Who it could be, while the number is typed. POST keeps numbers out of addresses and logs."""
    return render(request, "cases/call.html#known", _context(CallForm(request.POST, actor=request.actor)))
