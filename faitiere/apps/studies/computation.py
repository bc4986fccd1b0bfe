"""One study computed: the home as it is and every scenario in a single run of the engine, then cost, aids and plan."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from faitiere.apps.buildings import energy
from faitiere.apps.buildings.enums import DescriptionSource
from faitiere.apps.local_aids import describing
from faitiere.engines import aids
from faitiere.engines.aids.situation import WorkLine
from faitiere.engines.energy import summary, works
from faitiere.engines.energy.columns import Columns

from . import aid_facts, aid_run, composing, costing, financing, home_facts, stages
from .best.ground import Ground
from .models import Scenario, Study
from .prices import unit_prices
from .rules import Refused
from .syndicate import is_syndicate


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


@dataclass(frozen=True, slots=True)
class Rules:
    """The day whose rules apply, and the local aids open that day."""

    on: dt.date
    local_aids: tuple[aids.LocalAid, ...] = ()


def rules_on(on: dt.date) -> Rules:
    """National rules of a day with the local aids the territory published for it."""
    return Rules(on, describing.in_force(on))


def engine_version() -> str:
    """Name and version of the energy engine, as printed."""
    return summary.ENGINE[:40]


def offers_of(study: Study) -> list[tuple[str, list[composing.Offer]]]:
    """The catalogue for the home of a study, at the prices and conditions of today."""
    today = timezone.localdate()
    columns = energy.columns_of(study.description)
    reading = energy.reading_of(study.description)
    return composing.offers(columns, prices=unit_prices(today), on=today, reading=reading)


def ground_of(case) -> Ground:
    """What a search of the best bundles starts from: the home as last described, the answers of the last study."""
    if is_syndicate(case):
        raise Refused("La recherche compte les aides d’un ménage : pour un immeuble, composez vous-même les scénarios.")
    description = case.home.descriptions.select_related("dpe").order_by("-version").first()
    if description is None:
        raise Refused("Décrivez d’abord le logement : un DPE ou quelques réponses suffisent.")
    study = case.studies.order_by("-number").first()
    today = timezone.localdate()
    columns = energy.columns_of(description)
    given = study.inputs.get("extra", {}) if study else {}
    facts = aid_facts.household_facts(case, extra_facts(given, description, columns))
    rules = rules_on(study.filing_on if study else case.filing_on or today)
    return Ground(
        columns=columns,
        reading=energy.reading_of(description),
        facts=facts | {"home": home_facts.kind(columns), "local_aids": rules.local_aids},
        prices=unit_prices(today),
        filing_on=rules.on,
        on=today,
    )


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
    extra = extra_facts(study.inputs.get("extra", {}), study.description, columns)
    facts = aid_facts.household_facts(study.case, extra) | home
    inputs = study.inputs | {"extra": study.inputs.get("extra", {}), "facts": facts, "base": base}
    prices, rules = unit_prices(today), rules_on(study.filing_on)
    outcomes = []
    for scenario, bundle, after, changed in zip(scenarios, bundles, afters, edited, strict=True):
        done = [*bundle, *works.induced(columns, bundle)]
        brought = [{"code": work.code} for work in done[len(bundle) :]]
        lines = cost_lines(columns, [*scenario.works, *brought], done, prices=prices, reading=reading)
        asked = aid_lines(columns, lines, done, on=rules.on, use=home_facts.heat_use(changed))
        known = facts | _under(rules, columns, changed)
        unpaid = aid_facts.unpaid_by_geste(lines, single_glazing=home_facts.has_single_glazing(columns))
        outcome = _outcome(scenario, (base, after), known, Costed(lines, asked, unpaid))
        outcome.result.update(_staged(columns, scenario.works, bundle, reading=reading, on=today))
        outcomes.append(outcome)
    return Computed(inputs, outcomes)


def _staged(columns: Columns, chosen: list[dict], bundle: list[works.Work], *, reading: str, on: dt.date) -> dict:
    """The label after each stage and what their order makes worse; empty lists when all is done at once."""
    listed = stages.stages_of(chosen, bundle)
    return {"stages": stages.computed(columns, listed, reading=reading, on=on), "warnings": works.warnings(listed)}


def aids_again(scenario: Scenario, every: Sequence[Rules]) -> list[dict]:
    """Aids of a computed scenario under other rules, one answer of `aid_run.run` each. Saves nothing.

    Works, prices, energy and household stay as the study kept them: only the rules differ.
    """
    study, kept = scenario.study, scenario.result
    columns, reading = energy.columns_of(study.description), energy.reading_of(study.description)
    bundle = _bundle(columns, scenario.works, reading)
    changed = works.apply(columns, bundle, reading=reading)
    lines = [costing.kept_line(row) for row in kept["cost"]["lines"]]
    # A study computed before the works that others bring were paid for has no line for them.
    done = [*bundle, *works.induced(columns, bundle)][: len(lines)]
    unpaid = aid_facts.unpaid_by_geste(lines, single_glazing=home_facts.has_single_glazing(columns))
    facts = study.inputs["facts"] | _energy_facts(study.inputs["base"], kept["after"], kept["comparison"])
    found = []
    for rules in every:
        asked = aid_lines(columns, lines, done, on=rules.on, use=home_facts.heat_use(changed))
        situation = aid_facts.situation(facts | _under(rules, columns, changed), asked)
        found.append(_run(situation, Costed(lines, asked, unpaid), on=rules.on))
    return found


def _under(rules: Rules, columns: Columns, changed: Columns) -> dict:
    """What the rules ask on top of the household's facts."""
    boiler = home_facts.burns_fossil(columns) and not home_facts.burns_fossil(changed)
    return {"fossil_boiler_replaced": boiler, "filed_on": rules.on, "local_aids": rules.local_aids}


def _energy_facts(base: dict, after: dict, comparison: dict) -> dict:
    return {
        "area_m2": base["area_m2"],
        "class_before": base["class"],
        "class_after": after["class"],
        "gain_percent": comparison["primary_kwh_gain_pct"],
    }


def _run(situation: aids.Situation, costed: Costed, *, on: dt.date) -> dict:
    try:
        return aid_run.run(situation, costed.lines, on=on, unpaid=costed.unpaid)
    except aids.InvalidSituation as wrong:
        raise Refused(" ".join(wrong.sentences)) from None


def extra_facts(given: dict, description, columns: Columns) -> dict:
    """Answers kept with a study; the year of construction of the description when it was not asked."""
    extra = dict(given)
    if extra.get("built_year") is None:
        extra["built_year"] = _built_year(description, columns)
    return extra


def _built_year(description, columns: Columns) -> int | None:
    """Year the home was built, the youngest it can be; None when nobody said."""
    if description.source == DescriptionSource.DECLARED and not {"year", "period"} & set(description.answers):
        return None
    return home_facts.last_year_built(columns)


def _bundle(columns: Columns, chosen: list[dict], reading: str) -> list[works.Work]:
    return [composing.engine_work(work, works.quantities(columns, work["code"], reading=reading)) for work in chosen]


def cost_lines(columns: Columns, chosen, bundle, *, prices, reading) -> list[costing.CostLine]:
    """The works with their quantity and price; refused when nobody knows a price."""
    lines = []
    for work, engine_work in zip(chosen, bundle, strict=True):
        found = works.quantities(columns, engine_work, reading=reading)
        line = costing.line(work, computed=found, price=prices.get(work["code"]))
        if line is None:
            raise Refused(f"Aucun prix n'est connu pour « {works.entry(work['code']).libelle} » : saisissez-en un.")
        lines.append(line)
    return lines


def aid_lines(columns: Columns, lines, bundle, *, on, use: str) -> list[WorkLine]:
    """The works as the aids count them: windows by number, heat pumps with or without hot water."""
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
    situation = aid_facts.situation(facts | _energy_facts(base, after, comparison), costed.asked)
    found = _run(situation, costed, on=facts["filed_on"])
    result = {"after": after, "comparison": comparison, "cost": found["cost"], "category": found["category"]}
    plan = financing.plan(found, comparison=comparison, choices=scenario.plan_choices)
    return Outcome(result, found["aids"], plan)
