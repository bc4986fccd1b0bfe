from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import rulebook
from ..forms.prices import DatesForm

_PER_PAGE = 300


@for_roles(*DESK_ROLES)
def parameters(request):
    """Every dated rule the aids are computed with, on a day, with its source and whether somebody checked it."""
    form = DatesForm(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    on = given.get("au") or timezone.localdate()
    since, heading = given.get("depuis"), given.get("bareme", "")
    text, unverified = given.get("q", ""), given.get("a_confirmer", False)
    subjects = rulebook.subjects(on)
    known = any(line.heading == heading for line in subjects)
    asked = known or text or unverified
    found = rulebook.matching(on, heading=heading if known else "", text=text, unverified=unverified) if asked else []
    context = {
        "form": form if form.is_bound else DatesForm(initial={"au": on}),
        "on": on,
        "since": since,
        "subjects": subjects,
        "opened": heading if known else "",
        "asked": asked,
        "page": Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        "changes": rulebook.changes(since, on) if since else [],
    }
    return render(request, "studies/parameters.html", context)
