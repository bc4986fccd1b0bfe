"""The block of the day that holds my figures of the month against the territory's objectives."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from faitiere.apps.accounts.enums import Role
from faitiere.apps.cases.day import DayBlock
from faitiere.apps.cases.models import Case
from faitiere.lib.secrecy import SECRECY_FLOOR

from .enums import ActStatus, Indicator
from .models import Act, Objective
from .rules import monthly_share

_NOTHING = {"mine": 0, "total": 0, "households": 0}


@dataclass(frozen=True)
class MonthLine:
    """An objective this month: what I did, what the whole territory did (None: fewer than five), what is expected."""

    label: str
    mine: int
    all: int | None
    expected: int


@dataclass(frozen=True)
class Month:
    lines: list[MonthLine]
    acts: int
    cases: int


def month_of(actor) -> Month:
    """My figures since the first of the month; counted by the database, whatever the size of the territory."""
    today = timezone.localdate()
    counted = {"mine": Count("pk", filter=Q(advisor=actor.user)), "total": Count("pk")}
    behind = {"households": Count("case", distinct=True)}
    acts = Act.objects.filter(status=ActStatus.CONFIRMED, done_on__range=(today.replace(day=1), today)).order_by()
    opened = Case.objects.filter(opened_at__date__gte=today.replace(day=1)).aggregate(**counted)
    found = {
        (Indicator.CASES, None): opened | {"households": opened["total"]},
        (Indicator.ACTS, None): acts.aggregate(**counted, **behind),
    }
    for row in acts.values("act_type").annotate(**counted, **behind):
        found[Indicator.ACTS, row["act_type"]] = row
    goals = Objective.objects.filter(
        period_start__lte=today, period_end__gte=today, indicator__in=[Indicator.ACTS, Indicator.CASES]
    ).select_related("act_type")
    hides = not actor.has(Role.TERRITORY_ADMIN, Role.MANAGER)
    lines = [_line(goal, found.get((goal.indicator, goal.act_type_id), _NOTHING), hides) for goal in goals]
    return Month(lines, found[Indicator.ACTS, None]["mine"], opened["mine"])


def _line(goal: Objective, counts: dict, hides: bool) -> MonthLine:
    label = f"Actes {goal.act_type.code}" if goal.act_type else goal.get_indicator_display()
    few = hides and 0 < counts["households"] < SECRECY_FLOOR
    expected = monthly_share(goal.value, goal.period_start, goal.period_end)
    return MonthLine(label, counts["mine"], None if few else counts["total"], expected)


MONTH = DayBlock("mon-mois", "Mon mois", "steering/day_month.html", month_of, aside=True)
