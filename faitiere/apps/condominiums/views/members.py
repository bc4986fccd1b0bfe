"""Who is in the space of a condominium: seen by the council and the syndic, led by the energy referent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from faitiere.apps.assemblies import actions
from faitiere.apps.assemblies.rules import Refused
from faitiere.apps.cases.enums import ParticipantRole
from faitiere.apps.cases.space import space_context
from faitiere.lib.access import signed_in

from ..forms import InviteForm
from ..reading import condominium_of
from ..rights import Member, Right, find_member

TAB = "condominiums:members"
LEADING = (ParticipantRole.REFERENT, ParticipantRole.PRESIDENT)


def _owners_to_invite(member: Member):
    """Owners who are not in the space yet."""
    there = member.case.active_participants().values("person_id")
    return condominium_of(member.case).owners.exclude(person__isnull=False, person__in=there)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def members(request, case_id):
    """Names and roles; for who leads, somebody more to ask in. No address, no phone."""
    posted = request.POST if request.method == "POST" else None
    member = find_member(request, case_id, Right.MEMBERS if posted is None else Right.LEAD)
    form = InviteForm(posted, owners=_owners_to_invite(member))
    if posted is not None and form.is_valid():
        try:
            new = actions.NewMember(**form.cleaned_data)
            actions.invite_member(actor=request.actor, case=member.case, new=new)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Invitation envoyée par courriel.")
            return redirect(TAB, member.case.pk)
    people = member.case.active_participants().order_by("role", "person__last_name", "pk")
    context = {"people": people, "form": form, "leads": member.may(Right.LEAD), "leading": LEADING}
    dressed = space_context(request, member.case, TAB) | context
    return render(request, "condominiums/members.html", dressed, status=422 if form.errors else 200)


@require_POST
@signed_in
def withdraw(request, case_id, participant_id):
    """The person leaves the space at once; who leads cannot withdraw itself, nor who shares the lead."""
    member = find_member(request, case_id, Right.LEAD)
    led = member.case.active_participants().exclude(person__user=request.actor.user).exclude(role__in=LEADING)
    participant = get_object_or_404(led, pk=participant_id)
    try:
        actions.withdraw_member(actor=request.actor, participant=participant)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{participant.person} n'a plus accès à l'espace.")
    return redirect(TAB, member.case.pk)
