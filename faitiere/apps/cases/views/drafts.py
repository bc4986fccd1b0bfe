import json

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions
from ..drafting import draft_id as read_id
from ..permissions import visible_to
from ..rules import Refused
from ..shell import others_writing, writing_words


@require_POST
@for_roles(*DESK_ROLES)
def draft_keep(request, draft_id):
    """Keep what is being typed, at each pause; nothing to show, unless a colleague writes in the same case."""
    case = None
    if asked := request.POST.get("case"):
        found = visible_to(request.actor).annotate(**others_writing(request.actor))
        case = get_object_or_404(found, pk=read_id(asked))
    try:
        fields = json.loads(request.POST.get("fields", ""))
        place = request.POST.get("place", "")
        actions.keep_draft(actor=request.actor, draft_id=draft_id, place=place, case=case, fields=fields)
    except json.JSONDecodeError:
        return JsonResponse({"said": "Ce brouillon ne peut pas être lu."}, status=400)
    except Refused as refused:
        return JsonResponse({"said": str(refused)}, status=400)
    if case is not None and place.startswith("fil:") and (writing := writing_words(case)):
        return JsonResponse({"said": writing})
    return HttpResponse(status=204)


@require_POST
@for_roles(*DESK_ROLES)
def draft_drop(request, draft_id):
    """Throw a draft away."""
    actions.drop_draft(actor=request.actor, draft_id=draft_id)
    messages.success(request, "Brouillon jeté.")
    back = request.POST.get("retour", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe else "cases:day")
