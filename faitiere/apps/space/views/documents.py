"""Documents of the space: what was received, what was sent, and how to send or take back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import opened_at_desk, withdraw_document
from faitiere.apps.cases.enums import DocumentCategory, GuestRight
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.space import find_in_space, space_context
from faitiere.apps.cases.views.documents import file_response
from faitiere.lib.access import signed_in
from faitiere.lib.numbers import count
from faitiere.lib.preview import NoPreview, page_picture
from faitiere.lib.uploads import fetch

from .. import actions
from ..forms.documents import SendForm, too_large
from ..permissions import shared_documents

TAB = "space:documents"


def _shelves(documents) -> list[tuple[str, list]]:
    """Documents by kind, in the order of the kinds."""
    found = list(documents)
    shelves = [(label, [one for one in found if one.category == kind]) for kind, label in DocumentCategory.choices]
    return [shelf for shelf in shelves if shelf[1]]


def _show(request, case, form, status=200):
    documents = shared_documents(case)
    sent = documents.filter(entries__from_household=True, entries__kind="document").distinct()
    mine = list(sent)
    for one in mine:
        one.may_withdraw = one.uploaded_by_id == request.user.pk and opened_at_desk(one) is None
    received = documents.exclude(pk__in=[one.pk for one in mine])
    context = {"form": form, "received": _shelves(received), "sent": _shelves(mine)}
    answer = render(request, "space/documents.html", space_context(request, case, TAB) | context)
    answer.status_code = status
    return answer


@require_safe
@signed_in
def documents(request, case_id):
    case = find_in_space(request, case_id, right=GuestRight.DOCUMENTS)
    wanted = request.GET.get("genre", "")
    initial = {"category": wanted} if wanted in DocumentCategory.values else {}
    return _show(request, case, SendForm(initial=initial))


@require_POST
@signed_in
def send(request, case_id):
    """File photos and documents; each refusal is said with the name of its file."""
    case = find_in_space(request, case_id)
    form = SendForm(request.POST, request.FILES)
    valid, cut = form.is_valid(), too_large(request)
    received = actions.Received()
    if valid:
        received = actions.send_files(actor=request.actor, case=case, **form.cleaned_data)
    if received.kept:
        messages.success(request, f"{count(len(received.kept), 'document envoyé', 'documents envoyés')}.")
    if valid and not received.refused and not cut:
        return redirect(TAB, case.pk)
    for sentence in [*received.refused, cut]:
        if sentence:
            form.add_error("files", sentence)
    return _show(request, case, form, status=422)


@require_safe
@signed_in
def document(request, case_id, document_id):
    """A shared document, as an attachment; a guest gets a photo without the place where it was taken."""
    case = find_in_space(request, case_id, right=GuestRight.DOCUMENTS)
    kept = get_object_or_404(shared_documents(case), pk=document_id)
    record(actor=request.actor, verb="document.read", target=kept, case_id=case.pk)
    if case.seat and kept.mime.startswith("image/"):
        return _plain_picture(kept)
    return file_response(kept)


def _plain_picture(kept) -> HttpResponse:
    """The photo drawn anew: what the file knew of its place and camera is gone."""
    answer = file_response(kept)
    try:
        answer.content = page_picture(fetch(kept.vault_name), kept.mime, 1)
    except NoPreview as refused:
        return HttpResponse(str(refused), status=422, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Type"] = "image/png"
    answer.headers["Content-Disposition"] = f'attachment; filename="photo-{str(kept.pk)[:8]}.png"'
    return answer


@require_POST
@signed_in
def withdraw(request, case_id, document_id):
    """Take back a file the guichet did not open yet."""
    case = find_in_space(request, case_id)
    kept = get_object_or_404(shared_documents(case), pk=document_id)
    try:
        withdraw_document(actor=request.actor, document=kept)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"« {kept.title} » est retiré : le guichet ne le voit plus.")
    return redirect(TAB, case.pk)
