"""The project space around its pages: found, journalled and dressed the same way whichever app owns the page.

A page of another app: `case = find_in_space(request, case_id)`, then
`render(request, "its/template.html", space_context(request, case, "its:route") | {...})`, the template extending
`layouts/space.html`. Its line in `settings.SPACE_TABS` puts it in the menu; a function in `settings.SPACE_BLOCKS` puts
a card on the home page of the space.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.module_loading import import_string

from faitiere.apps.audit.actions import record

from .enums import Visibility
from .models import Case
from .permissions import in_space_of


@dataclass(frozen=True)
class SpaceBlock:
    """A card of the home page of the space: a template and what it reads beside `case`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


def find_in_space(request, case_id) -> Case:
    """The case of a member of the space, or 404; a page opened (GET) is written in the journal."""
    cases = in_space_of(request.actor).select_related(
        "home__commune", "home__condominium", "stage", "advisor", "organisation"
    )
    case = get_object_or_404(cases, pk=case_id)
    case.reader = request.actor.user
    if request.method == "GET":
        record(actor=request.actor, verb="space.read", target=case, case_id=case.pk)
    return case


def space_menu(case: Case, current: str) -> list[dict]:
    """Pages of `settings.SPACE_TABS` for this kind of project, with the number of messages still unread.

    `current` is the route name of the one shown, or "" outside the menu. Those that `settings.SPACE_CLOSED` closes to
    the person who reads are left out.
    """
    closed = import_string(settings.SPACE_CLOSED)(case)
    unread = case.entries.filter(visibility=Visibility.SHARED, from_household=False, read_at__isnull=True).count()
    counts = {"space:messages": unread}
    return [
        {
            "label": label,
            "icon": icon,
            "url": reverse(name, args=[case.pk]),
            "current": name == current,
            "count": counts.get(name),
        }
        for name, label, icon, *kinds in settings.SPACE_TABS
        if (not kinds or case.project_kind in kinds) and name not in closed
    ]


def space_blocks(request, case: Case) -> list[SpaceBlock]:
    """Cards that the apps of `settings.SPACE_BLOCKS` have for this person and case, in order.

    Each is a function of (request, case) that gives a `SpaceBlock`, or None when it has nothing to say.
    """
    blocks = (import_string(name)(request, case) for name in settings.SPACE_BLOCKS)
    return [block for block in blocks if block]


def space_context(request, case: Case, tab: str) -> dict:
    """What `layouts/space.html` needs; `tab` is a route name of `settings.SPACE_TABS`, or ""."""
    return {"case": case, "space_nav": space_menu(case, tab)}
