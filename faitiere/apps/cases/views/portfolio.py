from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.models import Membership, User
from faitiere.apps.contacts.duplicates import find
from faitiere.apps.territories.models import Organisation
from faitiere.lib.access import for_roles

from .. import communes, portfolio
from ..enums import CaseStatus
from ..models import Stage
from ..permissions import known_to, visible_to


def _choices() -> dict[str, list]:
    """What the filters offer, by name in the address."""
    advisors = User.objects.filter(pk__in=Membership.objects.active().filter(role__in=DESK_ROLES).values("user_id"))
    named = [(str(one.pk), str(one)) for one in advisors.order_by("last_name", "first_name")]
    stages = Stage.objects.order_by("project_kind", "position")
    organisations = Organisation.objects.filter(advises=True).order_by("name")
    return {
        "commune": [(one.pk, one.name) for one in communes.served()],
        "etape": [(str(one.pk), one.name) for one in stages],
        "etat": [("tous", "Tous, clos compris"), *CaseStatus.choices],
        "conseiller": [(portfolio.MINE, "Moi"), (portfolio.NOBODY, "Personne"), *named],
        "structure": [(str(one.pk), one.name) for one in organisations],
        "suite": [(portfolio.LATE, "En retard"), (portfolio.WITHOUT, "Sans suite prévue")],
    }


_LABELS = {
    "commune": ("Commune", "Toutes"),
    "etape": ("Étape", "Toutes"),
    "etat": ("État", "En cours et en pause"),
    "conseiller": ("Conseiller", "Tous"),
    "structure": ("Structure", "Toutes"),
    "suite": ("Prochaine étape", "Toutes"),
}


def _selects(choices: dict[str, list], asked) -> list[dict]:
    """The filter fields: name in the address, label, word for no filter, options and the one chosen."""
    return [
        {"key": key, "label": label, "every": every, "options": choices[key], "chosen": asked.get(key, "")}
        for key, (label, every) in _LABELS.items()
    ]


@require_safe
@for_roles(*DESK_ROLES)
def case_list(request):
    """The portfolio. The number of a case typed in the search opens it."""
    seen, filters = visible_to(request.actor), portfolio.read_filters(request.GET)
    if filters.text and (exact := seen.filter(number=filters.text).first()):
        return redirect("cases:timeline", exact.pk)
    found, choices = portfolio.matching(seen, filters, actor=request.actor), _choices()
    page = portfolio.page_of(found, filters)
    further = request.GET.copy()
    further["page"] = page.next_mark
    near = [] if page.rows or not filters.text else find(name=filters.text, among=known_to(request.actor))
    context = {
        "page": page,
        "total": found.count(),
        "filters": filters,
        "selects": _selects(choices, request.GET),
        "tags": portfolio.filter_tags(request.GET, filters, choices=choices),
        "counters": portfolio.counters(seen, actor=request.actor),
        "near": near,
        "next_url": f"?{further.urlencode()}" if page.next_mark else "",
        "today": timezone.localdate(),
    }
    return render(request, "cases/list.html", context)
