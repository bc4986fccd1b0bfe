"""Tab "Copropriété": what it is, its lots and keys, what the law asks of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.buildings import actions as buildings
from faitiere.apps.buildings import lots_rules
from faitiere.apps.buildings.lots_rules import LotsPlan
from faitiere.apps.buildings.models import Condominium, Lot
from faitiere.apps.buildings.rules import Refused
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.lib.access import for_roles
from faitiere.lib.numbers import count
from faitiere.lib.uploads import UploadRefused, read_upload

from .. import actions, lots_draft, site_page
from ..forms import DiagnosisForm, KeyForm, ListForm, LotForm, LotsFileForm, RemovalForm, SaleForm, SiteForm
from ..rules import Refused as MeetingRefused

TAB = "assemblies:site"
LOTS_A_PAGE = 100


def find_condominium(request, case_id) -> tuple[Case, Condominium]:
    """The case and its condominium; 404 for the case of a house, or one the actor may not know of."""
    case = find_case(request, case_id)
    return case, get_object_or_404(Condominium.objects.select_related("home__commune"), home=case.home_id)


def _show(request, case: Case, condominium: Condominium, forms: dict | None = None) -> HttpResponse:
    forms = forms or {}
    context = case_context(request, case, TAB) | site_page.page(condominium)
    context |= {"file_form": forms.get("file") or LotsFileForm(), "form": forms.get("diagnosis") or DiagnosisForm()}
    context["plan"] = forms.get("plan")
    context["page"] = Paginator(context["lots"], LOTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "assemblies/site.html", context, status=422 if forms else 200)


@for_roles(*DESK_ROLES)
def site(request, case_id):
    """The sheet of the condominium."""
    return _show(request, *find_condominium(request, case_id))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def site_edit(request, case_id):
    """What is known of the condominium, corrected by hand."""
    case, condominium = find_condominium(request, case_id)
    form = SiteForm.of(condominium, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            buildings.update_condominium(actor=request.actor, condominium=condominium, **form.fields_of())
        except Refused as refused:
            form.add_error("rnic", str(refused))
        else:
            messages.success(request, "Fiche de la copropriété enregistrée.")
            return redirect(TAB, case_id=case.pk)
    context = case_context(request, case, TAB) | {"form": form, "condominium": condominium}
    return render(request, "assemblies/site_edit.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def lots_preview(request, case_id):
    """The syndic's list read: what it would make, or what to correct line by line. Nothing is written."""
    case, condominium = find_condominium(request, case_id)
    form = LotsFileForm(request.POST, request.FILES)
    try:
        content = read_upload(request.FILES.get("file"))
        plan = lots_draft.read(condominium, content)
    except (UploadRefused, Refused) as refused:
        form.add_error("file", str(refused))
        return _show(request, case, condominium, {"file": form})
    if plan.faults:
        return _show(request, case, condominium, {"plan": plan})
    return _preview(request, case, condominium, content=content, form=_list_form(condominium, plan))


def _list_form(condominium: Condominium, plan: LotsPlan, posted=None) -> ListForm:
    sums, sales = lots_draft.key_sums(condominium, plan), lots_draft.sales(condominium, plan)
    return ListForm(posted, sums=sums, sales=sales)


def _preview(request, case: Case, condominium: Condominium, *, content: bytes, form: ListForm) -> HttpResponse:
    token = lots_draft.put_aside(request.actor, condominium, content)
    shown = lots_draft.preview(condominium, lots_draft.read(condominium, content))
    context = case_context(request, case, TAB) | shown | {"token": token, "form": form}
    return render(request, "assemblies/lots_preview.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def lots_import(request, case_id):
    """The list that was looked at, imported: all of it or nothing."""
    case, condominium = find_condominium(request, case_id)
    try:
        content = lots_draft.take_back(request.actor, condominium, request.POST.get("token", ""))
        plan = lots_draft.read(condominium, content)
        form = _list_form(condominium, plan, request.POST)
        if not form.is_valid():
            return _preview(request, case, condominium, content=content, form=form)
        counted = actions.import_lots(
            actor=request.actor,
            condominium=condominium,
            plan=lots_rules.without(plan, form.ignored()),
            totals=form.totals(),
            sold_on=form.cleaned_data.get("sold_on"),
        )
    except (Refused, MeetingRefused) as refused:
        messages.error(request, str(refused))
        return redirect(TAB, case_id=case.pk)
    messages.success(request, f"{count(counted['listed'], 'lot importé', 'lots importés')}.")
    return redirect(TAB, case_id=case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def key_edit(request, case_id, key_id):
    """Name of a key of shares, its nature, and what the by-laws announce."""
    case, condominium = find_condominium(request, case_id)
    key = get_object_or_404(condominium.keys, pk=key_id)
    form = KeyForm(request.POST or None, initial={"name": key.name, "kind": key.kind, "total": key.total})
    if request.method == "POST" and form.is_valid():
        try:
            buildings.change_key(actor=request.actor, key=key, fields=form.cleaned_data)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"Clé « {key.name} » enregistrée.")
            return redirect(TAB, case_id=case.pk)
    context = case_context(request, case, TAB) | {"form": form, "key": key}
    return render(request, "assemblies/key_edit.html", context, status=422 if form.errors else 200)


def show_lot(request, case: Case, lot: Lot, **forms) -> HttpResponse:
    """The page of a lot; `forms` are the bound ones to show again with their errors."""
    context = {
        "lot": lot,
        "form": forms.get("form") or LotForm.of(lot),
        "sale_form": forms.get("sale_form") or SaleForm(),
        "removal_form": forms.get("removal_form") or RemovalForm(),
        "ownerships": lot.ownerships.select_related("owner").order_by(F("valid_to").desc(nulls_first=True)),
        "owners": lot.condominium.owners.all(),
    }
    dressed = case_context(request, case, TAB) | context
    return render(request, "assemblies/lot_edit.html", dressed, status=422 if forms else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def lot_edit(request, case_id, lot_id):
    """What is known of one lot, its DPE class included."""
    case, condominium = find_condominium(request, case_id)
    lot = get_object_or_404(condominium.lots.select_related("condominium"), pk=lot_id, removed_on=None)
    if request.method != "POST":
        return show_lot(request, case, lot)
    form = LotForm.of(lot, request.POST)
    if form.is_valid():
        buildings.update_lot(actor=request.actor, lot=lot, fields=form.cleaned_data)
        messages.success(request, f"Lot {lot.number} enregistré.")
        return redirect(TAB, case_id=case.pk)
    return show_lot(request, case, lot, form=form)


@require_POST
@for_roles(*DESK_ROLES)
def diagnosis_add(request, case_id):
    """A collective DPE, a draft plan, a DTG or an audit."""
    case, condominium = find_condominium(request, case_id)
    form = DiagnosisForm(request.POST)
    if not form.is_valid():
        return _show(request, case, condominium, {"diagnosis": form})
    added = buildings.add_diagnosis(actor=request.actor, condominium=condominium, fields=form.cleaned_data)
    messages.success(request, f"{added.get_kind_display()} ajouté.")
    return redirect(TAB, case_id=case.pk)


@require_POST
@for_roles(*DESK_ROLES)
def diagnosis_remove(request, case_id, diagnosis_id):
    """Take back a diagnosis entered by mistake."""
    case, condominium = find_condominium(request, case_id)
    diagnosis = get_object_or_404(condominium.diagnoses, pk=diagnosis_id)
    buildings.remove_diagnosis(actor=request.actor, diagnosis=diagnosis)
    messages.success(request, "Diagnostic retiré.")
    return redirect(TAB, case_id=case.pk)
