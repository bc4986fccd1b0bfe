"""The financing plan of a project: what it costs, who pays, when, and what it weighs each month."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from .cash import CashFlow, Outlook, cash_flow
from .loans import MONTHS, Loan, Schedule, decimal, rounded, schedule
from .site import Payments, SiteCash, site_cash


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of works: price before tax in cents and its VAT rate in %."""

    label: str
    ht_cents: int
    vat_percent: float

    def __post_init__(self) -> None:
        if self.ht_cents < 0 or not 0 <= self.vat_percent <= 100:
            raise ValueError(f"{self.label} : le prix ou le taux de TVA n'est pas plausible.")


@dataclass(frozen=True, slots=True)
class PlanAid:
    """An aid: total in cents, the part paid before the works, and the month its balance arrives (1 = first)."""

    label: str
    cents: int
    advance_cents: int = 0
    balance_month: int = 3

    def __post_init__(self) -> None:
        if not 0 <= self.advance_cents <= self.cents:
            raise ValueError(f"{self.label} : l'avance dépasse l'aide, ou un montant est négatif.")
        if self.balance_month < 0:
            raise ValueError(f"{self.label} : le mois du versement ne peut pas être négatif.")


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line of works with its tax, in cents."""

    label: str
    ht_cents: int
    vat_percent: float
    vat_cents: int
    ttc_cents: int


@dataclass(frozen=True, slots=True)
class FinancingPlan:
    """A whole plan, in cents.

    ``remaining_cents`` = cost − aids; ``loans_cents`` what the loans pay in the end (a bridge pays nothing);
    ``unfunded_cents`` what neither loans nor own funds cover (negative: too much is planned).
    ``to_advance_cents`` = cost − advances on aids, the money to be found until the balances arrive;
    ``bridge_cents`` the most that is missing in a month of the site (see ``site_cash``).
    ``monthly_effort_cents`` = payments and insurance of the loans, bridges apart − savings of the first year / 12.
    """

    lines: tuple[PricedLine, ...]
    total_ht_cents: int
    total_vat_cents: int
    total_ttc_cents: int
    aids: tuple[PlanAid, ...]
    aids_cents: int
    remaining_cents: int
    loans: tuple[Schedule, ...]
    loans_cents: int
    own_funds_cents: int
    unfunded_cents: int
    loans_cost_cents: int
    monthly_payment_cents: int
    monthly_savings_cents: int
    monthly_effort_cents: int
    to_advance_cents: int
    bridge_cents: int
    outlook: Outlook
    cash: CashFlow
    site: SiteCash

    def to_json(self) -> dict[str, Any]:
        """The plan as plain objects, ready for ``json.dumps``."""
        return asdict(self)


def priced(line: PlanLine) -> PricedLine:
    """A line with its tax rounded to the cent, as on an invoice."""
    tax = rounded(line.ht_cents * decimal(line.vat_percent))
    return PricedLine(line.label, line.ht_cents, line.vat_percent, tax, line.ht_cents + tax)


def financing_plan(
    lines: Sequence[PlanLine],
    aids: Sequence[PlanAid],
    *,
    loans: Sequence[Loan] = (),
    own_funds_cents: int = 0,
    outlook: Outlook | None = None,
    payments: Payments | None = None,
) -> FinancingPlan:
    """Cost with VAT line by line, aids, loans, monthly effort, money to advance, cash by month and year."""
    if own_funds_cents < 0:
        raise ValueError("L'apport personnel ne peut pas être négatif.")
    future = outlook or Outlook()
    rows = tuple(priced(line) for line in lines)
    schedules = tuple(schedule(loan) for loan in loans)
    cost = sum(row.ttc_cents for row in rows)
    granted, advances = sum(a.cents for a in aids), sum(a.advance_cents for a in aids)
    borrowed = sum(loan.principal_cents for loan in loans if not loan.bridge)
    payment = sum(s.payment_cents + s.insurance_month_cents for s in schedules if not s.loan.bridge)
    works, arrivals = (payments or Payments()).by_month(cost), _arrivals(aids)
    site = site_cash(works, arrivals, loans=loans, own_funds_cents=own_funds_cents)
    saved = rounded(Decimal(future.savings_year_cents + future.upkeep_year_cents) / MONTHS)
    return FinancingPlan(
        lines=rows,
        total_ht_cents=sum(row.ht_cents for row in rows),
        total_vat_cents=sum(row.vat_cents for row in rows),
        total_ttc_cents=cost,
        aids=tuple(aids),
        aids_cents=granted,
        remaining_cents=cost - granted,
        loans=schedules,
        loans_cents=borrowed,
        own_funds_cents=own_funds_cents,
        unfunded_cents=cost - granted - borrowed - own_funds_cents,
        loans_cost_cents=sum(s.cost_cents for s in schedules),
        monthly_payment_cents=payment,
        monthly_savings_cents=saved,
        monthly_effort_cents=payment - saved,
        to_advance_cents=cost - advances,
        bridge_cents=site.gap_cents,
        outlook=future,
        cash=cash_flow(works, arrivals, schedules=schedules, outlook=future),
        site=site,
    )


def _arrivals(aids: Sequence[PlanAid]) -> dict[int, int]:
    """Cents of aids by month: advances at month 0, balances in their own month."""
    out: dict[int, int] = {}
    for aid in aids:
        out[0] = out.get(0, 0) + aid.advance_cents
        out[aid.balance_month] = out.get(aid.balance_month, 0) + aid.cents - aid.advance_cents
    return out
