"""The project space around its pages: found, journalled and dressed the same way whichever app owns the page.

A page of another app: `case = find_in_space(request, case_id)`, then
`render(request, "its/template.html", space_context(request, case, "its:route") | {...})`, the template extending
`layouts/space.html`. Its line in `settings.SPACE_TABS` puts it in the menu; a function in `settings.SPACE_BLOCKS` puts
a card on the home page of the space. Guests of the household are let in only to pages that ask for it
(`find_in_space(…, right=…)` and a line in `settings.SPACE_GUEST_TABS`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.module_loading import import_string

from faitiere.apps.audit.actions import record
from faitiere.apps.territories.enums import ProjectKind

from .enums import CaseStatus, Visibility
from .models import Case
from .permissions import guest_seats, in_space_of, spaces_of

# Lines of the menu at the bottom of a phone; the last one is « Plus » when there are more pages.
BAR = 5
_OTHERS_SHOWN = 5


@dataclass(frozen=True)
class SpaceBlock:
    """A card of the home page of the space: a template and what it reads beside `case`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


def find_in_space(request, case_id, *, right: str | None = None, even_archived: bool = False) -> Case:
    """The case of a member of the space, or 404; a page opened (GET) is written in the journal.

    right  what a guest of the household needs to be let in (`enums.GuestRight`, "" for any guest); None: members only.
    The guest is then `case.seat`, which is None for a member. An archived case is read only, unless `even_archived`.
    Who reads it is `case.reader`.
    """
    cases = Case.objects.select_related("home__commune", "home__condominium", "stage", "advisor", "organisation")
    case = cases.filter(pk__in=in_space_of(request.actor).values("pk"), pk=case_id).first()
    seat = None
    if case is None and right is not None:
        seat = guest_seats(request.actor).filter(case_id=case_id).first()
        case = cases.filter(pk=case_id).first() if seat and seat.may(right) else None
    if case is None:
        raise Http404
    case.seat, case.reader = seat, request.actor.user
    if request.method == "GET":
        record(actor=request.actor, verb="space.read", target=case, case_id=case.pk)
    elif case.status == CaseStatus.ARCHIVED and not even_archived:
        raise PermissionDenied
    return case


def find_home(request, case_id, **asked) -> Case:
    """The same for a page that a house only has; 404 in a condominium, which has its own."""
    case = find_in_space(request, case_id, **asked)
    if case.project_kind != ProjectKind.HOUSE:
        raise Http404
    return case


def is_closed(case: Case, name: str) -> bool:
    """Whether `settings.SPACE_CLOSED` closes a page to the person who reads the case."""
    return name in import_string(settings.SPACE_CLOSED)(case)


def find_page(request, case_id, name: str) -> Case:
    """The same for a page of both kinds of project, by its route in the menu; 404 to whom it is closed."""
    case = find_in_space(request, case_id)
    if is_closed(case, name):
        raise Http404
    return case


def _is_open(case: Case, name: str) -> bool:
    """A page is open to the household, and to a guest when it was given what `settings.SPACE_GUEST_TABS` asks."""
    seat = getattr(case, "seat", None)
    return seat is None or (name in settings.SPACE_GUEST_TABS and seat.may(settings.SPACE_GUEST_TABS[name]))


def space_menu(case: Case, current: str) -> list[dict]:
    """Pages of `settings.SPACE_TABS` for this kind of project, with the number of messages still unread.

    `current` is the route name of the one shown, or "" outside the menu. Those that `settings.SPACE_CLOSED` closes to
    the person who reads are left out.
    """
    closed = import_string(settings.SPACE_CLOSED)(case)
    unread = 0
    if getattr(case, "seat", None) is None:
        unread = case.entries.filter(visibility=Visibility.SHARED, from_household=False, read_at__isnull=True).count()
    counts = {"space:messages": unread}
    return [
        {
            "name": name,
            "label": label,
            "icon": icon,
            "url": reverse(name, args=[case.pk]),
            "current": name == current,
            "count": counts.get(name),
        }
        for name, label, icon, *kinds in settings.SPACE_TABS
        if (not kinds or case.project_kind in kinds) and name not in closed and _is_open(case, name)
    ]


def space_bar(case: Case, menu: list[dict], tab: str) -> list[dict]:
    """The menu at the bottom of a phone: all of it, or its first lines and the page that lists the others."""
    if len(menu) <= BAR:
        return menu
    more = {"label": "Plus", "icon": "menu", "url": reverse("space:more", args=[case.pk])}
    rest = menu[BAR - 1 :]
    more |= {"current": tab == "space:more" or any(line["current"] for line in rest)}
    more |= {"count": sum(line["count"] or 0 for line in rest)}
    return [*menu[: BAR - 1], more]


def space_blocks(request, case: Case) -> list[SpaceBlock]:
    """Cards that the apps of `settings.SPACE_BLOCKS` have for this person and case, in order.

    Each is a function of (request, case) that gives a `SpaceBlock`, or None when it has nothing to say. They are the
    household's: a guest sees none.
    """
    if getattr(case, "seat", None):
        return []
    blocks = (import_string(name)(request, case) for name in settings.SPACE_BLOCKS)
    return [block for block in blocks if block]


def space_context(request, case: Case, tab: str) -> dict:
    """What `layouts/space.html` needs; `tab` is a route name of `settings.SPACE_TABS`, or ""."""
    menu = space_menu(case, tab)
    others = spaces_of(request.actor).exclude(pk=case.pk).select_related("home__commune").order_by("-opened_at")
    return {
        "case": case,
        "seat": getattr(case, "seat", None),
        "is_archived": case.status == CaseStatus.ARCHIVED,
        "space_nav": menu,
        "space_urls": {line["name"].rpartition(":")[2]: line["url"] for line in menu},
        "space_bar": space_bar(case, menu, tab),
        "space_others": others[:_OTHERS_SHOWN],
    }
