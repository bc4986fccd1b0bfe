"""Aids and plan of the chosen scenario, in words: nothing is computed here, everything was saved."""

import datetime as dt

from faitiere.apps.contacts.enums import Occupancy
from faitiere.engines.aids import day_warning
from faitiere.lib import charts
from faitiere.lib.numbers import count, date_words, money, trimmed

from .aid_facts import household_facts
from .models import Scenario, Study
from .plan_pairs import compare_rows, effort_words, length_words, pairs, saved_plans
from .rulebook import plain_source

STATUSES = {
    "eligible": ("ok", "Oui"),
    "not_eligible": ("neutral", "Non"),
    "unknown": ("warn", "Il manque une information"),
    "closed": ("neutral", "Fermée à cette date"),
}
WHENS = ("avant de signer", "avant les travaux", "après")


def known_facts(study: Study) -> list[tuple[str, str]]:
    """The household's facts taken into account, "non connu" when nobody said."""
    facts = study.inputs.get("facts", {})
    if facts.get("condo"):
        return _condominium_facts(study)
    rfr, size = facts.get("rfr_euros"), facts.get("household_size")
    year = f", avis d’impôt {facts['rfr_year']}" if facts.get("rfr_year") else ""
    main = {True: "oui", False: "non"}.get(facts.get("main_home"), "non connu")
    occupancy = study.case.household.occupancy
    return [
        ("Personnes", str(size) if size else "non connu"),
        ("Revenu fiscal de référence", f"{money(rfr * 100)}{year}" if rfr is not None else "non connu"),
        ("Statut", Occupancy(occupancy).label if occupancy else "non connu"),
        ("Résidence principale", main),
        ("Achevé en", str(facts.get("built_year") or "non connu")),
        ("Dépôt des aides", date_words(study.filing_on)),
    ]


def _condominium_facts(study: Study) -> list[tuple[str, str]]:
    facts = study.inputs["facts"]
    condo = facts["condo"]
    main_homes, support = condo["main_homes_percent"], condo["support_ht_cents"]
    return [
        ("Logements", str(condo["homes"] or "non connu")),
        ("Résidences principales", "non connu" if main_homes is None else f"{trimmed(main_homes, 1)}\u00a0%"),
        ("Registre (RNIC)", "inscrite" if condo.get("registered") else "numéro à saisir dans la fiche"),
        ("Copropriété fragile", {True: "oui", False: "non"}.get(condo["fragile"], "non connu")),
        ("Assistance à maîtrise d’ouvrage", "non connu" if support is None else f"{money(support)} hors taxes"),
        ("Achevé en", str(facts.get("built_year") or "non connu")),
        ("Dépôt des aides", date_words(study.filing_on)),
    ]


def facts_changed(study: Study) -> bool:
    """The household or the place changed since the aids were computed."""
    used = study.inputs["facts"]
    extra = study.inputs["extra"] | {"built_year": used["built_year"]}
    now = household_facts(study.case, extra)
    return any(used.get(name) != value for name, value in now.items())


def aids_to_date(scenario: Scenario) -> list[dict]:
    """The aids that a plan counts, with whether they have an advance to ask for."""
    advances = {aid["code"]: aid["advance_cents"] for aid in scenario.aids}
    return [
        {"code": aid["code"], "label": aid["label"], "may_advance": bool(advances.get(aid["code"]))}
        for aid in scenario.plan["aids"]
        if "code" in aid
    ]


def page(scenario: Scenario) -> dict:
    """Context of the Aides et plan tab."""
    plan = scenario.plan
    category = scenario.result["category"]
    rise = trimmed(plan["price_rise"], 1)
    loan_years = max((loan["months"] // 12 for loan in lasting(plan)), default=0)
    plans = saved_plans(scenario)
    return {
        "category": category,
        "day_warning": day_warning(scenario.study.filing_on),
        "todo": steps([aid for aid in scenario.aids if in_plan(aid, plan)]),
        "money_rows": money_rows(scenario),
        "advance": advance_words(plan),
        "plan": plan,
        "rise": rise,
        "pairs": pairs(scenario),
        "compare_rows": compare_rows(plans) if len(plans) > 1 else [],
        "cash_chart": charts.yearly_cash(plan["cash"], loan_years),
        "unsure_vat": [line for line in scenario.result["cost"]["lines"] if not line["vat_sure"]],
    }


def ordered(aids: list[dict]) -> list[dict]:
    """Aids that count first, then those that lack something, then the refused ones."""
    ranks = {"eligible": 0, "unknown": 1, "closed": 2, "not_eligible": 3}
    return sorted(aids, key=lambda aid: (ranks[aid["status"]], aid["kind"] != "subvention"))


def aid_card(aid: dict) -> dict:
    """One aid as the card shows it. What is to be confirmed says so; what another path excludes counts for nothing."""
    kind, status = STATUSES[aid["status"]]
    if aid["status"] == "eligible" and not aid["verified"]:
        kind, status = "warn", "Oui, à confirmer"
    if to_confirm(aid):
        kind, status = "warn", "À confirmer"
    if aid["excluded_fr"]:
        kind, status = STATUSES["not_eligible"]
    amount = ""
    if aid["status"] == "eligible" and aid["amount_cents"] and not aid["excluded_fr"]:
        counted = aid["counted_cents"] if aid["kind"] == "subvention" else aid["amount_cents"]
        amount = money(counted)
    return {
        "name": aid["name_fr"],
        "kind": kind,
        "status": status,
        "amount": amount,
        "reason": reason_words(aid),
        "source": source_words(aid),
        "before": before_words(aid) if aid["status"] == "eligible" and not aid["excluded_fr"] else "",
    }


def reason_words(aid: dict) -> str:
    """Why, in a sentence or two: the path that excludes it when there is one, else its own reason and its doubt."""
    if aid["excluded_fr"]:
        return f"{aid['excluded_fr']} Seule, elle donnerait {money(aid['amount_cents'] or 0)}."
    return " ".join(part for part in (aid["reason_fr"], aid["caveat_fr"]) if part)


def to_confirm(aid: dict) -> bool:
    """An aid whose rule itself is in doubt, not one that lacks a fact of the household: it counts for nothing."""
    return aid["status"] == "unknown" and aid["reason_fr"].startswith("À confirmer")


def source_words(aid: dict) -> str:
    """ "Décret …, depuis le 30 septembre 2025"."""
    if not aid["source"]:
        return ""
    since = f", depuis le {date_words(dt.date.fromisoformat(aid['valid_from']))}" if aid["valid_from"] else ""
    until = f", jusqu’au {date_words(dt.date.fromisoformat(aid['valid_to']))}" if aid["valid_to"] else ""
    return f"{plain_source(aid['source'])}{since}{until}"


def before_words(aid: dict) -> str:
    """What to do before signing; empty when nothing."""
    return next((step["sentence_fr"] for step in aid["steps"] if step["when"] == WHENS[0]), "")


def in_plan(aid: dict, plan: dict) -> bool:
    """The household has something to do for it: an aid that counts, or the loan of the plan."""
    if aid["status"] != "eligible" or aid["excluded_fr"]:
        return False
    borrowed = {loan["label"] for loan in plan["loans"]}
    return aid["kind"] != "pret" or aid["name_fr"] in borrowed


def steps(aids: list[dict]) -> list[dict]:
    """What to do in order: before signing, before the works, after."""
    found = []
    for when in WHENS:
        lines = [
            {"aid": aid["name_fr"], "what": step["sentence_fr"]}
            for aid in aids
            for step in aid["steps"]
            if step["when"] == when
        ]
        if lines:
            found.append({"when": when[:1].upper() + when[1:], "lines": lines})
    return found


def money_rows(scenario: Scenario) -> list[dict]:
    """The plan line by line, to the cent: each line adds up to the next total."""
    plan, totals = scenario.plan, scenario.result["cost"]["totals"]
    rows = [_line(f"{line['label']}, hors taxes", line["ht"]) for line in scenario.result["cost"]["lines"]]
    rows.append(_line("Travaux hors taxes", totals["ht"], "sum"))
    rows += [_line(f"TVA à {rate['rate']} %".replace(" %", "\u00a0%"), rate["cents"]) for rate in totals["vat_by_rate"]]
    rows.append(_line("Travaux, taxes comprises", totals["ttc"], "sum"))
    rows += [_line(aid["label"], -aid["cents"]) for aid in plan["aids"]]
    rows.append(_line("Reste à payer", plan["remaining_cents"], "key"))
    if scenario.study.inputs["facts"].get("condo"):
        return rows  # each owner has its own loan and its own savings: see its plan before the vote
    if plan["own_funds_cents"]:
        rows.append(_line("Apport personnel", -plan["own_funds_cents"]))
    rows += [_line(loan_words(loan), -loan["principal_cents"]) for loan in lasting(plan)]
    rows.append(_line("Reste à trouver", plan["unfunded_cents"], "sum"))
    rows += [
        _monthly(f"{loan['label']}, {count(loan['months'], 'mois', 'mois')}", instalment(loan))
        for loan in lasting(plan)
    ]
    rows.append(_monthly("Énergie économisée, première année", -plan["monthly_savings_cents"]))
    rows.append({"label": "Pour vous, chaque mois", "amount": effort_words(plan), "kind": "sum"})
    return rows + _cost_rows(plan)


def _cost_rows(plan: dict) -> list[dict]:
    """What the loans cost in all, when they cost something."""
    cost = plan["loans_cost_cents"]
    return [_line("Coût total du crédit, assurance comprise", cost)] if cost else []


def lasting(plan: dict) -> list[dict]:
    """The loans that pay the works in the end: a bridge is repaid by the aids."""
    return [loan for loan in plan["loans"] if loan.get("kind") != "bridge"]


def instalment(loan: dict) -> int:
    """What is paid each month for a loan, insurance included."""
    return loan["payment_cents"] + loan.get("insurance_cents", 0)


def loan_words(loan: dict) -> str:
    """ "Éco-prêt à taux zéro, 15 ans", "Prêt bancaire à 4,2 %, 15 ans"."""
    return f"{loan_name(loan)}, {length_words(loan)}"


def loan_name(loan: dict) -> str:
    """ "Prêt bancaire à 4,2 %"."""
    return f"{loan['label']} à {trimmed(loan['rate'], 2)}\u00a0%" if loan["rate"] else loan["label"]


def _line(label: str, cents: int, kind: str = "") -> dict:
    return {"label": label, "amount": money(cents, with_cents=True), "kind": kind}


def _monthly(label: str, cents: int, kind: str = "") -> dict:
    return {"label": label, "amount": f"{money(cents, with_cents=True)} par mois", "kind": kind}


def advance_words(plan: dict) -> str:
    """What must be found before the aids arrive, and how to avoid it."""
    if plan["to_advance_cents"] <= 0:
        return ""
    bridges = [loan for loan in plan["loans"] if loan.get("kind") == "bridge"]
    if bridges and not plan["bridge_cents"]:
        lent = money(sum(loan["principal_cents"] for loan in bridges))
        return f"Un relais de {lent} est prévu : signez-le avant de commencer, les aides le remboursent."
    if not plan["bridge_cents"]:
        return "Le prêt et l’apport couvrent cette avance : demandez le prêt avant de commencer."
    return (
        f"Il manque {money(plan['bridge_cents'])} en attendant les aides : demandez l’avance de l’aide, "
        "un prêt relais ou un acompte réduit."
    )
