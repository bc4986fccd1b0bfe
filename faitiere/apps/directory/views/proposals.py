"""The moderation queue: what professionals and visitors propose, beside what the directory says."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions
from ..comparing import compared
from ..enums import ProposalState
from ..models import Professional, Proposal
from ..rules import Refused

_PER_PAGE = 50


@require_safe
@for_roles(*DESK_ROLES)
def waiting(request):
    """Those to settle, oldest first; then the last ones settled."""
    proposals = Proposal.objects.select_related("professional", "settled_by")
    settled = proposals.filter(state__in=[ProposalState.ACCEPTED, ProposalState.REFUSED]).order_by("-settled_at")
    pending = proposals.filter(state=ProposalState.PENDING).order_by("created_at", "pk")
    page = Paginator(pending, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "directory/proposals.html", {"page": page, "settled": settled[:20]})


def _confirmed(proposal_id) -> Proposal:
    """A proposal whose address answered; the others are not the desk's business."""
    confirmed = Proposal.objects.exclude(state=ProposalState.UNCONFIRMED)
    return get_object_or_404(confirmed.select_related("professional", "settled_by"), pk=proposal_id)


@require_safe
@for_roles(*DESK_ROLES)
def proposal(request, proposal_id):
    """What is proposed beside what is known, and whether the address is the one we knew."""
    found = _confirmed(proposal_id)
    known = found.professional or Professional.objects.filter(siret=found.siret).first()
    context = {"proposal": found, "professional": known, "rows": compared(found, known)}
    context["same_address"] = bool(known and known.email and known.email == found.email)
    return render(request, "directory/proposal.html", context)


@require_POST
@for_roles(*DESK_ROLES)
def accept(request, proposal_id):
    found = _confirmed(proposal_id)
    try:
        actions.accept(actor=request.actor, proposal=found, reason=request.POST.get("reason", ""))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("directory:proposal", found.pk)
    messages.success(request, "C'est fait. La personne est remerciée par courriel." if found.email else "C'est fait.")
    return redirect("directory:proposals")


@require_POST
@for_roles(*DESK_ROLES)
def refuse(request, proposal_id):
    found = _confirmed(proposal_id)
    try:
        actions.refuse(actor=request.actor, proposal=found, reason=request.POST.get("reason", ""))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("directory:proposal", found.pk)
    messages.success(request, "Refusée. Votre réponse est partie." if found.email else "Refusée.")
    return redirect("directory:proposals")
