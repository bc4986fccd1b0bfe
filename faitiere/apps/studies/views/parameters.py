from django.shortcuts import render
from django.utils import timezone

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import rulebook
from ..forms.prices import DatesForm


@for_roles(*DESK_ROLES)
def parameters(request):
    """Every dated rule the aids are computed with, on a day, with its source and whether somebody checked it."""
    form = DatesForm(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    on = given.get("au") or timezone.localdate()
    since = given.get("depuis")
    subjects = rulebook.subjects(on)
    opened = given.get("bareme", "")
    return render(
        request,
        "studies/parameters.html",
        {
            "form": form if form.is_bound else DatesForm(initial={"au": on}),
            "on": on,
            "since": since,
            "subjects": subjects,
            "opened": opened if any(line.heading == opened for line in subjects) else "",
            "values": rulebook.of_subject(opened, on) if opened else [],
            "changes": rulebook.changes(since, on) if since else [],
        },
    )
