"""Bills of a condominium in its space: read by its members, typed or imported from a table by the council."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings import actions as buildings
from faitiere.apps.buildings.models import BillYear, EnergyBill
from faitiere.apps.buildings.rules import Refused
from faitiere.apps.cases.space import space_context
from faitiere.apps.studies import bills as balance
from faitiere.apps.studies import bills_draft
from faitiere.apps.studies.forms.bills import BillForm, BillsConfirmForm, BillsFileForm, YearForm
from faitiere.lib.access import signed_in
from faitiere.lib.numbers import count
from faitiere.lib.reports import bill_balance_pdf
from faitiere.lib.uploads import UploadRefused, read_upload

from ..reading import condominium_of
from ..rights import Member, Right, find_member

BILLS = "condominiums:bills"


def _show(request, member: Member, form: BillForm, *, file: BillsFileForm | None = None, plan=None):
    home = condominium_of(member.case).home
    rows = balance.rows(home)
    found = balance.balance(home, rows, on=timezone.localdate())
    context = {
        "form": form,
        "file_form": file or BillsFileForm(),
        "plan": plan,
        "rows": rows,
        "balance": found,
        "finding": balance.finding(found.years),
        "charts": balance.drawings(found.years),
        "table": balance.table(found.years),
        "compared": balance.compared(found),
        "types": member.may(Right.TYPE_BILLS),
        "me": request.actor.user_id,
    }
    dressed = space_context(request, member.case, BILLS) | context
    refused = form.errors or plan or (file and file.errors)
    return render(request, "condominiums/bills.html", dressed, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bills(request, case_id):
    """Bills by year in the four displays; for the council, one bill more."""
    posted = request.POST if request.method == "POST" else None
    member = find_member(request, case_id, Right.BILLS if posted is None else Right.TYPE_BILLS)
    form = BillForm(posted)
    if posted is not None and form.is_valid():
        try:
            buildings.enter_bill(actor=request.actor, home=member.case.home, given=form.bill())
        except Refused as refused:
            form.add_error("year", str(refused))
        else:
            messages.success(request, "Facture ajoutée.")
            return redirect(BILLS, member.case.pk)
    return _show(request, member, form)


@require_safe
@signed_in
def bills_report(request, case_id):
    """The balance printed, for whoever reads the bills."""
    case = find_member(request, case_id, Right.BILLS).case
    home = condominium_of(case).home
    found = balance.balance(home, balance.rows(home), on=timezone.localdate())
    if not found.years:
        messages.error(request, "Ajoutez au moins une facture complète avant d'imprimer le bilan.")
        return redirect(BILLS, case.pk)
    record(actor=request.actor, verb="bills.printed", target=case, case_id=case.pk)
    document = bill_balance_pdf(balance.printed(case, found, territory=request.territory))
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, f"bilan-factures-{case.number}.pdf")
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bill_year(request, case_id, year_id):
    """What splits and corrects a year, typed by the council."""
    member = find_member(request, case_id, Right.TYPE_BILLS)
    year = get_object_or_404(BillYear, pk=year_id, home=member.case.home_id)
    form = YearForm(request.POST or None, initial={name: getattr(year, name) for name in YearForm.base_fields})
    if request.method == "POST" and form.is_valid():
        home, fields = member.case.home, form.cleaned_data
        buildings.save_bill_year(actor=request.actor, home=home, starts_on=year.starts_on, fields=fields)
        messages.success(request, f"Année {year.label} enregistrée.")
        return redirect(BILLS, member.case.pk)
    context = space_context(request, member.case, BILLS) | {"form": form, "year": year}
    return render(request, "condominiums/bill_year.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def bill_remove(request, case_id, bill_id):
    """A bill this very person typed by mistake."""
    member = find_member(request, case_id, Right.TYPE_BILLS)
    own = EnergyBill.objects.filter(year__home=member.case.home_id, entered_by=request.actor.user)
    buildings.remove_bill(actor=request.actor, bill=get_object_or_404(own, pk=bill_id))
    messages.success(request, "Facture retirée.")
    return redirect(BILLS, member.case.pk)


@require_POST
@signed_in
def bills_preview(request, case_id):
    """A table of bills read: what it would add, or what to correct line by line. Nothing is written."""
    member = find_member(request, case_id, Right.TYPE_BILLS)
    home, file = member.case.home, BillsFileForm(request.POST, request.FILES)
    try:
        content = read_upload(request.FILES.get("file"))
        plan = bills_draft.read(home, content)
    except (UploadRefused, Refused) as refused:
        file.add_error("file", str(refused))
        return _show(request, member, BillForm(), file=file)
    if plan.faults:
        return _show(request, member, BillForm(), plan=plan)
    token = bills_draft.put_aside(request.actor, home, content)
    return _preview(request, member, plan, BillsConfirmForm(initial={"token": token}))


def _preview(request, member: Member, plan, form: BillsConfirmForm):
    context = space_context(request, member.case, BILLS) | bills_draft.preview(member.case.home, plan) | {"form": form}
    return render(request, "condominiums/bills_preview.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def bills_import(request, case_id):
    """The table that was looked at, imported: all of it or nothing, once what surprised was answered."""
    member = find_member(request, case_id, Right.TYPE_BILLS)
    home, form = member.case.home, BillsConfirmForm(request.POST)
    try:
        plan = bills_draft.read(home, bills_draft.take_back(request.actor, home, form.data.get("token", "")))
        if not plan.faults and bills_draft.doubts(home, plan) and not request.POST.get("sure"):
            form.add_error("sure", "Répondez d’abord aux questions : cochez si ces valeurs sont justes.")
            return _preview(request, member, plan, form)
        added = buildings.import_bills(actor=request.actor, home=home, plan=plan)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(BILLS, member.case.pk)
    messages.success(request, f"{count(added, 'facture importée', 'factures importées')}.")
    return redirect(BILLS, member.case.pk)
