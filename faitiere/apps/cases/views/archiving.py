from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions
from ..rules import Refused
from ..shell import find_case


@require_POST
@for_roles(*DESK_ROLES)
def archive(request, case_id):
    """Out of sight, with everything; undone with one click."""
    case = find_case(request, case_id)
    actions.archive(actor=request.actor, case=case, reason=request.POST.get("reason", "")[:200])
    undo = reverse("cases:restore", args=[case_id])
    messages.success(request, f"Dossier {case.number} archivé.", extra_tags=f"undo:{undo}")
    return redirect("cases:list")


@require_POST
@for_roles(*DESK_ROLES)
def restore(request, case_id):
    case = find_case(request, case_id)
    try:
        actions.restore(actor=request.actor, case=case)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"Dossier {case.number} restauré, comme il était.")
    return redirect("cases:timeline", case_id)
