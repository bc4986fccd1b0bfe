"""Documents by stage and messages of a condominium, each read by those it is meant for."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from faitiere.apps.cases.enums import Visibility
from faitiere.apps.cases.models import Stage
from faitiere.apps.cases.permissions import documents_meant_for, meant_for
from faitiere.apps.cases.space import space_context
from faitiere.lib.access import signed_in
from faitiere.lib.uploads import UploadRefused, read_upload

from .. import actions
from ..forms import DepositForm, MessageForm
from ..rights import Member, Right, find_member

_LOOSE = "Toutes les étapes"


def _groups(member: Member, stages: list[Stage]) -> list[tuple[str, list]]:
    """Documents this person may read, under their stage; stages without any are left out."""
    case = member.case
    kept = list(case.documents.filter(documents_meant_for(case, case.reader), visibility=Visibility.SHARED))
    filed = [(one.name, [document for document in kept if document.stage_id == one.pk]) for one in stages]
    loose = [document for document in kept if document.stage_id is None]
    return [(name, found) for name, found in [*filed, (_LOOSE, loose)] if found]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def documents(request, case_id):
    """Documents by stage; for who works on the project, one more to put in."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    member = find_member(request, case_id, Right.DEPOSIT if request.method == "POST" else None)
    stages = Stage.objects.filter(project_kind=member.case.project_kind).order_by("position")
    form = DepositForm(*posted, member=member) if member.may(Right.DEPOSIT) else None
    if form and form.is_bound and form.is_valid():
        try:
            document = actions.deposit(actor=request.actor, case=member.case, given=_deposit(form))
        except UploadRefused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, f"Document ajouté : {document.title}.")
            return redirect("condominiums:documents", member.case.pk)
    context = {"groups": _groups(member, list(stages)), "form": form}
    dressed = space_context(request, member.case, "condominiums:documents") | context
    return render(request, "condominiums/documents.html", dressed, status=422 if form and form.errors else 200)


def _deposit(form: DepositForm) -> actions.Deposit:
    given = dict(form.cleaned_data)
    file = given.pop("file")
    return actions.Deposit(**given, content=read_upload(file), name=file.name)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def thread(request, case_id):
    """Messages and news meant for this person; one more to send to whom it chooses."""
    member = find_member(request, case_id)
    case, form = member.case, MessageForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        actions.write(actor=request.actor, case=case, **form.cleaned_data)
        messages.success(request, "Votre message est envoyé.")
        return redirect("condominiums:messages", case.pk)
    entries = case.entries.filter(meant_for(case, case.reader), visibility=Visibility.SHARED)
    context = {"form": form, "entries": entries.select_related("document", "author")}
    dressed = space_context(request, case, "condominiums:messages") | context
    return render(request, "condominiums/messages.html", dressed, status=422 if form.errors else 200)
