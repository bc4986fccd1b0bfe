"""The figures of the dashboard, computed from cases, confirmed acts and chosen scenarios of a period."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from faitiere.apps.accounts.enums import Role
from faitiere.apps.cases.models import Case
from faitiere.apps.studies.models import Scenario
from faitiere.lib.secrecy import SECRECY_FLOOR, hide_small
from faitiere.lib.tenancy import TenantQuerySet

from .enums import Indicator
from .models import Objective
from .permissions import acts_measured_by


@dataclass
class Board:
    """Everything the dashboard shows. A None count is hidden: fewer than five households stand behind it."""

    start: dt.date
    end: dt.date
    cases: int | None
    acts: list[dict]
    acts_total: int | None
    gain: float | None
    works_cents: int | None
    aids_cents: int | None
    scenarios: int
    communes: list = field(default_factory=list)
    months: list = field(default_factory=list)
    objectives: list[dict] = field(default_factory=list)


def cases_measured_by(actor) -> TenantQuerySet:
    """Cases behind the figures: all of the territory for administrators and funders, else the organisation's."""
    if actor.has(Role.TERRITORY_ADMIN, Role.FUNDER):
        return Case.objects.all()
    return Case.objects.filter(organisation__in=actor.organisation_ids)


def months_between(start: dt.date, end: dt.date) -> list[dt.date]:
    """First day of each month of the period."""
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    return [dt.date(start.year + (start.month - 1 + i) // 12, (start.month - 1 + i) % 12 + 1, 1) for i in range(count)]


def chosen_scenarios(cases) -> list[Scenario]:
    """The chosen scenario of the last study of each case."""
    found = {}
    scenarios = Scenario.objects.filter(study__case__in=cases, is_chosen=True).select_related("study__case__home")
    for scenario in scenarios.order_by("study__case_id", "study__number"):
        found[scenario.study.case_id] = scenario
    return list(found.values())


def board(actor, start: dt.date, end: dt.date) -> Board:
    """Figures of the period for this actor; small counts are hidden from those who cannot open the cases."""
    cases = cases_measured_by(actor).filter(opened_at__date__range=(start, end))
    acts = list(
        acts_measured_by(actor)
        .filter(done_on__range=(start, end))
        .select_related("act_type", "case__home__commune")
        .order_by("done_on")
    )
    followed = set(cases.values_list("pk", flat=True)) | {act.case_id for act in acts}
    scenarios = chosen_scenarios(list(followed))
    hides = not actor.has(Role.TERRITORY_ADMIN, Role.MANAGER)
    enough = len(scenarios) >= SECRECY_FLOOR or not hides
    result = Board(
        start=start,
        end=end,
        cases=len(followed) if len(followed) >= SECRECY_FLOOR or not hides or not followed else None,
        acts=_by_type(acts, hides=hides),
        acts_total=_shown_total(acts, hides=hides),
        gain=_mean_gain(scenarios) if enough else None,
        works_cents=sum(_works(one) for one in scenarios) if enough else None,
        aids_cents=sum(_aids(one) for one in scenarios) if enough else None,
        scenarios=len(scenarios),
    )
    result.communes = _by_commune(followed, acts, scenarios, hides=hides)
    result.months = _by_month(cases, acts, scenarios, months=months_between(start, end), hides=hides)
    result.objectives = _objectives(result)
    return result


def _shown_total(acts, *, hides: bool) -> int | None:
    """Number of acts, or None when fewer than five households stand behind them."""
    households = len({act.case_id for act in acts})
    return None if hides and 0 < households < SECRECY_FLOOR else len(acts)


def _by_type(acts, *, hides: bool) -> list[dict]:
    """Acts of each type with their value; small groups of households hidden when `hides`."""
    groups = defaultdict(list)
    for act in acts:
        groups[act.act_type].append(act)
    households = {str(one.pk): len({act.case_id for act in group}) for one, group in groups.items()}
    shown = hide_small(households) if hides else households
    rows = []
    for act_type, group in sorted(groups.items(), key=lambda pair: pair[0].code):
        hidden = shown[str(act_type.pk)] is None
        value = act_type.unit_value_cents * len(group) if act_type.unit_value_cents and not hidden else None
        rows.append({"type": act_type, "count": None if hidden else len(group), "value_cents": value})
    return rows


@dataclass
class Group:
    """What happened in a commune or a month; None is hidden, fewer than five households stand behind it."""

    name: str
    cases: int | None
    acts: int | None
    works_cents: int | None
    aids_cents: int | None


def _groups(keys: list[str], places: dict, acts, scenarios, *, hides: bool) -> list[Group]:
    """One line a key, in order.

    places  {"cases": [(key, case id)…], "acts": [key…], "scenarios": [key…]}, the last two parallel to their lists
    """
    households = defaultdict(set)
    for key, case_id in places["cases"]:
        households[key].add(case_id)
    counts = {key: len(households[key]) for key in keys}
    shown = hide_small(counts) if hides else counts
    acts_of = Counter(places["acts"])
    works, aids = Counter(), Counter()
    for key, scenario in zip(places["scenarios"], scenarios, strict=True):
        works[key] += _works(scenario)
        aids[key] += _aids(scenario)
    return [
        Group(key, None, None, None, None)
        if shown[key] is None
        else Group(key, shown[key], acts_of[key], works[key], aids[key])
        for key in keys
    ]


def _by_commune(followed: set, acts, scenarios, *, hides: bool) -> list[Group]:
    names = dict(Case.objects.filter(pk__in=followed).values_list("pk", "home__commune__name"))
    place = {case_id: name or "Commune à préciser" for case_id, name in names.items()}
    places = {
        "cases": [(name, case_id) for case_id, name in place.items()],
        "acts": [place[act.case_id] for act in acts],
        "scenarios": [place[one.study.case_id] for one in scenarios],
    }
    return _groups(sorted(set(place.values())), places, acts, scenarios, hides=hides)


def _month(day: dt.date) -> str:
    return day.replace(day=1).isoformat()


def _by_month(cases, acts, scenarios, *, months: list[dt.date], hides: bool) -> list[Group]:
    """Cases by the month they were opened, acts by the month they were done, scenarios by their computation."""
    opened = [(_month(timezone.localdate(at)), pk) for pk, at in cases.values_list("pk", "opened_at")]
    keys = [month.isoformat() for month in months]
    dated = [one for one in scenarios if one.study.computed_at and _month(_day(one)) in keys]
    places = {
        "cases": opened + [(_month(act.done_on), act.case_id) for act in acts],
        "acts": [_month(act.done_on) for act in acts],
        "scenarios": [_month(_day(one)) for one in dated],
    }
    return _groups(keys, places, acts, dated, hides=hides)


def _day(scenario: Scenario) -> dt.date:
    return timezone.localdate(scenario.study.computed_at)


def _objectives(result: Board) -> list[dict]:
    """Progress on the objectives whose period touches the one shown."""
    rows = []
    for goal in Objective.objects.filter(period_start__lte=result.end, period_end__gte=result.start).select_related(
        "act_type"
    ):
        if goal.indicator == Indicator.CASES:
            value = result.cases
        else:
            counts = [row["count"] for row in result.acts if goal.act_type_id in (None, row["type"].pk)]
            value = None if None in counts else sum(counts)
        label = f"Actes {goal.act_type.code}" if goal.act_type else goal.get_indicator_display()
        rows.append({"goal": goal, "label": label, "value": value})
    return rows


def _mean_gain(scenarios) -> float | None:
    """Mean share (0–1) of primary energy saved, from the computed results."""
    gains = [one.result.get("comparison", {}).get("primary_kwh_gain_pct") for one in scenarios]
    known = [gain for gain in gains if gain is not None]
    return sum(known) / len(known) / 100 if known else None


def _works(scenario: Scenario) -> int:
    return scenario.plan.get("total_ttc_cents", 0)


def _aids(scenario: Scenario) -> int:
    return scenario.plan.get("aids_cents", 0)
