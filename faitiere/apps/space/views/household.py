"""The home page of the space, the list of projects, and the page that lists the rest of the menu."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from faitiere.apps.cases.enums import CaseStatus, GuestRight
from faitiere.apps.cases.models import Stage
from faitiere.apps.cases.permissions import guest_seats, in_space_of, spaces_of
from faitiere.apps.cases.reading import readers_of
from faitiere.apps.cases.space import find_in_space, space_blocks, space_context
from faitiere.apps.studies.reading import told_scenario
from faitiere.lib.access import signed_in

from ..permissions import shared_documents, shared_entries

_SHOWN = 3


@require_safe
@signed_in
def index(request):
    """Straight to the project when there is one, else the choice, or why it is empty."""
    found = spaces_of(request.actor).select_related("home__commune", "stage").order_by("-opened_at")
    cases = list(found)
    if len(cases) == 1 and "tous" not in request.GET:
        return redirect("space:case", cases[0].pk)
    seats = {seat.case_id: seat for seat in guest_seats(request.actor)}
    members = set(in_space_of(request.actor).values_list("pk", flat=True))
    for case in cases:
        case.seat = None if case.pk in members else seats.get(case.pk)
        case.is_archived = case.status == CaseStatus.ARCHIVED
    context = {"open": [one for one in cases if not one.is_archived], "old": [one for one in cases if one.is_archived]}
    return render(request, "space/index.html", context)


@require_safe
@signed_in
def case(request, case_id):
    """Next step, what is missing from the household, where the project stands, who helps, money, who looked."""
    found = find_in_space(request, case_id, right="")
    stages = Stage.objects.filter(project_kind=found.project_kind).order_by("position")
    seat = found.seat
    context = {
        "stages": stages,
        "rank": sum(stage.position <= found.stage.position for stage in stages),
        "documents": shared_documents(found)[:_SHOWN] if not seat or seat.may(GuestRight.DOCUMENTS) else None,
        "entries": shared_entries(found)[:_SHOWN] if not seat else [],
        "scenario": told_scenario(found) if not seat or seat.may(GuestRight.PLAN) else None,
        "readers": readers_of(found) if not seat else [],
        "today": timezone.localdate(),
        "blocks": space_blocks(request, found),
    }
    return render(request, "space/case.html", space_context(request, found, "space:case") | context)


@require_safe
@signed_in
def more(request, case_id):
    """The pages that the menu at the bottom of a phone has no room for."""
    found = find_in_space(request, case_id, right="")
    context = space_context(request, found, "space:more")
    shown = {line["url"] for line in context["space_bar"]}
    rest = [line for line in context["space_nav"] if line["url"] not in shown]
    return render(request, "space/more.html", context | {"rest": rest})
