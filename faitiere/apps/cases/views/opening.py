from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.access import for_roles

from .. import actions, communes
from ..drafting import sends_draft
from ..forms import NewCaseForm
from ..models import Case, Participant
from ..permissions import visible_to
from ..rules import Refused
from .homes import known_homes


def _known(form: NewCaseForm, actor) -> list[dict]:
    """People who could be the one calling, each with the cases the actor may open."""
    people = form.similar()
    open_cases = visible_to(actor).live()
    links = Participant.objects.filter(person__in=people, case__in=open_cases).select_related("case__home__commune")
    by_person = {}
    for link in links.defer("case__home__commune__contour").order_by("-case__opened_at"):
        by_person.setdefault(link.person_id, []).append(link.case)
    return [{"person": one, "cases": by_person.get(one.pk, [])} for one in people]


def _context(form: NewCaseForm, actor) -> dict:
    chosen = str(form.data.get("person_choice", ""))
    return {
        "form": form,
        "known": _known(form, actor) if form.is_bound else [],
        "chosen": chosen,
        "communes": [communes.label(one) for one in communes.served()],
    } | (known_homes(form, actor=actor) if form.is_bound else {})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
@sends_draft
def new(request):
    """Nouvel appel: one form, one case."""
    form = NewCaseForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            case = actions.open_case(actor=request.actor, request=form.request())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            _say_opened(request, case)
            return redirect("cases:timeline", case.pk)
    return render(request, "cases/new.html", _context(form, request.actor))


def _say_opened(request, case: Case) -> None:
    """A word of success, and a warning when another organisation answers for the commune."""
    messages.success(request, f"Dossier {case.number} ouvert.")
    in_charge = communes.in_charge_of(case.home.commune, ProjectKind(case.project_kind))
    if in_charge and in_charge.pk != case.organisation_id:
        messages.warning(
            request,
            f"{case.home.commune} relève de « {in_charge.name} ». "
            "Vous pouvez lui confier ce dossier dans « Personnes et droits ».",
        )


@require_POST
@for_roles(*DESK_ROLES)
def similar(request):
    """People already known, while typing. POST keeps names and phone numbers out of addresses and logs."""
    form = NewCaseForm(request.POST, actor=request.actor)
    context = {"form": form, "known": _known(form, request.actor), "chosen": str(form.data.get("person_choice", ""))}
    return render(request, "cases/new.html#similar", context)
