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
from faitiere.apps.cases.space import find_in_space, space_blocks, space_context
from faitiere.apps.cases.views.documents import file_response
from faitiere.apps.studies import explaining
from faitiere.apps.studies.reading import told_scenario
from faitiere.lib.access import signed_in

from .. import actions
from ..forms import MessageForm
from ..permissions import shared_documents, shared_entries


@require_safe
@signed_in
def index(request):
    """The project space: straight to the case when there is one, else the choice, or why it is empty."""
    cases = list(in_space_of(request.actor).select_related("home__commune", "stage").order_by("-opened_at"))
    if len(cases) == 1:
        return redirect("space:case", cases[0].pk)
    return render(request, "space/index.html", {"cases": cases})


@require_safe
@signed_in
def case(request, case_id):
    """Next step, where the project stands, who helps, money, who opened the file."""
    found = find_in_space(request, case_id)
    stages = Stage.objects.filter(project_kind=found.project_kind).order_by("position")
    context = {
        "stages": stages,
        "rank": sum(stage.position <= found.stage.position for stage in stages),
        "documents": shared_documents(found)[:3],
        "entries": shared_entries(found)[:3],
        "scenario": told_scenario(found),
        "readers": readers_of(found),
        "today": timezone.localdate(),
        "blocks": space_blocks(request, found),
    }
    return render(request, "space/case.html", space_context(request, found, "space:case") | context)


@require_safe
@signed_in
def aids(request, case_id):
    """Why each aid of the chosen scenario, as it was told in the last report."""
    case = find_in_space(request, case_id)
    scenario = told_scenario(case)
    cards = explaining.cards(scenario, desk=False) if scenario else []
    context = space_context(request, case, "space:case") | {"scenario": scenario, "cards": cards}
    return render(request, "space/aids.html", context)


@require_safe
@signed_in
def documents(request, case_id):
    case = find_in_space(request, case_id)
    context = space_context(request, case, "space:documents") | {"documents": shared_documents(case)}
    return render(request, "space/documents.html", context)


@require_safe
@signed_in
def document(request, case_id, document_id):
    """A shared document, as an attachment."""
    case = get_object_or_404(in_space_of(request.actor), pk=case_id)
    case.reader = request.actor.user
    kept = get_object_or_404(shared_documents(case), pk=document_id)
    record(actor=request.actor, verb="document.read", target=kept, case_id=case.pk)
    return file_response(kept)


def _thread(request, case, form, status: int = 200):
    context = space_context(request, case, "space:messages") | {"entries": shared_entries(case), "form": form}
    return render(request, "space/messages.html", context, status=status)


@require_safe
@signed_in
def thread(request, case_id):
    return _thread(request, find_in_space(request, case_id), MessageForm())


@require_POST
@signed_in
def write(request, case_id):
    case = find_in_space(request, case_id)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _thread(request, case, form, status=422)
    actions.write_to_advisor(actor=request.actor, case=case, text=form.cleaned_data["text"])
    messages.success(request, "Votre message est envoyé à votre conseiller.")
    return redirect("space:messages", case.pk)


@require_POST
@signed_in
def seen(request, case_id):
    """The shared lines were under the household's eyes (sent by the page once it is shown)."""
    case = get_object_or_404(in_space_of(request.actor), pk=case_id)
    mark_read(case=case)
    return HttpResponse(status=204)


@require_safe
@signed_in
def own_data(request, case_id):
    """What the guichet knows of me, and who opened my file."""
    case = find_in_space(request, case_id)
    context = {
        "person": people_of_account(case, request.user).first().person,
        "readers": readers_of(case),
        "visits": Impersonation.objects.filter(seen=request.user, case_id=case.pk).select_related("by"),
    }
    return render(request, "space/data.html", space_context(request, case, "space:data") | context)
