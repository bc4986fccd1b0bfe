"""A study as a compte-rendu de rendez-vous: what was saved, given to the PDF engine. Nothing is computed here."""

import datetime as dt

from django.utils import timezone

from faitiere.lib import reports
from faitiere.lib.numbers import join_words, quantity
from faitiere.lib.reports import compte_rendu as paper

from . import site_costs
from .comparison import card, mark_merits, unit_words
from .lookup import chosen_of
from .models import Scenario, Study
from .plan_page import (
    advance_words,
    before_words,
    instalment,
    lasting,
    loan_name,
    ordered,
    reason_words,
    to_confirm,
)
from .results import cost_cents, losses_of, uses_of
from .rules import Refused
from .syndicate import is_syndicate, keys_of

_STATUSES = {
    "eligible": paper.AidStatus.OUI,
    "not_eligible": paper.AidStatus.NON,
    "closed": paper.AidStatus.NON,
    "unknown": paper.AidStatus.MANQUE,
}


def pdf(study: Study, *, actor) -> bytes:
    """The compte-rendu as a tagged PDF; `Refused` with a French sentence when something it needs is missing."""
    try:
        return reports.compte_rendu_pdf(compte_rendu(study, actor=actor))
    except ValueError as wrong:
        raise Refused(str(wrong)) from None


def compte_rendu(study: Study, *, actor) -> paper.CompteRendu:
    """Everything the document prints."""
    case, territory, organisation = study.case, actor.territory, study.case.organisation
    scenarios = list(study.scenarios.all())
    chosen = chosen_of(study)
    return paper.CompteRendu(
        branding=paper.Branding(
            territory=territory.name, brand=territory.brand, brand_soft=territory.brand_soft, accent=territory.accent
        ),
        organisation=organisation.name,
        advisor=actor.label,
        advisor_role="Conseil en rénovation énergétique",
        household=(case.title,),
        home_address=str(case.home),
        case_number=case.number,
        met_on=dt.date.fromisoformat(study.inputs.get("met_on") or timezone.localdate().isoformat()),
        issued_on=timezone.localdate(),
        said=study.advice,
        steps=tuple(_step(one) for one in study.steps),
        hypotheses=_hypotheses(study),
        contact=paper.Contact(
            name=organisation.name,
            address=organisation.address,
            phone=organisation.phone or territory.phone,
            email=organisation.email or territory.email,
            hours=organisation.opening_hours,
        ),
        today=_today(study),
        scenarios=_scenarios(study, scenarios),
        chosen=chosen.letter if chosen else "",
        aids=tuple(_aid(aid) for aid in ordered(chosen.aids)) if chosen else (),
        plan=paper_plan(chosen) if chosen else None,
        building=is_syndicate(case),
    )


def _step(step: dict) -> paper.NextStep:
    when = dt.date.fromisoformat(step["when"]) if step["when"] else None
    return paper.NextStep(what=step["what"], who=step["who"], when=when)


def _today(study: Study) -> paper.HomeToday:
    base, description = study.inputs["base"], study.description
    low, likely, high = cost_cents(base)
    facts = tuple(
        paper.Fact(label=fact["label"], value=fact["shown"], source=fact["source"]) for fact in description.facts
    )
    return paper.HomeToday(
        facts=facts,
        classe=base["class"],
        possible=(base["class"], base["class"]),
        ep=base["primary_kwh_m2"],
        ges=base["ghg_kg_m2"],
        losses=losses_of(base),
        is_house=study.inputs["facts"]["home"] == "maison",
        uses=uses_of(base),
        cost_low=low,
        cost_likely=likely,
        cost_high=high,
        dpe=_official(description.dpe),
    )


def _official(dpe) -> paper.OfficialDpe | None:
    letter = dpe.recorded.get("classe_bilan_dpe") if dpe else None
    if not letter or not dpe.number:
        return None
    return paper.OfficialDpe(classe=letter, numero=dpe.number, established=dpe.issued_on)


def _scenarios(study: Study, scenarios: list[Scenario]) -> tuple[paper.Scenario, ...]:
    cards = [card(one, study.inputs["base"], scale=0) for one in scenarios]
    shared = is_syndicate(study.case)
    mark_merits(cards, shared=shared)
    return tuple(
        paper.Scenario(
            letter=one["scenario"].letter,
            title=one["scenario"].name,
            merit=one["merit"],
            works=tuple(_work(line) for line in one["scenario"].result["cost"]["lines"]),
            price_low=one["low"],
            price_likely=one["total"],
            price_high=one["high"],
            aids=one["aids"],
            saving=one["gain_pct"] / 100,
            classe=one["class"],
            bill=one["bill_cents"],
            monthly_change=None if shared else one["monthly_cents"],
            uses=uses_of(one["scenario"].result["after"]),
        )
        for one in cards
    )


def _work(line: dict) -> paper.Work:
    shown = "1" if line["unit"] == "forfait" else quantity(float(line["quantity"]), unit_words(line), 1)
    return paper.Work(label=line["label"], quantity=shown, price_low=line["ttc_low"], price_high=line["ttc_high"])


def _aid(aid: dict) -> paper.Aid:
    """An aid that another path excludes is a no for this plan; a figure to confirm says so in its reason."""
    status = _STATUSES[aid["status"]]
    if to_confirm(aid):
        status = paper.AidStatus.A_CONFIRMER
    counted = aid["counted_cents"] if aid["kind"] == "subvention" else aid["amount_cents"] or 0
    if status is paper.AidStatus.OUI and (aid["excluded_fr"] or not counted):
        status = paper.AidStatus.NON
    action = before_words(aid) if status is paper.AidStatus.OUI else ""
    return paper.Aid(
        name=aid["name_fr"],
        status=status,
        amount=counted if status is paper.AidStatus.OUI else None,
        reason=reason_words(aid),
        source=aid["source"] or "règle en vigueur",
        source_date=dt.date.fromisoformat(aid["valid_from"]) if aid["valid_from"] else timezone.localdate(),
        action=action,
        before_signing=bool(action),
    )


def paper_plan(scenario: Scenario) -> paper.Plan | paper.SitePlan:
    """The kept plan as the report prints it; a bridge, which the aids repay, is told in the note.

    A condominium's has neither loan nor saving: each owner has its own.
    """
    plan, totals = scenario.plan, scenario.result["cost"]["totals"]
    rates = [f"{rate['rate']}\u00a0%" for rate in totals["vat_by_rate"]]
    sums = {
        "works": totals["ht"],
        "vat": totals["vat"],
        "vat_label": f"TVA à {join_words(rates)}",
        "aids": tuple((aid["label"], aid["cents"]) for aid in plan["aids"]),
    }
    case = scenario.study.case
    if is_syndicate(case):
        works = site_costs.of_scenario(scenario, keys_of(case)).works
        return paper.SitePlan(**sums, shared=_shared(works), keys=_by_key(works))
    return paper.Plan(
        **sums,
        energy_saved=plan["monthly_savings_cents"],
        to_advance=max(plan["to_advance_cents"], 0),
        advance_note=advance_words(plan),
        loans=tuple(
            paper.Loan(label=loan_name(loan), years=loan["months"] // 12, monthly=instalment(loan))
            for loan in lasting(plan)
        ),
        savings_used=max(plan["own_funds_cents"] + plan["unfunded_cents"], 0),
        cash=tuple(plan["cash"]),
    )


def _shared(works) -> tuple[paper.SharedWork, ...]:
    return tuple(
        paper.SharedWork(label=one.label, key=one.key_name, cost=one.cost_cents, aids=one.aid_cents) for one in works
    )


def _by_key(works) -> tuple[paper.SharedWork, ...]:
    return tuple(
        paper.SharedWork(label="Total de la clé", key=one.name, cost=one.cost_cents, aids=one.aid_cents)
        for one in site_costs.by_key(works)
    )


def _hypotheses(study: Study) -> tuple[paper.Hypothesis, ...]:
    day = timezone.localtime(study.computed_at).date()
    lines = [
        paper.Hypothesis(label="Moteur de calcul", value=study.engine_version, dated=day),
        paper.Hypothesis(label="Règles des aides", value="barèmes du jour du dépôt", dated=study.filing_on),
    ]
    lines += [
        paper.Hypothesis(label="Calcul énergétique", value=line, dated=day)
        for line in study.inputs["base"]["hypotheses"]
    ]
    return tuple(lines)
