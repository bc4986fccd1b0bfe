"""Loans paid back by constant monthly payments, to the cent."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MONTHS = 12
RATE_MAX = 100
MONTHS_MAX = 600


def rounded(amount: Decimal) -> int:
    """Cents, half a cent rounded away from zero."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def decimal(rate_percent: float) -> Decimal:
    """A percentage as an exact decimal share: 4 → 0.04."""
    return Decimal(str(rate_percent)) / 100


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan: principal in cents, nominal yearly rate in %, months, insurance in % a year of the principal.

    ``fees_cents`` are paid once, at the start. A zero rate is an éco-prêt à taux zéro. ``in_fine``: the principal is
    repaid in one go at the end, interest month by month, none during ``free_months`` (the PAR+ has ten years of them).
    ``bridge``: an advance that the aids repay; it pays no part of the works in the end.
    """

    name: str
    principal_cents: int
    months: int
    rate_percent: float = 0.0
    insurance_percent: float = 0.0
    fees_cents: int = 0
    in_fine: bool = False
    free_months: int = 0
    bridge: bool = False

    def __post_init__(self) -> None:
        if self.principal_cents < 0 or self.fees_cents < 0:
            raise ValueError(f"{self.name} : le montant emprunté et les frais ne peuvent pas être négatifs.")
        if not 1 <= self.months <= MONTHS_MAX:
            raise ValueError(f"{self.name} : indiquez une durée de 1 à {MONTHS_MAX} mois.")
        if not (0 <= self.rate_percent <= RATE_MAX and 0 <= self.insurance_percent <= RATE_MAX):
            raise ValueError(f"{self.name} : indiquez des taux entre 0 et {RATE_MAX} % par an.")
        if self.free_months < 0 or (self.free_months and not self.in_fine) or (self.bridge and not self.in_fine):
            raise ValueError(f"{self.name} : une franchise ou un relais se rembourse en une fois, à la fin.")


@dataclass(frozen=True, slots=True)
class Installment:
    """One month of a loan, in cents; ``paid`` = principal + interest, insurance apart."""

    month: int
    paid_cents: int
    interest_cents: int
    principal_cents: int
    insurance_cents: int
    balance_cents: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """The life of a loan. The last payment takes up the rounding; ``cost_cents`` is all that is not principal.

    ``payment_cents`` is the constant payment; that of the first month for a loan repaid in one go.
    """

    loan: Loan
    payment_cents: int
    insurance_month_cents: int
    installments: tuple[Installment, ...]
    interest_cents: int
    insurance_cents: int
    cost_cents: int
    total_paid_cents: int


def monthly_payment(principal_cents: int, rate_percent: float, *, months: int) -> int:
    """Constant payment in cents, insurance apart: P·i / (1 − (1 + i)^−n), i = yearly rate / 12.

    >>> monthly_payment(3_000_000, 0, months=180), monthly_payment(3_000_000, 4, months=180)
    (16667, 22191)
    """
    rate = decimal(rate_percent) / MONTHS
    if not rate:
        return rounded(Decimal(principal_cents) / months)
    return rounded(principal_cents * rate / (1 - (1 + rate) ** -months))


def schedule(loan: Loan) -> Schedule:
    """Month by month: interest on what is left, the rest repays; the last payment clears the balance."""
    rate = decimal(loan.rate_percent) / MONTHS
    constant = 0 if loan.in_fine else monthly_payment(loan.principal_cents, loan.rate_percent, months=loan.months)
    insurance = rounded(loan.principal_cents * decimal(loan.insurance_percent) / MONTHS)
    balance, rows = loan.principal_cents, []
    for month in range(1, loan.months + 1):
        interest = 0 if month <= loan.free_months else rounded(balance * rate)
        repaid = balance if month == loan.months else 0 if loan.in_fine else min(balance, constant - interest)
        balance -= repaid
        rows.append(Installment(month, repaid + interest, interest, repaid, insurance, balance))
    interests = sum(row.interest_cents for row in rows)
    insured = insurance * loan.months
    cost = interests + insured + loan.fees_cents
    return Schedule(
        loan=loan,
        payment_cents=rows[0].interest_cents if loan.in_fine else constant,
        insurance_month_cents=insurance,
        installments=tuple(rows),
        interest_cents=interests,
        insurance_cents=insured,
        cost_cents=cost,
        total_paid_cents=loan.principal_cents + cost,
    )
