"""Loans, financing plans and sharing, exact to the cent. Pure Python on integers and Decimal.

Amounts are integer cents everywhere; rates are yearly percentages. Dataclasses hold only what JSON holds.
"""

from .cash import Outlook, cash_flow
from .loans import Installment, Loan, Schedule, monthly_payment, schedule
from .owners import OwnerMeans, OwnerPlan, SharedCost, owner_plans
from .plan import FinancingPlan, PlanAid, PlanLine, financing_plan
from .sharing import share
from .site import Payments, SiteCash, SiteMonth, site_cash

__all__ = [
    "FinancingPlan",
    "Installment",
    "Loan",
    "Outlook",
    "OwnerMeans",
    "OwnerPlan",
    "Payments",
    "PlanAid",
    "PlanLine",
    "Schedule",
    "SharedCost",
    "SiteCash",
    "SiteMonth",
    "cash_flow",
    "financing_plan",
    "monthly_payment",
    "owner_plans",
    "schedule",
    "share",
    "site_cash",
]
