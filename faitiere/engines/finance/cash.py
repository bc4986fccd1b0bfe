"""Cash of a project by month and by year: works, aids when they arrive, loans, savings with a price rise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .loans import MONTHS, Schedule, decimal, rounded
from .sharing import share

YEARS_MAX = 50


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the future is supposed to be: savings of the first year, yearly price rise in %, years looked at.

    ``upkeep_year_cents`` is the yearly maintenance saved (positive) or added (negative), without rise.
    """

    savings_year_cents: int = 0
    price_rise_percent: float = 0.0
    years: int = 20
    upkeep_year_cents: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.years <= YEARS_MAX:
            raise ValueError(f"Indiquez une durée de 1 à {YEARS_MAX} ans.")
        if not -50 <= self.price_rise_percent <= 50:
            raise ValueError("Indiquez une hausse du prix de l'énergie entre -50 et 50 % par an.")


@dataclass(frozen=True, slots=True)
class CashMonth:
    """One month, in cents; month 0 is when the works are paid. ``cumulated`` is the cash since the start."""

    month: int
    works_cents: int
    aids_cents: int
    borrowed_cents: int
    loans_cents: int
    savings_cents: int
    net_cents: int
    cumulated_cents: int


@dataclass(frozen=True, slots=True)
class CashYear:
    """One year, in cents; month 0 belongs to year 1. ``cumulated`` is at the end of the year."""

    year: int
    savings_cents: int
    loans_cents: int
    aids_cents: int
    net_cents: int
    cumulated_cents: int


@dataclass(frozen=True, slots=True)
class CashFlow:
    """The cash of a project; ``worst_gap_cents`` is the lowest cumulated cash, negative or zero.

    ``first_positive_year`` is the first year after which the cumulated cash stays positive or zero, None
    when it does not within the years looked at.
    """

    months: tuple[CashMonth, ...]
    years: tuple[CashYear, ...]
    worst_gap_cents: int
    worst_gap_month: int
    first_positive_year: int | None


def _savings(outlook: Outlook) -> list[int]:
    """Savings of each month, the twelve of a year adding up to the rounded year."""
    out: list[int] = []
    for year in range(outlook.years):
        grown = outlook.savings_year_cents * (1 + decimal(outlook.price_rise_percent)) ** year
        out += share(rounded(Decimal(grown)) + outlook.upkeep_year_cents, [1] * MONTHS)
    return out


def _payments(schedules: Sequence[Schedule], month: int) -> int:
    rows = (s.installments[month - 1] for s in schedules if month <= len(s.installments))
    return sum(row.paid_cents + row.insurance_cents for row in rows)


def cash_flow(
    works_by_month: Mapping[int, int],
    aids_by_month: Mapping[int, int],
    *,
    schedules: Sequence[Schedule],
    outlook: Outlook,
) -> CashFlow:
    """Loans start at month 0; payments and savings at month 1; works and aids come in their own month."""
    savings = [0, *_savings(outlook)]
    borrowed = sum(s.loan.principal_cents - s.loan.fees_cents for s in schedules)
    cumulated, months = 0, []
    for month in range(outlook.years * MONTHS + 1):
        start = month == 0
        works, lent = works_by_month.get(month, 0), borrowed if start else 0
        paid = 0 if start else _payments(schedules, month)
        aids = aids_by_month.get(month, 0)
        net = lent + aids + savings[month] - works - paid
        cumulated += net
        months.append(CashMonth(month, works, aids, lent, paid, savings[month], net, cumulated))
    years = tuple(_year(year, months) for year in range(1, outlook.years + 1))
    worst = min(months, key=lambda m: m.cumulated_cents)
    return CashFlow(
        months=tuple(months),
        years=years,
        worst_gap_cents=min(0, worst.cumulated_cents),
        worst_gap_month=worst.month,
        first_positive_year=_first_positive(years),
    )


def _year(year: int, months: Sequence[CashMonth]) -> CashYear:
    rows = months[(year - 1) * MONTHS + 1 : year * MONTHS + 1]
    rows = [months[0], *rows] if year == 1 else list(rows)
    return CashYear(
        year=year,
        savings_cents=sum(m.savings_cents for m in rows),
        loans_cents=sum(m.loans_cents for m in rows),
        aids_cents=sum(m.aids_cents for m in rows),
        net_cents=sum(m.net_cents for m in rows),
        cumulated_cents=rows[-1].cumulated_cents,
    )


def _first_positive(years: Sequence[CashYear]) -> int | None:
    negative = [y.year for y in years if y.cumulated_cents < 0]
    last = max(negative, default=0)
    return None if last == len(years) else last + 1
