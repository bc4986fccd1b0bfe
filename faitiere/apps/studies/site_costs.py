"""Works of a condominium's scenario, each with its key of shares, its cost and its part of the collective aids."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from faitiere.apps.buildings.models import ShareKey
from faitiere.apps.buildings.site_works import SiteScenario, SiteWork
from faitiere.engines.finance import share

from .lookup import chosen_of, shown_study
from .models import Scenario
from .syndicate import is_syndicate, keys_of

SUPPORT = "assistance"
_SUPPORT_AID = "copro_amo"
_BY_LINE = "cee"
# The aid that opens the individual premium of each owner.
COLLECTIVE = "mpr_copropriete"


@dataclass(frozen=True)
class KeyTotal:
    """What the works of one key cost, in cents; `key` None: no key is known yet."""

    name: str
    cost_cents: int
    aid_cents: int

    @property
    def remaining_cents(self) -> int:
        return self.cost_cents - self.aid_cents


def of_case(case) -> SiteScenario | None:
    """The works of the scenario kept in the latest study; None for a home, or while nothing is kept."""
    study = shown_study(case) if is_syndicate(case) else None
    scenario = chosen_of(study) if study else None
    return of_scenario(scenario, keys_of(case)) if scenario else None


def of_scenario(scenario: Scenario, keys: Sequence[ShareKey]) -> SiteScenario:
    """Its works in order, the assistance last; sums equal to the cost and to the aids counted, to the cent."""
    study, result = scenario.study, scenario.result
    comparison, base = result["comparison"], study.inputs["base"]
    return SiteScenario(
        name=f"Étude {study.number}, scénario {scenario.letter}. {scenario.name}",
        works=tuple(_works(scenario, keys)),
        gain_percent=comparison["primary_kwh_gain_pct"],
        class_before=base["class"],
        class_after=result["after"]["class"],
        bill_saved_cents=comparison["cost_eur_saved"]["likely"] * 100,
    )


def _works(scenario: Scenario, keys: Sequence[ShareKey]) -> list[SiteWork]:
    lines = scenario.result["cost"]["lines"]
    chosen = {work["code"]: work.get("key") for work in scenario.works}
    known = {str(key.pk): key for key in keys}
    general = keys[0] if keys else None
    found = []
    mpr = any(aid["code"] == COLLECTIVE and aid["cents"] for aid in scenario.plan["aids"])
    for line, aided in zip(lines, aids_by_line(scenario), strict=True):
        key = known.get(chosen.get(line["code"]) or "", general)
        work = _work(line["code"], line["label"], line["ttc"], aid_cents=aided, key=key)
        found.append(replace(work, mpr=mpr))
    return [*found, *_support(scenario, general)]


def _work(code: str, label: str, cost: int, *, aid_cents: int, key: ShareKey | None) -> SiteWork:
    return SiteWork(code, label, key.pk if key else None, key.name if key else "", cost, aid_cents)


def _support(scenario: Scenario, general: ShareKey | None) -> list[SiteWork]:
    """The assistance to the syndicate: another bill, with its own aid and the normal rate of tax."""
    condo = scenario.study.inputs["facts"].get("condo") or {}
    price = condo.get("support_ht_cents")
    if not price:
        return []
    aid = next((one["counted_cents"] for one in scenario.aids if one["code"] == _SUPPORT_AID), 0)
    cost = price + round(price * scenario.result["cost"]["normal_rate"] / 100)
    return [_work(SUPPORT, "Assistance à maîtrise d’ouvrage", cost, aid_cents=min(aid, cost), key=general)]


def aids_by_line(scenario: Scenario) -> list[int]:
    """Part of the aids counted for the works that goes to each line, in cents.

    The CEE follow their own lines; the rest is shared by the price without tax. Where a line would get more than it
    costs, everything is shared by the cost.
    """
    lines, plan = scenario.result["cost"]["lines"], scenario.plan
    counted = {aid["code"]: aid["cents"] for aid in plan["aids"]}
    total = sum(counted.values())
    own = _cee_lines(scenario, counted.get(_BY_LINE, 0))
    if not total:
        return [0 for _ in lines]
    rest = share(total - sum(own), [line["ht"] for line in lines])
    found = [mine + part for mine, part in zip(own, rest, strict=True)]
    if any(part > line["ttc"] for part, line in zip(found, lines, strict=True)):
        return share(total, [line["ttc"] for line in lines])
    return found


def _cee_lines(scenario: Scenario, counted: int) -> list[int]:
    """CEE of each line, when they are all counted; zeros else."""
    lines = scenario.result["cost"]["lines"]
    aid = next((one for one in scenario.aids if one["code"] == _BY_LINE), None)
    details = [one["amount_cents"] or 0 for one in aid["details"]] if aid else []
    return details if len(details) == len(lines) and sum(details) == counted else [0 for _ in lines]


def by_key(works: Sequence[SiteWork]) -> list[KeyTotal]:
    """Sums by key of shares, in the order the keys are met."""
    names = dict.fromkeys(work.key_name for work in works)
    return [
        KeyTotal(
            name or "Sans clé",
            sum(work.cost_cents for work in works if work.key_name == name),
            sum(work.aid_cents for work in works if work.key_name == name),
        )
        for name in names
    ]
