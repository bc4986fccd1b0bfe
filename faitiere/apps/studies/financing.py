"""Financing plans of a scenario, one or two side by side: aids counted, own funds, loans, savings; plain values."""

from dataclasses import asdict

from faitiere.engines import finance

from .plan_choices import KINDS, choices_of

# Paid for the accompaniment, not for the works: another bill.
NOT_THE_WORKS = ("mar", "copro_amo")
# Loans whose amount the aids engine decides.
CAPPED = ("eco_ptz", "par_plus")
YEARS = 20
MONTHS = 12


def plan(found: dict, *, comparison: dict, choices: dict) -> dict:
    """The kept plan of a scenario from its cost and aids (see `aid_run.run`) and what was chosen (`plan_choices`).

    Every sum in cents: `total_ttc` = lines with VAT, `remaining` = total − aids, `unfunded` = what neither own
    funds nor the loans pay; `cash` = cents left each month, year by year, energy saved less loans; `site` = cents in
    hand at the end of each month of the works. `plans` holds every plan, the kept one included.
    """
    chosen = choices_of(choices)
    savings = comparison["cost_eur_saved"]["likely"] * 100
    plans = [_plan(found, wish, outlook=_outlook(wish, savings, rise=chosen["price_rise"])) for wish in chosen["plans"]]
    return plans[chosen["kept"]] | {"choices": chosen, "plans": plans, "kept": chosen["kept"]}


def _outlook(wish: dict, savings: int, *, rise: float) -> finance.Outlook:
    """The future as supposed: savings of the first year in cents, price rise, how the firms are paid."""
    payments = finance.Payments(wish["deposit_percent"], wish["balance_month"])
    return finance.Outlook(savings, price_rise_percent=rise, years=YEARS, payments=payments)


def _plan(found: dict, wish: dict, *, outlook: finance.Outlook) -> dict:
    lines = [finance.PlanLine(line["label"], line["ht"], line["vat_rate"]) for line in found["cost"]["lines"]]
    counted = _counted(found["stack"]["kept"], found["cost"]["totals"]["ttc"])
    aids = [_aid(code, aid, wish) for code, aid in counted]
    remaining = found["cost"]["totals"]["ttc"] - sum(aid.cents for aid in aids)
    own = min(wish["own_funds_cents"], remaining)
    loans, notes = _loans(wish, remaining - own, found)

    def made(with_loans: list[finance.Loan]) -> finance.FinancingPlan:
        return finance.financing_plan(lines, aids, loans=with_loans, own_funds_cents=own, outlook=outlook)

    first = made(loans)
    bridges = _bridges(wish, first)
    whole = made(loans + bridges) if bridges else first
    kinds = _kinds(wish, loans, bridges)
    return _plain(whole, [code for code, _ in counted], kinds) | {"name": wish["name"], "loan_note": " ".join(notes)}


def _counted(kept: list[dict], total: int) -> list[tuple[str, dict]]:
    """Aids counted for the works with their codes, never more than what the works cost."""
    left, found = total, []
    for aid in kept:
        if aid["code"] in NOT_THE_WORKS:
            continue
        cents = min(aid["after_cents"], left)
        left -= cents
        advance = min(aid["advance_cents"], cents)
        found.append((aid["code"], {"label": aid["name_fr"], "cents": cents, "advance": advance}))
    return found


def _aid(code: str, aid: dict, wish: dict) -> finance.PlanAid:
    """An aid with the month its balance arrives, and its advance unless the household does not ask for it."""
    advance = 0 if code in wish["no_advance"] else aid["advance"]
    return finance.PlanAid(aid["label"], aid["cents"], advance, wish["aid_months"].get(code, wish["aid_month"]))


def _loans(wish: dict, need: int, found: dict) -> tuple[list[finance.Loan], list[str]]:
    """The loans but the bridges, and what to say of those that cannot be as asked.

    Amounts that were typed come first; a loan without amount takes what is left, in order.
    """
    asked = [one for one in wish["loans"] if one["kind"] != "bridge"]
    need -= sum(one["cents"] or 0 for one in asked)
    loans, notes = [], []
    for one in asked:
        most, note = _most(one["kind"], found)
        wanted = max(0, need) if one["cents"] is None else one["cents"]
        principal = wanted if most is None else min(wanted, most)
        if note and wanted:
            notes.append(note)
        elif principal < wanted:
            notes.append(f"{KINDS[one['kind']]} ne couvre pas tout : il reste à trouver le complément.")
        if one["cents"] is None:
            need -= principal
        if principal:
            loans.append(_loan(one, principal, found))
    return loans, notes


def _most(kind: str, found: dict) -> tuple[int | None, str]:
    """The most that may be lent, None without limit; 0 and why when the loan is not acquired."""
    if kind not in CAPPED:
        return None, ""
    offered = next((aid for aid in found["aids"] if aid["code"] == kind), None)
    if offered and offered["status"] == "eligible" and offered["amount_cents"]:
        return offered["amount_cents"], ""
    reason = offered["reason_fr"] if offered else ""
    return 0, f"{KINDS[kind]} n’est pas acquis. {reason}".strip()


def _loan(one: dict, principal: int, found: dict) -> finance.Loan:
    kind, stack = one["kind"], found["stack"]
    months = one["months"]
    if kind == "eco_ptz":
        longest = (stack["eco_ptz_years"] or 0) * MONTHS
        return finance.Loan(KINDS[kind], principal, min(months, longest) if longest else months)
    insurance, rate = one["insurance"] or 0.0, one["rate"] or 0.0
    if kind == "par_plus":
        free = (stack.get("par_plus_free_years") or 0) * MONTHS
        return finance.Loan(KINDS[kind], principal, months, rate, insurance, in_fine=True, free_months=free)
    return finance.Loan(KINDS[kind], principal, months, rate, insurance)


def _bridges(wish: dict, made: finance.FinancingPlan) -> list[finance.Loan]:
    """The bridges: as typed, else the most that is missing while the aids are awaited."""
    found = []
    for one in wish["loans"]:
        cents = made.site.gap_cents if one["cents"] is None else one["cents"]
        if one["kind"] == "bridge" and cents:
            rate = one["rate"] or 0.0
            found.append(finance.Loan(KINDS["bridge"], cents, one["months"], rate, in_fine=True, bridge=True))
    return found


def _kinds(wish: dict, loans: list[finance.Loan], bridges: list[finance.Loan]) -> list[str]:
    """The kind of each loan of the plan, in order."""
    by_label = {label: kind for kind, label in KINDS.items()}
    return [by_label[one.name] for one in (*loans, *bridges)]


TOTALS = (
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


def _plain(made: finance.FinancingPlan, codes: list[str], kinds: list[str]) -> dict:
    """The plan without its monthly tables: totals, loans, one figure a year and one a month of the site."""
    return {name: getattr(made, name) for name in TOTALS} | {
        "aids": [asdict(aid) | {"code": code} for code, aid in zip(codes, made.aids, strict=True)],
        "lines": [asdict(line) for line in made.lines],
        "loans": [_plain_loan(one, kind) for one, kind in zip(made.loans, kinds, strict=True)],
        "cash": [round((year.savings_cents - _paid(made, year.year)) / MONTHS) for year in made.cash.years],
        "price_rise": made.outlook.price_rise_percent,
        "site": [month.balance_cents for month in made.site.months],
        "gap_month": made.site.gap_month,
        "positive_year": made.cash.first_positive_year,
    }


def _plain_loan(one: finance.Schedule, kind: str) -> dict:
    loan = one.loan
    return {
        "label": loan.name,
        "kind": kind,
        "principal_cents": loan.principal_cents,
        "months": loan.months,
        "rate": loan.rate_percent,
        "payment_cents": one.payment_cents,
        "insurance_cents": one.insurance_month_cents,
        "cost_cents": one.cost_cents,
    }


def _paid(made: finance.FinancingPlan, year: int) -> int:
    """What the household pays for its loans in a year; a principal repaid in one go does not weigh on the months."""
    rows = [
        (row, one.loan)
        for one in made.loans
        for row in one.installments[(year - 1) * MONTHS : year * MONTHS]
        if not one.loan.bridge
    ]
    return sum(
        row.interest_cents + row.insurance_cents + (0 if loan.in_fine else row.principal_cents) for row, loan in rows
    )
