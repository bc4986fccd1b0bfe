from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.audit.actions import record
from faitiere.lib.access import for_roles
from faitiere.lib.preview import PAGES_MAX, NoPreview, can_preview, page_count, page_picture
from faitiere.lib.uploads import UploadRefused, fetch, read_upload

from .. import actions
from ..enums import DocumentCategory, Visibility
from ..forms import DocumentForm, FilingForm
from ..models import Document
from ..rules import Refused
from ..shell import case_context, find_case


def file_response(document: Document) -> HttpResponse:
    """A kept file as an attachment that can do nothing: sandboxed, never sniffed, never cached."""
    response = HttpResponse(fetch(document.vault_name), content_type=document.mime)
    response.headers["Content-Disposition"] = content_disposition_header(True, document.file_name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _shelves(case, bound: FilingForm | None) -> list[dict]:
    """Documents by category; the last version of each title first, older ones under it. `bound`: a filing to review."""
    by_title = {}
    for document in case.documents.select_related("uploaded_by").order_by("title", "-version"):
        document.can_be_seen, document.filing = can_preview(document.mime), FilingForm.of(document)
        if bound and bound.prefix == document.filing.prefix:
            document.filing = bound
        by_title.setdefault((document.category, document.title), []).append(document)
    shelves = []
    for category, label in DocumentCategory.choices:
        files = [(found[0], found[1:]) for (kind, _), found in by_title.items() if kind == category]
        if files:
            shelves.append({"label": label, "files": files})
    return shelves


def _show(request, case, form: DocumentForm, filing: FilingForm | None = None):
    context = {"form": form, "shelves": _shelves(case, filing)}
    return render(request, "cases/documents.html", case_context(request, case, "cases:documents") | context)


@require_safe
@for_roles(*DESK_ROLES)
def documents(request, case_id):
    case = find_case(request, case_id)
    return _show(request, case, DocumentForm(case=case))


@require_POST
@for_roles(*DESK_ROLES)
def document_add(request, case_id):
    case = find_case(request, case_id)
    form = DocumentForm(request.POST, request.FILES, case=case)
    if not form.is_valid():
        return _show(request, case, form)
    given = form.cleaned_data
    try:
        document = actions.add_document(
            actor=request.actor,
            case=case,
            category=given["category"],
            title=given["title"],
            content=read_upload(given["file"]),
            name=given["file"].name,
            visibility=given["visibility"],
        )
        if given.get("readers"):
            stage, readers = given["stage"], given["readers"]
            actions.set_readers(actor=request.actor, document=document, readers=readers, stage=stage)
    except UploadRefused as refused:
        form.add_error("file", str(refused))
        return _show(request, case, form)
    messages.success(request, f"Document ajouté : {document.title}.")
    return redirect("cases:documents", case_id)


@require_POST
@for_roles(*DESK_ROLES)
def document_file(request, case_id, document_id):
    """Rename a document or change its category."""
    case = find_case(request, case_id)
    document = get_object_or_404(case.documents, pk=document_id)
    form = FilingForm.of(document, request.POST)
    if form.is_valid():
        try:
            actions.file_document(actor=request.actor, document=document, **form.cleaned_data)
        except Refused as refused:
            form.add_error("title", str(refused))
        else:
            messages.success(request, f"« {document.title} » est dans « {document.get_category_display()} ».")
            return redirect("cases:documents", case_id)
    return _show(request, case, DocumentForm(case=case), form)


@require_POST
@for_roles(*DESK_ROLES)
def document_visibility(request, case_id, document_id):
    """Show a document to the household, or keep it for the desk."""
    case = find_case(request, case_id)
    document = get_object_or_404(case.documents, pk=document_id)
    if document.visibility == Visibility.SHARED:
        actions.unshare_document(actor=request.actor, document=document)
        messages.success(request, f"« {document.title} » n'est plus visible que du guichet.")
    else:
        actions.share_document(actor=request.actor, document=document)
        messages.success(request, f"« {document.title} » est maintenant visible {case.them.of}.")
    return redirect("cases:documents", case_id)


@require_safe
@for_roles(*DESK_ROLES)
def download(request, case_id, document_id):
    """A file of the case, each time written in the journal."""
    document = get_object_or_404(find_case(request, case_id).documents, pk=document_id)
    record(actor=request.actor, verb="document.read", target=document, case_id=case_id)
    return file_response(document)


@require_safe
@for_roles(*DESK_ROLES)
def preview(request, case_id, document_id):
    """The pages of a document as pictures, without leaving the case."""
    case = find_case(request, case_id)
    document = get_object_or_404(case.documents, pk=document_id)
    record(actor=request.actor, verb="document.read", target=document, case_id=case_id)
    count, problem = 0, ""
    try:
        count = page_count(fetch(document.vault_name), document.mime) if can_preview(document.mime) else 0
    except NoPreview as refused:
        problem = str(refused)
    if not count and not problem:
        problem = "Ce genre de fichier ne peut pas être montré ici. Téléchargez-le pour l'ouvrir."
    pages = range(1, min(count, PAGES_MAX) + 1)
    context = {"document": document, "count": count, "pages": pages, "cut": count > PAGES_MAX, "problem": problem}
    return render(request, "cases/preview.html", case_context(request, case, "cases:documents") | context)


@require_safe
@for_roles(*DESK_ROLES)
def preview_page(request, case_id, document_id, number):
    """One page as a picture, under the same policy as the file itself."""
    document = get_object_or_404(find_case(request, case_id).documents, pk=document_id)
    try:
        picture = page_picture(fetch(document.vault_name), document.mime, number)
    except NoPreview:
        raise Http404 from None
    response = HttpResponse(picture, content_type="image/png")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store, private"
    return response
