from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.access import for_roles
from faitiere.lib.pictures import BadPicture
from faitiere.lib.uploads import UploadRefused, read_upload

from .. import actions
from ..enums import SheetStatus
from ..forms import ConsentForm, PictureForm, RemarkForm, SheetForm
from ..models import Reference
from ..permissions import PUBLISHING_ROLES, WRITING_ROLES, can_publish, organisations_of, written_by
from ..reading import scenario_of
from ..rules import CONSENT, COUNCIL_CONSENT, Refused
from .public import picture_response, sheet_context

_PAGE = 30


def find_sheet(request, reference_id) -> Reference:
    """A sheet the actor may open at the desk, or 404."""
    rows = written_by(request.actor).select_related("commune", "organisation", "case", "written_by", "checked_by")
    return get_object_or_404(rows.defer("commune__contour").prefetch_related("pictures"), pk=reference_id)


@require_safe
@for_roles(*WRITING_ROLES)
def sheets(request):
    """Sheets of one's organisations, those to check first."""
    status = request.GET.get("etat", "")
    rows = written_by(request.actor).select_related("commune", "organisation").defer("commune__contour")
    counts = [(one.value, one.label, rows.filter(status=one).count()) for one in SheetStatus]
    if status in SheetStatus.values:
        rows = rows.filter(status=status)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    return render(request, "references/desk/sheets.html", {"page": page, "status": status, "counts": counts})


@require_http_methods(["GET", "POST"])
@for_roles(*WRITING_ROLES)
def new(request):
    """A reference of the organisation, typed by hand."""
    form = SheetForm(request.POST or None, organisations=organisations_of(request.actor))
    if request.method == "POST" and form.is_valid():
        reference = actions.create_sheet(actor=request.actor, fields=form.given(), place=form.place)
        messages.success(request, "Fiche enregistrée, en brouillon.")
        return redirect("references:desk_sheet", reference.pk)
    return render(request, "references/desk/edit.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_roles(*DESK_ROLES)
def of_case(request, case_id):
    """From the case in one action: what would be read, then the draft."""
    case, writes = find_case(request, case_id), request.actor.has(*WRITING_ROLES)
    if request.method == "POST":
        if not writes:
            raise PermissionDenied
        try:
            reference = actions.create_from_case(actor=request.actor, case=case)
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("references:case", case.pk)
        messages.success(request, "Fiche préparée avec ce que le dossier sait déjà. Relisez-la.")
        return redirect("references:desk_sheet", reference.pk)
    context = {"reference": Reference.objects.filter(case=case).first(), "scenario": scenario_of(case)}
    context["writes"] = writes
    page = case_context(request, case, "references:case")
    return render(request, "references/desk/case.html", page | context)


@require_safe
@for_roles(*WRITING_ROLES)
def sheet(request, reference_id):
    """The sheet, its pictures, its agreement, and what may be done next."""
    found = find_sheet(request, reference_id)
    context = sheet_context(found) | {
        "publisher": can_publish(request.actor, found),
        "consent": ConsentForm(),
        "consent_words": COUNCIL_CONSENT if found.kind == ProjectKind.CONDOMINIUM else CONSENT,
        "picture": PictureForm(),
        "remark": RemarkForm(),
    }
    return render(request, "references/desk/sheet.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*WRITING_ROLES)
def edit(request, reference_id):
    found = find_sheet(request, reference_id)
    organisations = organisations_of(request.actor)
    form = SheetForm(request.POST or None, instance=found, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_sheet(actor=request.actor, reference=found, fields=form.given(), place=form.place)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Fiche enregistrée.")
            return redirect("references:desk_sheet", found.pk)
    context = {"form": form, "reference": found}
    return render(request, "references/desk/edit.html", context, status=422 if form.errors else 200)


def _answer(request, reference_id, act, told: str):
    """Do one thing to a sheet, say so or say why not, and show the sheet again."""
    try:
        act()
    except (Refused, BadPicture, UploadRefused) as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect("references:desk_sheet", reference_id)


def _first_error(form) -> str:
    return next(iter(form.errors.values()))[0]


@require_POST
@for_roles(*WRITING_ROLES)
def consent(request, reference_id):
    found, form = find_sheet(request, reference_id), ConsentForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _first_error(form))
        return redirect("references:desk_sheet", found.pk)
    given = {name: form.cleaned_data[name] for name in ("by", "source", "on")}
    told = "L'accord est enregistré."
    return _answer(request, found.pk, lambda: actions.give_consent(actor=request.actor, reference=found, **given), told)


@require_POST
@for_roles(*WRITING_ROLES)
def withdraw_consent(request, reference_id):
    found = find_sheet(request, reference_id)
    told = "L'accord est retiré : la fiche n'est plus publiée."
    return _answer(request, found.pk, lambda: actions.withdraw_consent(actor=request.actor, reference=found), told)


@require_POST
@for_roles(*WRITING_ROLES)
def submit(request, reference_id):
    found = find_sheet(request, reference_id)
    told = "La fiche attend d'être vérifiée."
    return _answer(request, found.pk, lambda: actions.submit(actor=request.actor, reference=found), told)


def _publishable(request, reference_id) -> Reference:
    """A sheet the actor answers for, or 404."""
    found = find_sheet(request, reference_id)
    if not can_publish(request.actor, found):
        raise Http404
    return found


@require_POST
@for_roles(*PUBLISHING_ROLES)
def publish(request, reference_id):
    found = _publishable(request, reference_id)
    told = "La fiche est publiée, sur la carte et dans la liste."
    return _answer(request, found.pk, lambda: actions.publish(actor=request.actor, reference=found), told)


@require_POST
@for_roles(*PUBLISHING_ROLES)
def send_back(request, reference_id):
    found, form = _publishable(request, reference_id), RemarkForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _first_error(form))
        return redirect("references:desk_sheet", found.pk)
    remark, told = form.cleaned_data["remark"], "La fiche est rendue à qui l'a écrite."
    return _answer(
        request, found.pk, lambda: actions.send_back(actor=request.actor, reference=found, remark=remark), told
    )


@require_POST
@for_roles(*PUBLISHING_ROLES)
def withdraw(request, reference_id):
    found = _publishable(request, reference_id)
    told = "La fiche n'est plus sur le portail."
    return _answer(request, found.pk, lambda: actions.withdraw(actor=request.actor, reference=found), told)


@require_POST
@for_roles(*WRITING_ROLES)
def add_picture(request, reference_id):
    found, form = find_sheet(request, reference_id), PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.warning(request, _first_error(form))
        return redirect("references:desk_sheet", found.pk)

    def act():
        content = read_upload(form.cleaned_data["file"])
        actions.add_picture(actor=request.actor, reference=found, content=content, fields=form.given())

    return _answer(request, found.pk, act, "Photo ajoutée, sans le lieu ni la date que l'appareil y avait écrits.")


@require_POST
@for_roles(*WRITING_ROLES)
def remove_picture(request, reference_id, picture_id):
    found = find_sheet(request, reference_id)
    picture = get_object_or_404(found.pictures, pk=picture_id)
    return _answer(
        request, found.pk, lambda: actions.remove_picture(actor=request.actor, picture=picture), "Photo retirée."
    )


@require_safe
@for_roles(*WRITING_ROLES)
def picture(request, reference_id, picture_id):
    """A picture of a sheet that is not published yet."""
    found = find_sheet(request, reference_id)
    return picture_response(get_object_or_404(found.pictures, pk=picture_id), cache="private, no-store")
