"""Messages between the household and its advisor."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.cases.actions import mark_read
from faitiere.apps.cases.enums import DocumentCategory, GuestRight
from faitiere.apps.cases.permissions import in_space_of
from faitiere.apps.cases.space import find_in_space, space_context
from faitiere.lib.access import signed_in

from .. import actions
from ..forms.documents import too_large
from ..forms.messages import MessageForm
from ..permissions import shared_documents, shared_entries

TAB = "space:messages"


def _show(request, case, form, status: int = 200):
    readable = set(shared_documents(case).values_list("pk", flat=True))
    entries = list(shared_entries(case))
    for entry in entries:
        entry.is_new = case.seat is None and not entry.from_household and entry.read_at is None
        entry.file = entry.document if entry.document_id in readable else None
    if case.seat:
        opened = readable if case.seat.may(GuestRight.DOCUMENTS) else set()
        entries = [entry for entry in entries if entry.document_id is None or entry.document_id in opened]
    context = space_context(request, case, TAB) | {"entries": entries, "form": form}
    return render(request, "space/messages.html", context, status=status)


@require_safe
@signed_in
def thread(request, case_id):
    return _show(request, find_in_space(request, case_id, right=GuestRight.MESSAGES), MessageForm())


@require_POST
@signed_in
def write(request, case_id):
    """A message, and the files that go with it; a refused file is said, the message left all the same."""
    case = find_in_space(request, case_id, right=GuestRight.MESSAGES)
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, case, form, status=422)
    actions.write_to_advisor(actor=request.actor, case=case, text=form.cleaned_data["text"])
    files = [] if case.seat else form.cleaned_data["files"]
    received = actions.send_files(actor=request.actor, case=case, files=files, category=DocumentCategory.OTHER)
    messages.success(request, "Votre message est envoyé à votre conseiller.")
    for sentence in [*received.refused, too_large(request)]:
        if sentence:
            messages.warning(request, sentence)
    return redirect(TAB, case.pk)


@require_POST
@signed_in
def seen(request, case_id):
    """The shared lines were under the household's eyes (sent by the page once it is shown)."""
    case = get_object_or_404(in_space_of(request.actor), pk=case_id)
    mark_read(case=case)
    return HttpResponse(status=204)
