"""From the figures of a `CompteRendu` to the words and drawings its template prints."""

import itertools
from collections.abc import Sequence
from typing import Any

from .. import charts
from ..numbers import (
    count,
    date_words,
    day_words,
    join_words,
    money,
    money_change,
    money_range,
    percent,
)
from .compte_rendu import Aid, AidStatus, CompteRendu, HomeToday, NextStep, Plan, Scenario, SharedWork, SitePlan

_STATUS_WORDS = {
    AidStatus.OUI: "Oui",
    AidStatus.NON: "Non",
    AidStatus.A_CONFIRMER: "À confirmer",
    AidStatus.MANQUE: "Il manque une information",
}
_NOT_COUNTED = {AidStatus.NON: money(0), AidStatus.A_CONFIRMER: "non comptée", AidStatus.MANQUE: "non comptée"}


def content(report: CompteRendu) -> dict[str, Any]:
    """Everything the template prints, as JSON values; figures are already written in French."""
    chosen = next((item for item in report.scenarios if item.letter == report.chosen), None)
    return {
        "heading": f"Notre rendez-vous du {day_words(report.met_on)}",
        "title": f"Compte rendu du rendez-vous du {day_words(report.met_on)}",
        "dated": [report.issued_on.year, report.issued_on.month, report.issued_on.day],
        "territory": report.branding.territory,
        "brand": report.branding.brand,
        "soft": report.branding.brand_soft,
        "accent": report.branding.accent,
        "organisation": report.organisation,
        "advisor": report.advisor,
        "advisor_role": report.advisor_role,
        "household": join_words(report.household),
        "address": report.home_address,
        "case_number": report.case_number,
        "issued": date_words(report.issued_on),
        "said": _paragraphs(report.said),
        "today": _today(report.today) if report.today else None,
        "scenarios": [_scenario(item, report) for item in report.scenarios],
        "comparison": _comparison(report),
        "chosen": f"{chosen.letter}. {chosen.title}" if chosen else "",
        "aids": _aids(report.aids),
        "plan": _any_plan(report.plan),
        "building": report.building,
        "next": _step(report.steps[0]),
        "steps": [[_sentence(when), what, who] for when, what, who in map(_step, report.steps)],
        "hypotheses": [[item.label, item.value, date_words(item.dated)] for item in report.hypotheses],
        "contact": {
            "name": report.contact.name,
            "address": report.contact.address,
            "phone": report.contact.phone,
            "dial": "".join(char for char in report.contact.phone if char.isdigit() or char == "+"),
            "email": report.contact.email,
            "hours": report.contact.hours,
        },
    }


def drawings(report: CompteRendu) -> dict[str, str]:
    """The SVG of each chart by the name the template asks for, in the territory's colours."""
    colours = {
        "t-brand": report.branding.brand,
        "t-brand-soft": report.branding.brand_soft,
        "f-brand-line": _lighter(report.branding.brand),
    }
    drawn = _today_charts(report.today) if report.today else {}
    highest = max((item.price_high for item in report.scenarios), default=0)
    for item in report.scenarios:
        drawn |= _scenario_charts(item, report, scale_max=highest)
    if isinstance(report.plan, Plan) and report.plan.cash:
        years = max((loan.years for loan in report.plan.loans), default=0)
        drawn["solde"] = (charts.yearly_cash(report.plan.cash, years), False)
    return {name: chart.svg(narrow=narrow, standalone=True, colours=colours) for name, (chart, narrow) in drawn.items()}


def _today_charts(today: HomeToday) -> dict[str, tuple[charts.Chart, bool]]:
    label = charts.estimated_label(today.classe, today.possible, ep=today.ep, ges=today.ges)
    if today.is_house:
        losses = charts.losses_house(today.losses)
    else:
        losses = charts.losses([(charts.HOUSE_PARTS[part], value) for part, value in today.losses.items()])
    cost = charts.range_bar(
        today.cost_low,
        today.cost_likely,
        today.cost_high,
        scale_max=today.cost_high * 5 // 4,
        title="Dépense d’énergie par an",
    )
    drawn = {
        "etiquette": (label, False),
        "pertes": (losses, True),
        "usages": (charts.uses(today.uses), True),
        "cout": (cost, False),
    }
    if today.dpe:
        official = charts.official_label(today.dpe.classe, today.dpe.numero, today.dpe.established)
        drawn["dpe"] = (official, False)
    return drawn


def _scenario_charts(item: Scenario, report: CompteRendu, *, scale_max: int) -> dict[str, tuple[charts.Chart, bool]]:
    assert report.today is not None  # refused by CompteRendu when there is a scenario
    price = charts.range_bar(
        item.price_low,
        item.price_likely,
        item.price_high,
        scale_max=scale_max,
        title=f"Coût des travaux du scénario {item.letter}",
    )
    compare = charts.uses_compare(report.today.uses, item.uses)
    return {f"prix-{item.letter}": (price, False), f"compare-{item.letter}": (compare, False)}


def _lighter(colour: str) -> str:
    """The colour mixed with two thirds of white, for bands."""
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * 2 / 3):02x}" for part in parts)


def _paragraphs(text: str) -> list[dict[str, Any]]:
    """Paragraphs and bullet lists of a plain text, in order."""
    blocks: list[dict[str, Any]] = []
    open_block = False
    for line in (raw.strip() for raw in text.splitlines()):
        kind = "list" if line.startswith("- ") else "text"
        line = line.removeprefix("- ").strip()
        if not line:
            open_block = False
        elif open_block and blocks[-1]["kind"] == kind:
            blocks[-1]["lines"].append(line)
        else:
            blocks.append({"kind": kind, "lines": [line]})
            open_block = True
    return blocks


def _today(today: HomeToday) -> dict[str, Any]:
    return {
        "facts": [[fact.label, fact.value, fact.source] for fact in today.facts],
        "cost": f"{money_range(today.cost_low, today.cost_high)} par an",
        "likely": money(today.cost_likely),
        "dpe": today.dpe is not None,
    }


def _scenario(item: Scenario, report: CompteRendu) -> dict[str, Any]:
    return {
        "letter": item.letter,
        "title": item.title,
        "merit": item.merit,
        "chosen": item.letter == report.chosen,
        "works": [
            [work.label, work.quantity, _sentence(money_range(work.price_low, work.price_high))] for work in item.works
        ],
    }


def _comparison(report: CompteRendu) -> list[list[str]]:
    """The same lines for every scenario: heading, then one cell each. Money first."""
    if report.today is None:
        return []
    bill = money(report.today.cost_likely)
    lines = {
        "Reste à payer": lambda item: money(item.remaining),
        "Travaux, aides": lambda item: f"{money(item.price_likely)}, {money(item.aids)} d’aides",
        "Prix des travaux": lambda item: _sentence(money_range(item.price_low, item.price_high)),
        "Chaque mois": lambda item: _monthly(item.monthly_change),
        "Facture par an": lambda item: f"{money(item.bill)} au lieu de {bill}",
        "Énergie": lambda item: f"Environ {percent(item.saving)} de moins",
        "Étiquette": lambda item: f"{item.classe} estimée",
    }
    if report.building:
        del lines["Chaque mois"]  # each owner has its own: see its plan before the vote
    return [[heading, *map(write, report.scenarios)] for heading, write in lines.items()]


def _monthly(cents: int | None) -> str:
    assert cents is not None  # a condominium prints no such line
    change = _sentence(money_change(cents))
    return change if "aujourd" in change else f"{change} qu’aujourd’hui"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _aids(aids: Sequence[Aid]) -> list[dict[str, Any]]:
    """The aids in order; only those that can still be asked carry a rank."""
    ranks = itertools.count(1)
    return [_aid(item, "" if item.status is AidStatus.NON else f"{next(ranks)}. ") for item in aids]


def _aid(item: Aid, rank: str) -> dict[str, Any]:
    amount = money(item.amount) if item.amount is not None else _NOT_COUNTED[item.status]
    return {
        "name": item.name,
        "status": item.status.value,
        "status_words": _STATUS_WORDS[item.status],
        "amount": amount,
        "reason": item.reason,
        "source": f"{item.source}, {date_words(item.source_date)}",
        "action": item.action,
        "rank": rank,
        "before": item.before_signing,
    }


def _any_plan(plan: Plan | SitePlan | None) -> dict[str, Any] | None:
    if plan is None:
        return None
    return _site_plan(plan) if isinstance(plan, SitePlan) else _plan(plan)


def _site_plan(plan: SitePlan) -> dict[str, Any]:
    """The sums of the syndicate, then cost, aids and rest of each work and of each key."""
    cents = any(amount % 100 for amount in (plan.works, plan.vat, *(amount for _, amount in plan.aids)))
    return {
        "rows": _to_pay(plan, with_cents=cents),
        "shared": [_shared(one) for one in plan.shared],
        "keys": [_shared(one) for one in plan.keys],
        "must_advance": False,
        "cash": False,
    }


def _shared(one: SharedWork) -> list[str]:
    return [one.label, one.key or "à choisir", money(one.cost), money(one.aids), money(one.remaining)]


def _to_pay(plan: Plan | SitePlan, *, with_cents: bool) -> list[list[str]]:
    """Rows [kind, label, value] from the works to what remains to pay; kinds: line, total, key."""

    def written(amount: int) -> str:
        return money(amount, with_cents=with_cents)

    return [
        ["line", "Travaux hors taxes", written(plan.works)],
        ["line", plan.vat_label, written(plan.vat)],
        ["total", "Travaux, taxes comprises", written(plan.total)],
        *(["line", name, written(-amount)] for name, amount in plan.aids),
        ["key", "Reste à payer", written(plan.remaining)],
    ]


def _plan(plan: Plan) -> dict[str, Any]:
    """Rows [kind, label, value] of a household's plan. Cents appear for all sums or for none."""
    sums = [plan.works, plan.vat, plan.savings_used, *(amount for _, amount in plan.aids)]
    cents = any(amount % 100 for amount in sums)

    def each_month(amount: int) -> str:
        return f"{money(amount, with_cents=True)} par mois"

    rows = _to_pay(plan, with_cents=cents)
    if plan.savings_used:
        rows += [["line", "Payé avec votre épargne", money(plan.savings_used, with_cents=cents)]]
    for loan in plan.loans:
        rows += [["line", f"{loan.label}, {count(loan.years, 'an')}", each_month(loan.monthly)]]
    rows += [["line", "Énergie économisée, première année", each_month(-plan.energy_saved)]]
    rows += [["total", "Pour vous, chaque mois", _effort(plan.monthly)]]
    return {
        "rows": rows,
        "shared": [],
        "advance": money(plan.to_advance),
        "must_advance": plan.to_advance > 0,
        "note": plan.advance_note,
        "cash": bool(plan.cash),
    }


def _effort(cents: int) -> str:
    if cents == 0:
        return money_change(0)
    return f"{money(abs(cents), with_cents=True)} de {'moins' if cents < 0 else 'plus'}"


def _step(item: NextStep) -> list[str]:
    return [day_words(item.when) if item.when else "date à fixer", item.what, item.who]
