"""An owner in its space: its lots, its plan, what it declares privately and what it thinks of the vote."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.assemblies import actions
from faitiere.apps.assemblies.enums import LoanKind
from faitiere.apps.assemblies.forms import DeclarationForm, IntentionForm
from faitiere.apps.assemblies.models import GeneralMeeting, OwnerFacts, OwnerIntention
from faitiere.apps.buildings.models import CoOwner
from faitiere.apps.cases.space import space_context
from faitiere.apps.contacts.consent_texts import TEXTS
from faitiere.apps.contacts.enums import Purpose
from faitiere.lib.access import signed_in

from ..reading import condominium_of, meeting_in_view, refusal_clock, shares_of
from ..rights import Member, Right, find_member

TAB = "condominiums:share"
# A long form on a phone stands alone: no menu over its fields, its own way back.
ALONE: dict = {"space_nav": []}


def _find(request, case_id, owner_id) -> tuple[Member, CoOwner]:
    """The member and one of the owners it speaks for; 404 for any other owner of the building."""
    member = find_member(request, case_id, Right.SHARE)
    owner = next((one for one in member.owners if one.pk == owner_id), None)
    if owner is None:
        raise Http404
    return member, owner


@require_safe
@signed_in
def share(request, case_id):
    """Own lots and tantièmes, own plan, own declaration and intention."""
    member = find_member(request, case_id, Right.SHARE)
    meeting = meeting_in_view(condominium_of(member.case))
    context = {
        "meeting": meeting,
        "shares": shares_of(member, meeting),
        "clock": refusal_clock(meeting),
        "is_past": meeting is not None and meeting.held_on < timezone.localdate(),
        "loan_years": meeting.loan_months // 12 if meeting else 0,
        "opt_out": meeting is not None and meeting.loan_kind == LoanKind.OPT_OUT,
    }
    return render(request, "condominiums/share.html", space_context(request, member.case, TAB) | context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declare(request, case_id, owner_id):
    """What an owner declares for its plan, seen by itself and its advisor only."""
    member, owner = _find(request, case_id, owner_id)
    facts = OwnerFacts.objects.filter(owner=owner).first()
    form = DeclarationForm.of(facts, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.save_owner_facts(actor=request.actor, owner=owner, fields=form.fields_of(), by_owner=True)
        messages.success(request, "Déclaration enregistrée. Votre plan est recalculé.")
        return redirect(TAB, member.case.pk)
    meeting = meeting_in_view(condominium_of(member.case))
    context = {"owner": owner, "facts": facts, "form": form, "consent": TEXTS[Purpose.OWNER_PLAN]}
    context |= {"meeting": meeting, "clock": refusal_clock(meeting)}
    dressed = space_context(request, member.case, TAB) | context | ALONE
    return render(request, "condominiums/declare.html", dressed, status=422 if form.errors else 200)


@require_POST
@signed_in
def declaration_erase(request, case_id, owner_id):
    """The declaration taken back: nothing of it is kept."""
    member, owner = _find(request, case_id, owner_id)
    actions.erase_owner_facts(actor=request.actor, owner=owner)
    messages.success(request, "Votre déclaration est effacée. Votre plan ne compte plus d'aide personnelle.")
    return redirect(TAB, member.case.pk)


def _meeting(member: Member, meeting_id) -> GeneralMeeting:
    return get_object_or_404(GeneralMeeting, pk=meeting_id, condominium__home=member.case.home_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def intention(request, case_id, owner_id, meeting_id):
    """How an owner will take part and leans, secret unless it shows it."""
    member, owner = _find(request, case_id, owner_id)
    meeting = _meeting(member, meeting_id)
    known = OwnerIntention.objects.filter(meeting=meeting, owner=owner).prefetch_related("leanings").first()
    asked = list(meeting.resolutions.filter(second_of__isnull=True))
    form = IntentionForm.of(known, request.POST or None, resolutions=asked)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("attending", "sharing")}
        actions.say_intention(
            actor=request.actor, meeting=meeting, owner=owner, fields=fields, leanings=form.leanings()
        )
        messages.success(request, "Votre avis est gardé. Il n'engage à rien : seul le vote compte.")
        return redirect(TAB, member.case.pk)
    context = {"owner": owner, "meeting": meeting, "form": form, "known": known}
    dressed = space_context(request, member.case, TAB) | context | ALONE
    return render(request, "condominiums/intention.html", dressed, status=422 if form.errors else 200)


@require_POST
@signed_in
def intention_erase(request, case_id, owner_id, meeting_id):
    """What was said before the meeting, taken back."""
    member, owner = _find(request, case_id, owner_id)
    known = get_object_or_404(OwnerIntention, meeting=_meeting(member, meeting_id), owner=owner)
    actions.erase_intention(actor=request.actor, intention=known)
    messages.success(request, "Votre avis est effacé.")
    return redirect(TAB, member.case.pk)
