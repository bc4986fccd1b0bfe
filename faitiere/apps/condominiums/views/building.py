"""Pages of a condominium's space that its roles share: the building, meetings, bills."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.assemblies import meeting_page, site_page
from faitiere.apps.assemblies.models import GeneralMeeting
from faitiere.apps.buildings import actions as buildings
from faitiere.apps.buildings.models import BillYear, EnergyBill
from faitiere.apps.buildings.rules import Refused
from faitiere.apps.cases.space import space_context
from faitiere.apps.studies import bills as balance
from faitiere.apps.studies.forms.bills import BillForm, YearForm
from faitiere.lib.access import signed_in

from ..reading import condominium_of
from ..rights import Member, Right, find_member

BILLS = "condominiums:bills"


@require_safe
@signed_in
def building(request, case_id):
    """The site sheet, read: facts, obligations, diagnoses, keys; no owner's name."""
    member = find_member(request, case_id, Right.BUILDING)
    context = site_page.page(condominium_of(member.case))
    return render(
        request, "condominiums/building.html", space_context(request, member.case, "condominiums:building") | context
    )


@require_safe
@signed_in
def meetings(request, case_id):
    """Meetings to come and held."""
    member = find_member(request, case_id, Right.MEETINGS)
    held = condominium_of(member.case).meetings.all()
    context = space_context(request, member.case, "condominiums:meetings") | {
        "meetings": held,
        "today": timezone.localdate(),
    }
    return render(request, "condominiums/meetings.html", context)


@require_safe
@signed_in
def meeting(request, case_id, meeting_id):
    """Agenda, dates, outcomes; simulation and shown intentions for the council."""
    member = find_member(request, case_id, Right.MEETINGS)
    found = get_object_or_404(
        GeneralMeeting.objects.select_related("condominium"), pk=meeting_id, condominium__home=member.case.home_id
    )
    context = meeting_page.space_page(found, council=member.may(Right.LEANINGS)) | {"member": member}
    return render(
        request, "condominiums/meeting.html", space_context(request, member.case, "condominiums:meetings") | context
    )


def _show_bills(request, member: Member, form: BillForm):
    home = condominium_of(member.case).home
    rows = balance.rows(home)
    found = balance.balance(home, rows, on=timezone.localdate())
    context = {
        "form": form,
        "rows": rows,
        "balance": found,
        "finding": balance.finding(found.years),
        "charts": balance.drawings(found.years),
        "table": balance.table(found.years),
        "types": member.may(Right.TYPE_BILLS),
        "me": request.actor.user_id,
    }
    dressed = space_context(request, member.case, BILLS) | context
    return render(request, "condominiums/bills.html", dressed, status=422 if form.errors else 200)


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
    return _show_bills(request, member, form)


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
