"""The board: the cases of a filter by stage; and the map: how many in each commune."""

from dataclasses import dataclass, replace

from django.db.models import Count, QuerySet
from django.utils import timezone

from faitiere.apps.territories.models import Commune
from faitiere.lib.maps import Map, draw

from ..enums import CaseStatus
from ..models import Stage

COLUMN_SIZE = 20
_SHADES = 4


@dataclass(frozen=True)
class BoardColumn:
    """A stage, its first cases by next step, how many in all, and the stages beside it."""

    stage: Stage
    cards: list[dict]
    total: int
    before: Stage | None
    after: Stage | None


def board_of(cases: QuerySet, project_kind: str) -> list[BoardColumn]:
    """A column for each stage of a kind of project, each bounded."""
    stages = list(Stage.objects.filter(project_kind=project_kind).order_by("position"))
    kept = cases.filter(project_kind=project_kind)
    totals = dict(kept.order_by().values_list("stage_id").annotate(Count("pk")))
    fields = ("pk", "title", "number", "status", "next_step", "next_step_on", "home__commune__name")
    fields += ("advisor__first_name", "advisor__last_name")
    found, today = [], timezone.localdate()
    for rank, stage in enumerate(stages):
        cards = kept.filter(stage=stage).order_by("due_key", "pk").values(*fields)
        near = [stages[at] if 0 <= at < len(stages) else None for at in (rank - 1, rank + 1)]
        some = list(cards[:COLUMN_SIZE]) if totals.get(stage.pk) else []
        for card in some:
            card["late"] = card["status"] == CaseStatus.OPEN and (card["next_step_on"] or today) < today
        found.append(BoardColumn(stage, some, totals.get(stage.pk, 0), *near))
    return found


@dataclass(frozen=True)
class Shaded:
    """A commune on the map: its contour, how many cases, how dark."""

    name: str
    path: str
    count: int
    shade: int


@dataclass(frozen=True)
class Places:
    """The communes of a filter: those with cases, most first; the map, when contours are known, shaded by count."""

    communes: list[tuple[Commune, int]]
    elsewhere: int
    map: Map | None


def places_of(cases: QuerySet, served: list[Commune]) -> Places:
    """How many cases of the filter are in each commune served."""
    counts = dict(cases.order_by().values_list("home__commune_id").annotate(Count("pk")))
    listed = [(one, counts.pop(one.pk)) for one in served if one.pk in counts]
    most = max((count for _, count in listed), default=1)
    known = {one.pk: count for one, count in listed}
    drawn = draw(served)
    shapes = [
        Shaded(one.name, one.path, known.get(one.insee, 0), _shade(known.get(one.insee, 0), most))
        for one in (drawn.shapes if drawn else [])
    ]
    ordered = sorted(listed, key=lambda pair: (-pair[1], pair[0].name))
    plan = replace(drawn, shapes=shapes) if drawn else None
    return Places(ordered, sum(counts.values()), plan)


def _shade(count: int, most: int) -> int:
    """From 0 (no case) to 4 (the most)."""
    return 1 + count * (_SHADES - 1) // most if count else 0
