"""Tab "Factures": the simplified energy balance, from the bills."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.audit.actions import record
from faitiere.apps.buildings import actions as buildings
from faitiere.apps.buildings.models import BillYear, EnergyBill
from faitiere.apps.buildings.rules import Refused
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.lib.access import for_roles
from faitiere.lib.numbers import count
from faitiere.lib.reports import bill_balance_pdf
from faitiere.lib.uploads import UploadRefused, read_upload

from .. import actions, bills_draft
from .. import bills as page
from ..forms.bills import BillForm, BillsConfirmForm, BillsFileForm, YearForm
from ..rules import Refused as StudyRefused

TAB = "studies:bills"
_YEAR_FIELDS = tuple(YearForm.base_fields)


def _show(request, case, form, status=200, *, file=None, plan=None):
    rows = page.rows(case.home)
    found = page.balance(case.home, rows, on=timezone.localdate())
    context = case_context(request, case, TAB) | {
        "form": form,
        "file_form": file or BillsFileForm(),
        "plan": plan,
        "rows": rows,
        "balance": found,
        "finding": page.finding(found.years),
        "charts": page.drawings(found.years),
        "table": page.table(found.years),
        "compared": page.compared(found),
        "followed": any(row.after_works for row in rows),
    }
    return render(request, "studies/bills.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def bills(request, case_id):
    """Bills by year, and what they say; one bill more."""
    case = find_case(request, case_id)
    form = BillForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            buildings.enter_bill(actor=request.actor, home=case.home, given=form.bill())
        except Refused as refused:
            form.add_error("year", str(refused))
        else:
            messages.success(request, "Facture ajoutée.")
            return redirect(TAB, case_id=case.pk)
    return _show(request, case, form, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def bill_year(request, case_id, year_id):
    """What splits and corrects a year."""
    case = find_case(request, case_id)
    year = get_object_or_404(BillYear, pk=year_id, home=case.home_id)
    form = YearForm(request.POST or None, initial={name: getattr(year, name) for name in _YEAR_FIELDS})
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        buildings.save_bill_year(actor=request.actor, home=case.home, starts_on=year.starts_on, fields=fields)
        messages.success(request, f"Année {year.label} enregistrée.")
        return redirect(TAB, case_id=case.pk)
    context = case_context(request, case, TAB) | {"form": form, "year": year}
    return render(request, "studies/bill_year.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def bills_preview(request, case_id):
    """A table of bills read: what it would add, or what to correct line by line. Nothing is written."""
    case = find_case(request, case_id)
    form = BillsFileForm(request.POST, request.FILES)
    try:
        content = read_upload(request.FILES.get("file"))
        plan = bills_draft.read(case.home, content)
    except (UploadRefused, Refused) as refused:
        form.add_error("file", str(refused))
        return _show(request, case, BillForm(), 422, file=form)
    if plan.faults:
        return _show(request, case, BillForm(), 422, plan=plan)
    token = bills_draft.put_aside(request.actor, case.home, content)
    return _preview(request, case, plan, BillsConfirmForm(initial={"token": token}))


def _preview(request, case, plan, form, status=200):
    context = case_context(request, case, TAB) | bills_draft.preview(case.home, plan) | {"form": form}
    return render(request, "studies/bills_preview.html", context, status=status)


@require_POST
@for_roles(*DESK_ROLES)
def bills_import(request, case_id):
    """The table that was looked at, imported: all of it or nothing, once what surprised was answered."""
    case = find_case(request, case_id)
    form = BillsConfirmForm(request.POST)
    try:
        plan = bills_draft.read(case.home, bills_draft.take_back(request.actor, case.home, form.data.get("token", "")))
        if not plan.faults and bills_draft.doubts(case.home, plan) and not request.POST.get("sure"):
            form.add_error("sure", "Répondez d’abord aux questions : cochez si ces valeurs sont justes.")
            return _preview(request, case, plan, form, status=422)
        added = buildings.import_bills(actor=request.actor, home=case.home, plan=plan)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(TAB, case_id=case.pk)
    messages.success(request, f"{count(added, 'facture importée', 'factures importées')}.")
    return redirect(TAB, case_id=case.pk)


@require_POST
@for_roles(*DESK_ROLES)
def bill_remove(request, case_id, bill_id):
    """A bill entered by mistake."""
    case = find_case(request, case_id)
    bill = get_object_or_404(EnergyBill, pk=bill_id, year__home=case.home_id)
    buildings.remove_bill(actor=request.actor, bill=bill)
    messages.success(request, "Facture retirée.")
    return redirect(TAB, case_id=case.pk)


@require_POST
@for_roles(*DESK_ROLES)
def bills_file(request, case_id):
    """The balance of today filed among the documents that the project space shows."""
    case = find_case(request, case_id)
    try:
        document = actions.file_balance(actor=request.actor, case=case)
    except StudyRefused as refused:
        messages.error(request, str(refused))
        return redirect(TAB, case_id=case.pk)
    messages.success(request, f"« {document.title} » est dans les documents partagés, version {document.version}.")
    return redirect(TAB, case_id=case.pk)


@for_roles(*DESK_ROLES)
def bills_report(request, case_id):
    """The balance printed."""
    case = find_case(request, case_id)
    found = page.balance(case.home, page.rows(case.home), on=timezone.localdate())
    if not found.years:
        messages.error(request, "Ajoutez au moins une facture complète avant d'imprimer le bilan.")
        return redirect(TAB, case_id=case.pk)
    record(actor=request.actor, verb="bills.printed", target=case, case_id=case.pk)
    answer = HttpResponse(
        bill_balance_pdf(page.printed(case, found, territory=request.territory)), content_type="application/pdf"
    )
    answer["Content-Disposition"] = content_disposition_header(True, f"bilan-factures-{case.number}.pdf")
    return answer
