from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.models import Impersonation
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import mark_read
from faitiere.apps.cases.models import Stage
from faitiere.apps.cases.permissions import in_space_of, people_of_account
from faitiere.apps.cases.reading import readers_of
from faitiere.apps.cases.views.documents import file_response
from faitiere.apps.studies import explaining
from faitiere.lib.access import signed_in

from .. import actions
from ..forms import MessageForm
from ..permissions import shared_documents, shared_entries
from ..space import chosen_scenario, space_menu


def _find(request, case_id):
    """The household's case, or 404; a page opened is written in the journal."""
    cases = in_space_of(request.actor).select_related("home__commune", "stage", "advisor", "organisation")
    case = get_object_or_404(cases, pk=case_id)
    if request.method == "GET":
        record(actor=request.actor, verb="space.read", target=case, case_id=case.pk)
    return case


@require_safe
@signed_in
def space(request):
    """The project space: straight to the case when there is one, else the choice, or why it is empty."""
    cases = list(in_space_of(request.actor).select_related("home__commune", "stage").order_by("-opened_at"))
    if len(cases) == 1:
        return redirect("portal:space_case", cases[0].pk)
    return render(request, "portal/space.html", {"cases": cases})


@require_safe
@signed_in
def space_case(request, case_id):
    """Next step, where the project stands, who helps, money, who opened the file."""
    case = _find(request, case_id)
    stages = Stage.objects.filter(project_kind=case.project_kind).order_by("position")
    context = {
        "case": case,
        "space_nav": space_menu(case, "home"),
        "stages": stages,
        "rank": sum(stage.position <= case.stage.position for stage in stages),
        "documents": shared_documents(case)[:3],
        "entries": shared_entries(case)[:3],
        "scenario": chosen_scenario(case),
        "readers": readers_of(case),
        "today": timezone.localdate(),
    }
    return render(request, "portal/space_case.html", context)


@require_safe
@signed_in
def space_aids(request, case_id):
    """Why each aid of the chosen scenario, as it was told in the last report."""
    case = _find(request, case_id)
    scenario = chosen_scenario(case)
    context = {
        "case": case,
        "space_nav": space_menu(case, "home"),
        "scenario": scenario,
        "cards": explaining.cards(scenario, desk=False) if scenario else [],
    }
    return render(request, "portal/space_aids.html", context)


@require_safe
@signed_in
def space_documents(request, case_id):
    case = _find(request, case_id)
    context = {"case": case, "space_nav": space_menu(case, "documents"), "documents": shared_documents(case)}
    return render(request, "portal/space_documents.html", context)


@require_safe
@signed_in
def space_document(request, case_id, document_id):
    """A shared document, as an attachment."""
    case = get_object_or_404(in_space_of(request.actor), pk=case_id)
    document = get_object_or_404(shared_documents(case), pk=document_id)
    record(actor=request.actor, verb="document.read", target=document, case_id=case.pk)
    return file_response(document)


@require_safe
@signed_in
def space_messages(request, case_id):
    case = _find(request, case_id)
    context = {
        "case": case,
        "space_nav": space_menu(case, "messages"),
        "entries": shared_entries(case),
        "form": MessageForm(),
    }
    return render(request, "portal/space_messages.html", context)


@require_POST
@signed_in
def space_write(request, case_id):
    case = get_object_or_404(in_space_of(request.actor), pk=case_id)
    form = MessageForm(request.POST)
    if form.is_valid():
        actions.write_to_advisor(actor=request.actor, case=case, text=form.cleaned_data["text"])
        messages.success(request, "Votre message est envoyé à votre conseiller.")
        return redirect("portal:space_messages", case.pk)
    context = {
        "case": case,
        "space_nav": space_menu(case, "messages"),
        "entries": shared_entries(case),
        "form": form,
    }
    return render(request, "portal/space_messages.html", context, status=422)


@require_POST
@signed_in
def space_seen(request, case_id):
    """The shared lines were under the household's eyes (sent by the page once it is shown)."""
    case = get_object_or_404(in_space_of(request.actor), pk=case_id)
    mark_read(case=case)
    return HttpResponse(status=204)


@require_safe
@signed_in
def space_data(request, case_id):
    """What the guichet knows of me, and who opened my file."""
    case = _find(request, case_id)
    context = {
        "case": case,
        "space_nav": space_menu(case, "data"),
        "person": people_of_account(case, request.user).first().person,
        "readers": readers_of(case),
        "visits": Impersonation.objects.filter(seen=request.user, case_id=case.pk).select_related("by"),
    }
    return render(request, "portal/space_data.html", context)
