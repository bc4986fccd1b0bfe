"""The portfolio as a board by stage, and as a map."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.territories.enums import ProjectKind
from faitiere.apps.territories.models import Commune
from faitiere.lib.access import for_roles

from .. import actions, communes
from ..forms import StageForm
from ..models import Stage
from ..permissions import visible_to
from ..portfolio import filters, tabs
from ..portfolio.board import COLUMN_SIZE, board_of, places_of
from ..rules import Refused
from ..shell import find_case
from .portfolio import read_query


def _common(request, view: str) -> dict:
    """The filters on screen, above a board or a map as above the list."""
    asked, query = read_query(request), filters.meaning_of(request.GET)
    return {
        "asked": asked,
        "query": query,
        "tags": filters.tags_of(request.GET, asked),
        "tabs": tabs.tabs_of(request.actor, query),
        "view": view,
    }


def _kept(query: QueryDict) -> str:
    """The filter on screen, to put at the end of an address."""
    kept = filters.meaning_of(query)
    return f"?{kept}" if kept else ""


@require_safe
@for_roles(*DESK_ROLES)
def board(request):
    """A column a stage; a card moves by drag, by its form or with the keyboard."""
    common = _common(request, "cases:board")
    found = filters.matching(visible_to(request.actor), common["asked"], actor=request.actor)
    kind = common["asked"].values.get("nature", ProjectKind.HOUSE)
    columns = board_of(found, kind)
    stages = [column.stage for column in columns]
    return render(
        request,
        "cases/board.html",
        common | {"columns": columns, "stages": stages, "kind": ProjectKind(kind).label, "column_size": COLUMN_SIZE},
    )


@require_POST
@for_roles(*DESK_ROLES)
def board_move(request, case_id):
    """Move a card to a stage; the toast moves it back."""
    case = find_case(request, case_id)
    form = StageForm(request.POST, stages=Stage.objects.filter(project_kind=case.project_kind))
    query = _kept(QueryDict(request.POST.get("filtre", "")[:1000]))
    back = reverse("cases:board") + query
    if not form.is_valid():
        messages.error(request, "Choisissez une étape de la liste. Le dossier n'a pas changé.")
        return redirect(back)
    stage, before = form.chosen(), case.stage
    actions.set_stage(actor=request.actor, case=case, stage=stage)
    if stage.pk != before.pk:
        undo = reverse("cases:board_back", args=[case.pk, before.pk]) + query
        messages.success(request, f"{case.title} : étape « {stage} ».", extra_tags=f"undo:{undo}")
    return redirect(f"{back}#dossier-{case.pk}")


@require_POST
@for_roles(*DESK_ROLES)
def board_back(request, case_id, stage_id):
    """Undo of a move, back on the board as it was filtered."""
    case = find_case(request, case_id)
    stage = get_object_or_404(Stage, pk=stage_id)
    try:
        actions.set_stage(actor=request.actor, case=case, stage=stage)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{case.title} est revenu à l'étape « {stage} ».")
    return redirect(f"{reverse('cases:board')}{_kept(request.GET)}#dossier-{case.pk}")


@require_safe
@for_roles(*DESK_ROLES)
def case_map(request):
    """How many cases in each commune: the contours, and a list that says the same."""
    common = _common(request, "cases:map")
    found = filters.matching(visible_to(request.actor), common["asked"], actor=request.actor)
    contoured = Commune.objects.filter(pk__in=communes.served().values("pk")).order_by("name")
    return render(request, "cases/map.html", common | {"places": places_of(found, list(contoured))})
