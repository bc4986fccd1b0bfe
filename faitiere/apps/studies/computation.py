"""One study computed: the home as it is and every scenario in a single run of the engine, then cost, aids and plan."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from faitiere.apps.buildings import energy
from faitiere.apps.buildings.enums import DescriptionSource
from faitiere.engines import aids
from faitiere.engines.aids.situation import WorkLine
from faitiere.engines.energy import summary, works
from faitiere.engines.energy.columns import Columns

from . import aid_facts, aid_run, composing, costing, financing, home_facts, stages
from .models import Scenario, Study
from .prices import unit_prices
from .rules import Refused


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario keeps."""

    result: dict
    aids: list[dict]
    plan: dict


@dataclass(frozen=True, slots=True)
class Costed:
    """Works of a scenario: their cost, how the aids count them, and places MaPrimeRénov' par geste does not pay."""

    lines: list[costing.CostLine]
    asked: list[WorkLine]
    unpaid: frozenset[int]


@dataclass(frozen=True, slots=True)
class Computed:
    """What a study keeps: the facts taken into account with the base, and one outcome a scenario."""

    inputs: dict
    outcomes: list[Outcome] = field(default_factory=list)


def engine_version() -> str:
    """Name and version of the energy engine, as printed."""
    return summary.ENGINE[:40]


def offers_of(study: Study) -> list[tuple[str, list[composing.Offer]]]:
    """The catalogue for the home of a study, at the prices and conditions of today."""
    today = timezone.localdate()
    columns = energy.columns_of(study.description)
    reading = energy.reading_of(study.description)
    return composing.offers(columns, prices=unit_prices(today), on=today, reading=reading)


def compute(study: Study, scenarios: list[Scenario]) -> Computed:
    """Base and scenarios at today's prices and factors, aids of the filing date. Raises `Refused` in French."""
    today = timezone.localdate()
    columns = energy.columns_of(study.description)
    reading = energy.reading_of(study.description)
    bundles = [_bundle(columns, scenario.works, reading) for scenario in scenarios]
    try:
        edited = [works.apply(columns, bundle, reading=reading) for bundle in bundles]
    except works.UnknownWork as unknown:
        raise Refused(str(unknown)) from None
    base, *afters = summary.summarise_all(Columns.concat([columns, *edited]), reading=reading, on=today)
    if base["status"] != "ok":
        raise Refused(base["message"])
    home = {"home": home_facts.kind(columns)}
    facts = aid_facts.household_facts(study.case, _extra(study, columns)) | home
    inputs = study.inputs | {"extra": study.inputs.get("extra", {}), "facts": facts, "base": base}
    prices = unit_prices(today)
    outcomes = []
    for scenario, bundle, after, changed in zip(scenarios, bundles, afters, edited, strict=True):
        lines = _cost_lines(columns, scenario.works, bundle, prices=prices, reading=reading)
        asked = _aid_lines(columns, changed, lines, bundle, on=study.filing_on)
        boiler = home_facts.burns_fossil(columns) and not home_facts.burns_fossil(changed)
        known = facts | {"fossil_boiler_replaced": boiler, "filed_on": study.filing_on}
        unpaid = aid_facts.unpaid_by_geste(lines, single_glazing=home_facts.has_single_glazing(columns))
        outcome = _outcome(scenario, (base, after), known, Costed(lines, asked, unpaid))
        outcome.result.update(_staged(columns, scenario.works, bundle, reading=reading, on=today))
        outcomes.append(outcome)
    return Computed(inputs, outcomes)


def _staged(columns: Columns, chosen: list[dict], bundle: list[works.Work], *, reading: str, on: dt.date) -> dict:
    """The label after each stage and what their order makes worse; empty lists when all is done at once."""
    listed = stages.stages_of(chosen, bundle)
    return {"stages": stages.computed(columns, listed, reading=reading, on=on), "warnings": works.warnings(listed)}


def _extra(study: Study, columns: Columns) -> dict:
    """Answers kept with the study; the year of construction of the description when it was not asked."""
    extra = dict(study.inputs.get("extra", {}))
    if extra.get("built_year") is None:
        extra["built_year"] = _built_year(study, columns)
    return extra


def _built_year(study: Study, columns: Columns) -> int | None:
    """Year the home was built, the youngest it can be; None when nobody said."""
    description = study.description
    if description.source == DescriptionSource.DECLARED and not {"year", "period"} & set(description.answers):
        return None
    return home_facts.last_year_built(columns)


def _bundle(columns: Columns, chosen: list[dict], reading: str) -> list[works.Work]:
    return [composing.engine_work(work, works.quantities(columns, work["code"], reading=reading)) for work in chosen]


def _cost_lines(columns: Columns, chosen, bundle, *, prices, reading) -> list[costing.CostLine]:
    lines = []
    for work, engine_work in zip(chosen, bundle, strict=True):
        found = works.quantities(columns, engine_work, reading=reading)
        line = costing.line(work, computed=found, price=prices.get(work["code"]))
        if line is None:
            raise Refused(f"Aucun prix n'est connu pour « {works.entry(work['code']).libelle} » : saisissez-en un.")
        lines.append(line)
    return lines


def _aid_lines(columns: Columns, changed: Columns, lines, bundle, *, on) -> list[WorkLine]:
    """The works as the aids count them: windows by number, heat pumps with or without hot water."""
    use = "chauffage_eau" if home_facts.heats_water(changed) else "chauffage"
    found = []
    for line, work in zip(lines, bundle, strict=True):
        windows = line.unit == "m²" and works.entry(line.code).famille == "menuiseries"
        quantity = home_facts.window_count(columns, float(line.quantity)) if windows else float(line.quantity)
        found.append(aid_facts.work_line(line, work, on=on, quantity=quantity, use=use))
    return found


def _outcome(scenario: Scenario, summaries: tuple[dict, dict], facts: dict, costed: Costed) -> Outcome:
    """Cost, aids and plan from the summaries before and after."""
    base, after = summaries
    if after["status"] != "ok":
        raise Refused(f"Scénario {scenario.letter} : {after['message']}")
    comparison = summary.compare(base, after)
    energy_facts = {
        "area_m2": base["area_m2"],
        "class_before": base["class"],
        "class_after": after["class"],
        "gain_percent": comparison["primary_kwh_gain_pct"],
    }
    situation = aid_facts.situation(facts | energy_facts, costed.asked)
    try:
        found = aid_run.run(situation, costed.lines, on=facts["filed_on"], unpaid=costed.unpaid)
    except aids.InvalidSituation as wrong:
        raise Refused(" ".join(wrong.sentences)) from None
    result = {"after": after, "comparison": comparison, "cost": found["cost"], "category": found["category"]}
    plan = financing.plan(found, comparison=comparison, choices=scenario.plan_choices)
    return Outcome(result, found["aids"], plan)
