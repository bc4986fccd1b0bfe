"""Logement tab (T1): the identity sheet, its versions, the DPE files, and the results below."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.audit.actions import record
from faitiere.apps.buildings import actions as buildings
from faitiere.apps.buildings.enums import HomeKind
from faitiere.apps.buildings.models import DpeRecord
from faitiere.apps.buildings.rules import AlreadyThere, Refused
from faitiere.apps.cases.communes import label
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.lib.access import for_roles
from faitiere.lib.uploads import UploadRefused, fetch, read_upload

from .. import identity
from ..forms.home import AnswersForm, CorrectionForm, DpeForm
from ..lookup import posted

TAB = "studies:home"
# Kind of home of the case → answer of the typology.
KINDS = {HomeKind.HOUSE: "maison", HomeKind.FLAT: "appartement"}


@for_roles(*DESK_ROLES)
def home(request, case_id):
    """What is known of the home and what the engine says of it; `?version=` opens an earlier version."""
    case = find_case(request, case_id)
    return _show(request, case, DpeForm())


def _show(request, case, form, status=200):
    context = case_context(request, case, TAB) | {"form": form, "dpes": case.home.dpes.all()}
    description = identity.shown(case.home, request.GET.get("version", ""))
    if description:
        context |= identity.page(description)
    return render(request, "studies/home.html", context, status=status)


@require_POST
@for_roles(*DESK_ROLES)
def upload(request, case_id):
    """A DPE file: read, kept and described in one go, or refused with nothing kept."""
    case = find_case(request, case_id)
    form = DpeForm(request.POST, request.FILES)
    try:
        if getattr(request, "upload_too_large", False):
            raise UploadRefused("Ce fichier dépasse 20 Mo : ce n'est pas un DPE. Déposez le fichier XML d'un seul DPE.")
        if not request.FILES.get("file"):
            raise UploadRefused("Choisissez le fichier XML du DPE, puis déposez-le.")
        sent = request.FILES["file"]
        description = buildings.take_dpe(actor=request.actor, home=case.home, content=read_upload(sent), name=sent.name)
    except (UploadRefused, Refused) as refused:
        form.add_error("file", str(refused))
        return _show(request, case, form, status=422)
    except AlreadyThere as known:
        messages.warning(request, identity.already_there(known.record))
        return redirect(TAB, case_id=case.pk)
    messages.success(request, f"DPE lu. Fiche d’identité, version {description.version}.")
    return redirect(TAB, case_id=case.pk)


@for_roles(*DESK_ROLES)
def answers(request, case_id):
    """The home in plain answers; anything may be unknown but the area and the commune."""
    case = find_case(request, case_id)
    latest = identity.shown(case.home)
    known = dict(latest.answers) if latest else {}
    commune = case.home.commune
    kind = KINDS.get(case.home.kind, "")
    initial = {"kind": kind} | known | {"commune": label(commune) if commune else ""}
    form = AnswersForm(posted(request), initial=initial, territory=request.territory)
    if request.method == "POST" and form.is_valid():
        try:
            buildings.update_home(actor=request.actor, home=case.home, commune=form.cleaned_data["commune"])
            saved = buildings.describe_by_answers(actor=request.actor, home=case.home, answers=form.answers())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Logement décrit. Fiche d’identité, version {saved.version}.")
            return redirect(TAB, case_id=case.pk)
    context = case_context(request, case, TAB) | {"form": form}
    return render(request, "studies/answers.html", context, status=422 if form.errors else 200)


@for_roles(*DESK_ROLES)
def correct(request, case_id):
    """Values of the sheet corrected by hand: a new version, signed and dated."""
    case = find_case(request, case_id)
    description = identity.shown(case.home)
    if description is None:
        messages.warning(request, "Décrivez d’abord le logement : il n’y a encore rien à corriger.")
        return redirect(TAB, case_id=case.pk)
    form = CorrectionForm(posted(request), description=description)
    if request.method == "POST" and form.is_valid():
        try:
            saved = buildings.correct(actor=request.actor, description=description, corrections=form.corrections())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Fiche corrigée, version {saved.version}. Les scénarios sont à recalculer.")
            return redirect(TAB, case_id=case.pk)
    context = case_context(request, case, TAB) | {"form": form, "description": description}
    return render(request, "studies/correct.html", context, status=422 if form.errors else 200)


@for_roles(*DESK_ROLES)
def dpe_file(request, case_id, dpe_id):
    """The DPE file as it was received, as an attachment."""
    case = find_case(request, case_id)
    dpe = get_object_or_404(DpeRecord, pk=dpe_id, home=case.home)
    record(actor=request.actor, verb="dpe.downloaded", target=dpe, case_id=case.pk)
    answer = HttpResponse(fetch(dpe.vault_name), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = content_disposition_header(True, dpe.file_name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
