import uuid

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from faitiere.lib.access import for_roles

from .models import AuditEvent
from .rules import VERB_LABELS

_PER_PAGE = 50


# Written as a value: audit is below accounts, where roles are named.
@require_safe
@for_roles("territory_admin")
def journal(request):
    """Who read and wrote what in the territory, newest first; one person or one case on demand."""
    events = AuditEvent.objects.order_by("-number")
    for parameter, field in (("dossier", "case_id"), ("compte", "actor_id")):
        if value := request.GET.get(parameter, ""):
            events = events.filter(**{f"{field}__in": _uuids(value)})
    page = Paginator(events, _PER_PAGE).get_page(request.GET.get("page"))
    for event in page.object_list:
        event.verb_label = VERB_LABELS.get(event.verb, event.verb)
    return render(request, "audit/journal.html", {"page": page, "filtered": bool(request.GET.keys() - {"page"})})


def _uuids(value: str) -> list[str]:
    """The value as a one-item list when it is a UUID, else an empty list: a wrong address shows nothing."""
    try:
        return [str(uuid.UUID(value))]
    except ValueError:
        return []
