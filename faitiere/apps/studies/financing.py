"""Financing plan of a scenario: aids counted, own funds, one loan for the rest, savings; plain values to be kept."""

from dataclasses import asdict

from faitiere.engines import finance

# Paid for the accompaniment, not for the works: another bill.
NOT_THE_WORKS = ("mar",)
LOANS = {"eco_ptz": "Éco-prêt à taux zéro", "bank": "Prêt bancaire"}
DEFAULTS = {"own_funds_cents": 0, "loan": "eco_ptz", "years": 15, "rate": None, "price_rise": 2.0}
YEARS = 20


def plan(found: dict, *, comparison: dict, choices: dict) -> dict:
    """The plan of a scenario from its cost and aids (see `aid_run.run`) and the choices of the household.

    Every sum in cents: `total_ttc` = lines with VAT, `remaining` = total − aids, `unfunded` = what neither own
    funds nor the loan pay; `cash` = cents left each month, year by year, energy saved less loan.
    """
    chosen = DEFAULTS | choices
    lines = [finance.PlanLine(line["label"], line["ht"], line["vat_rate"]) for line in found["cost"]["lines"]]
    aids = _aids(found["stack"]["kept"], found["cost"]["totals"]["ttc"])
    remaining = found["cost"]["totals"]["ttc"] - sum(aid.cents for aid in aids)
    own = min(chosen["own_funds_cents"], remaining)
    loan, note = _loan(chosen, remaining - own, found)
    outlook = finance.Outlook(
        savings_year_cents=comparison["cost_eur_saved"]["likely"] * 100,
        price_rise_percent=chosen["price_rise"],
        years=YEARS,
    )
    made = finance.financing_plan(lines, aids, loans=[loan] if loan else [], own_funds_cents=own, outlook=outlook)
    return _plain(made) | {"choices": chosen, "loan_note": note}


def _aids(kept: list[dict], total: int) -> list[finance.PlanAid]:
    """Aids counted for the works, never more than what they cost."""
    left, found = total, []
    for aid in kept:
        if aid["code"] in NOT_THE_WORKS:
            continue
        cents = min(aid["after_cents"], left)
        left -= cents
        found.append(finance.PlanAid(aid["name_fr"], cents, min(aid["advance_cents"], cents)))
    return found


def _loan(chosen: dict, need: int, found: dict) -> tuple[finance.Loan | None, str]:
    """The loan for what is needed, and what to say when it cannot be the one chosen."""
    if need <= 0 or chosen["loan"] == "none":
        return None, ""
    months = (chosen["years"] or DEFAULTS["years"]) * 12
    if chosen["loan"] == "bank":
        return finance.Loan(LOANS["bank"], need, months, chosen["rate"] or 0.0), ""
    offered = next((aid for aid in found["aids"] if aid["code"] == "eco_ptz"), None)
    if not offered or offered["status"] != "eligible" or not offered["amount_cents"]:
        reason = offered["reason_fr"] if offered else ""
        return None, f"L’éco-prêt à taux zéro n’est pas acquis. {reason}".strip()
    principal = min(need, offered["amount_cents"])
    note = "L’éco-prêt ne couvre pas tout : il reste à trouver le complément." if principal < need else ""
    longest = (found["stack"]["eco_ptz_years"] or DEFAULTS["years"]) * 12
    return finance.Loan(LOANS["eco_ptz"], principal, min(months, longest)), note


def _plain(made: finance.FinancingPlan) -> dict:
    """The plan without its monthly tables: totals, loan, and one figure a year."""
    kept = {
        name: getattr(made, name)
        for name in (
            "total_ht_cents",
            "total_vat_cents",
            "total_ttc_cents",
            "aids_cents",
            "remaining_cents",
            "loans_cents",
            "own_funds_cents",
            "unfunded_cents",
            "loans_cost_cents",
            "monthly_payment_cents",
            "monthly_savings_cents",
            "monthly_effort_cents",
            "to_advance_cents",
            "bridge_cents",
        )
    }
    loans = [
        {"label": one.loan.name, "principal_cents": one.loan.principal_cents, "months": one.loan.months}
        | {"rate": one.loan.rate_percent, "payment_cents": one.payment_cents, "cost_cents": one.cost_cents}
        for one in made.loans
    ]
    cash = [round((year.savings_cents - year.loans_cents) / 12) for year in made.cash.years]
    return kept | {
        "aids": [asdict(aid) for aid in made.aids],
        "lines": [asdict(line) for line in made.lines],
        "loans": loans,
        "cash": cash,
        "price_rise": made.outlook.price_rise_percent,
    }
