"""A draft goes when what it holds has been sent: around the views whose forms keep one."""

import uuid
from functools import wraps

from django.http import HttpResponseRedirect

from .actions import drop_draft

FIELD = "brouillon"


def draft_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def sends_draft(view):
    """The draft named in the form goes once the view has done its work, which it says by leading elsewhere."""

    @wraps(view)
    def _view(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        sent = draft_id(request.POST.get(FIELD, "")) if request.method == "POST" else None
        if sent and isinstance(response, HttpResponseRedirect):
            drop_draft(actor=request.actor, draft_id=sent)
        return response

    return _view
