"""The plan of each owner before the vote, on screen and on paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.site_works import kept_scenario
from faitiere.apps.cases.enums import ParticipantRole
from faitiere.apps.cases.shell import case_context
from faitiere.lib.access import for_roles
from faitiere.lib.reports import owner_sheets_pdf

from .. import actions, owner_plans, sheets
from ..forms import FundingForm, OwnerFactsForm, OwnerInviteForm
from ..models import OwnerFacts
from ..rules import Refused
from .meetings import TAB, find_meeting


def _context(request, case, meeting, form):
    found = owner_plans.plans(meeting)
    shown = {"meeting": meeting, "plans": found, "form": form}
    return case_context(request, case, TAB) | shown


def _funding(case, meeting, posted=None) -> FundingForm:
    return FundingForm.of(meeting, posted, site=kept_scenario(case))


@for_roles(*DESK_ROLES)
def plans(request, case_id, meeting_id):
    """Every owner's plan, and the sums."""
    case, meeting = find_meeting(request, case_id, meeting_id)
    return render(request, "assemblies/plans.html", _context(request, case, meeting, _funding(case, meeting)))


@require_POST
@for_roles(*DESK_ROLES)
def funding(request, case_id, meeting_id):
    """The collective loan that is offered and what the works fund pays."""
    case, meeting = find_meeting(request, case_id, meeting_id)
    form = _funding(case, meeting, request.POST)
    if form.is_valid():
        actions.change_meeting(actor=request.actor, meeting=meeting, fields=form.fields_of())
        messages.success(request, "Plans recalculés.")
        return redirect("assemblies:plans", case_id=case.pk, meeting_id=meeting.pk)
    return render(request, "assemblies/plans.html", _context(request, case, meeting, form), status=422)


def _show_owner(request, case, meeting, owner, **forms):
    """The plan of an owner; `forms` are the refused ones to show again."""
    facts = OwnerFacts.objects.filter(owner=owner).first()
    context = {
        "meeting": meeting,
        "owner": owner,
        "plan": owner_plans.plan_of(meeting, owner),
        "facts": facts,
        "form": forms.get("form") or OwnerFactsForm.of(facts),
        "invite_form": forms.get("invite_form") or OwnerInviteForm(),
        "in_space": case.active_participants().filter(person=owner.person_id).exists(),
    }
    dressed = case_context(request, case, TAB) | context
    return render(request, "assemblies/owner_plan.html", dressed, status=422 if forms else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def owner_plan(request, case_id, meeting_id, owner_id):
    """The plan of one owner, with what it declared."""
    case, meeting = find_meeting(request, case_id, meeting_id)
    owner = get_object_or_404(meeting.condominium.owners, pk=owner_id)
    if request.method != "POST":
        return _show_owner(request, case, meeting, owner)
    form = OwnerFactsForm(request.POST)
    if not form.is_valid():
        return _show_owner(request, case, meeting, owner, form=form)
    actions.save_owner_facts(actor=request.actor, owner=owner, fields=form.fields_of(), by_owner=False)
    messages.success(request, "Plan recalculé.")
    return redirect("assemblies:owner_plan", case_id=case.pk, meeting_id=meeting.pk, owner_id=owner.pk)


@require_POST
@for_roles(*DESK_ROLES)
def owner_invite(request, case_id, meeting_id, owner_id):
    """An owner asked in to the space, at the address that is known or the one typed."""
    case, meeting = find_meeting(request, case_id, meeting_id)
    owner = get_object_or_404(meeting.condominium.owners, pk=owner_id)
    form = OwnerInviteForm(request.POST)
    if not form.is_valid():
        return _show_owner(request, case, meeting, owner, invite_form=form)
    new = actions.NewMember(ParticipantRole.OWNER, email=form.cleaned_data["email"], owner=owner)
    try:
        mail = actions.invite_member(actor=request.actor, case=case, new=new)
    except Refused as refused:
        form.add_error("email", str(refused))
        return _show_owner(request, case, meeting, owner, invite_form=form)
    messages.success(request, f"Invitation envoyée à {mail.recipient}.")
    return redirect("assemblies:owner_plan", case_id=case.pk, meeting_id=meeting.pk, owner_id=owner.pk)


@require_POST
@for_roles(*DESK_ROLES)
def owner_facts_erase(request, case_id, meeting_id, owner_id):
    """An owner asked on paper or by phone that its declaration be erased."""
    case, meeting = find_meeting(request, case_id, meeting_id)
    owner = get_object_or_404(meeting.condominium.owners, pk=owner_id)
    actions.erase_owner_facts(actor=request.actor, owner=owner)
    messages.success(request, "Déclaration effacée.")
    return redirect("assemblies:owner_plan", case_id=case.pk, meeting_id=meeting.pk, owner_id=owner.pk)


@for_roles(*DESK_ROLES)
def owner_sheets(request, case_id, meeting_id):
    """One A4 page an owner, in one PDF; the number of owners is written in the journal."""
    case, meeting = find_meeting(request, case_id, meeting_id)
    found = owner_plans.plans(meeting).of_owners
    if not found:
        messages.error(request, "Ajoutez une résolution avec son coût, et importez les lots, avant d'imprimer.")
        return redirect("assemblies:plans", case_id=case.pk, meeting_id=meeting.pk)
    record(actor=request.actor, verb="owner.sheets_printed", target=meeting, case_id=case.pk, owners=len(found))
    printed = sheets.of(case, meeting, found, territory=request.territory)
    document = owner_sheets_pdf(printed, issued_on=timezone.localdate())
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, f"plans-{case.number}.pdf")
    return answer
