"""The plans of a scenario side by side, in words: nothing is computed here, everything was saved."""

from faitiere.lib import charts
from faitiere.lib.numbers import count, money, trimmed

from .models import Scenario


def saved_plans(scenario: Scenario) -> list[dict]:
    """Every plan as saved; one alone for a study computed before plans could be two."""
    plan = scenario.plan
    return plan.get("plans") or [plan | {"name": "Plan de financement"}]


def pairs(scenario: Scenario) -> list[dict]:
    """What the page needs of each plan: its name, whether it is kept, the chart of its cash during the works."""
    plans, kept = saved_plans(scenario), scenario.plan.get("kept", 0)
    return [
        {"place": place, "name": plan["name"], "kept": place == kept, "plan": plan, "site": site_chart(plan, place)}
        for place, plan in enumerate(plans)
    ]


def site_chart(plan: dict, place: int) -> charts.Chart | None:
    """Cash in hand month by month during the works, None for a plan saved before it was kept."""
    if not plan.get("site"):
        return None
    title = f"{plan['name']} : argent disponible pendant le chantier, mois par mois"
    return charts.monthly_cash(plan["site"], name=f"chantier-{place}", title=title)


def compare_rows(plans: list[dict]) -> list[dict]:
    """The table of two plans: what is lent, what it costs, what it weighs each month, what is missing and when."""
    rows = [
        _row("Reste à payer, aides déduites", [money(p["remaining_cents"], with_cents=True) for p in plans]),
        _row("Apport personnel", [money(p["own_funds_cents"], with_cents=True) for p in plans]),
        _row("Prêts", [_loans_words(p["loans"]) for p in plans], "words"),
        _row("Reste à trouver", [money(p["unfunded_cents"], with_cents=True) for p in plans]),
        _row("Coût total du crédit", [money(p["loans_cost_cents"], with_cents=True) for p in plans]),
        _row("Remboursement, chaque mois", [money(p["monthly_payment_cents"], with_cents=True) for p in plans]),
        _row("Énergie économisée, chaque mois", [money(p["monthly_savings_cents"], with_cents=True) for p in plans]),
        _row("Effort chaque mois, économies déduites", [effort_words(p) for p in plans], "key"),
        _row("Il manque au plus pendant le chantier", [gap_words(p) for p in plans]),
        _row("Budget du ménage à l’équilibre", [payback_words(p) for p in plans]),
    ]
    return rows


def _row(label: str, cells: list[str], kind: str = "") -> dict:
    return {"label": label, "cells": cells, "kind": kind}


def effort_words(plan: dict) -> str:
    """ "34,61 € de moins"."""
    change = plan["monthly_effort_cents"]
    return f"{money(abs(change), with_cents=True)} de {'moins' if change <= 0 else 'plus'}"


def gap_words(plan: dict) -> str:
    """ "16 800 € au mois 3", "rien"."""
    if not plan["bridge_cents"]:
        return "rien"
    return f"{money(plan['bridge_cents'])} au mois {plan.get('gap_month', 0)}"


def payback_words(plan: dict) -> str:
    """ "dès la première année", "à partir de l’année 12": own funds and loans paid back by the energy saved."""
    year = plan.get("positive_year")
    if year == 1:
        return "dès la première année"
    return f"à partir de l’année {year}" if year else "pas en vingt ans"


def _loans_words(loans: list[dict]) -> str:
    return ", ".join(f"{money(one['principal_cents'])} {loan_terms(one)}" for one in loans) or "aucun"


def loan_terms(loan: dict) -> str:
    """ "à 4,2 %, 15 ans", "sans intérêt, 6 mois"."""
    rate = f"à {trimmed(loan['rate'], 2)}\u00a0%" if loan["rate"] else "sans intérêt"
    return f"{rate}, {length_words(loan)}"


def length_words(loan: dict) -> str:
    """ "15 ans"; months for a bridge."""
    if loan.get("kind") == "bridge" or loan["months"] < 12:
        return count(loan["months"], "mois", "mois")
    return count(loan["months"] // 12, "an", "ans")
