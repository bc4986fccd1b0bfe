"""What a public sheet may say of a renovated home or building: from its kept scenario and its follow-up. Reads only."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from . import follow_up, site_costs
from .models import Scenario
from .syndicate import is_syndicate, keys_of

_MONTH_DAYS = 30.44


@dataclass(frozen=True)
class SiteFacts:
    """No name and no address. Gains are shares of primary energy; None where nothing is known.

    months  from the opening of the case to the first year of bills after the works
    """

    condominium: bool
    homes: int
    built_year: int | None
    class_before: str
    class_after: str
    works: tuple[str, ...]
    cost_cents: int
    aid_cents: int
    computed_gain: float | None
    measured_gain: float | None
    months: int | None


def of_case(case) -> SiteFacts | None:
    """Facts of the scenario kept in the latest study; None while none is."""
    scenario = follow_up.kept_of(case)
    if scenario is None:
        return None
    followed = follow_up.of_case(case, on=timezone.localdate())
    cost, aids, works = _works(case, scenario)
    facts = scenario.study.inputs["facts"]
    return SiteFacts(
        condominium=is_syndicate(case),
        homes=(facts.get("condo") or {}).get("homes") or 1,
        built_year=facts.get("built_year"),
        class_before=scenario.study.inputs["base"]["class"],
        class_after=scenario.result["after"]["class"],
        works=works,
        cost_cents=cost,
        aid_cents=aids,
        computed_gain=followed.computed,
        measured_gain=followed.comparison.gain if followed.comparison else None,
        months=_months(case, [row.starts_on for row in followed.rows if row.after_works]),
    )


def _works(case, scenario: Scenario) -> tuple[int, int, tuple[str, ...]]:
    """Cost with tax, aids counted, and the labels of the works; the assistance of a syndicate is one of them."""
    if is_syndicate(case):
        site = site_costs.of_scenario(scenario, keys_of(case))
        return site.cost_cents, site.aid_cents, tuple(work.label for work in site.works)
    lines = scenario.result["cost"]["lines"]
    return (
        scenario.result["cost"]["totals"]["ttc"],
        scenario.plan["aids_cents"],
        tuple(line["label"] for line in lines),
    )


def _months(case, after: list[dt.date]) -> int | None:
    opened = timezone.localtime(case.opened_at).date()
    return round((min(after) - opened).days / _MONTH_DAYS) if after and min(after) > opened else None
