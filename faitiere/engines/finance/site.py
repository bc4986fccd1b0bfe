"""Cash of the building site: what is paid to the firms against what has come in, until the last aid arrives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .loans import Loan
from .sharing import share

MONTH_MAX = 60


@dataclass(frozen=True, slots=True)
class Payments:
    """How the firms are paid: a deposit in % of the cost in month 0, the balance in a later month."""

    deposit_percent: float = 100.0
    balance_month: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.deposit_percent <= 100:
            raise ValueError("L'acompte doit se trouver entre 0 et 100 % du coût des travaux.")
        if not 0 <= self.balance_month <= MONTH_MAX:
            raise ValueError(f"Le solde des travaux doit être payé entre le mois 0 et le mois {MONTH_MAX}.")

    def by_month(self, cost_cents: int) -> dict[int, int]:
        """Cents paid in each month; the two parts add up to the cost."""
        deposit, balance = share(cost_cents, [self.deposit_percent, 100 - self.deposit_percent])
        out = {0: deposit}
        out[self.balance_month] = out.get(self.balance_month, 0) + balance
        return out


@dataclass(frozen=True, slots=True)
class SiteMonth:
    """One month of the site, in cents; ``balance`` is what is left in hand, negative when money is missing."""

    month: int
    works_cents: int
    aids_cents: int
    borrowed_cents: int
    repaid_cents: int
    balance_cents: int


@dataclass(frozen=True, slots=True)
class SiteCash:
    """The months of the site; ``gap_cents`` the most that is missing, 0 when nothing is, and when."""

    months: tuple[SiteMonth, ...]
    gap_cents: int
    gap_month: int


def site_cash(
    works: Mapping[int, int], aids: Mapping[int, int], *, loans: Sequence[Loan] = (), own_funds_cents: int = 0
) -> SiteCash:
    """Own funds and loans are there from month 0; aids and payments to the firms in their month.

    A bridge loan is repaid from this cash in its last month; the instalments of the other loans belong to the
    household's monthly budget (see ``cash_flow``).
    """
    repaid: dict[int, int] = {}
    for loan in loans:
        if loan.bridge:
            repaid[loan.months] = repaid.get(loan.months, 0) + loan.principal_cents
    borrowed = sum(loan.principal_cents - loan.fees_cents for loan in loans)
    balance, months = own_funds_cents, []
    for month in range(max([0, *works, *aids, *repaid]) + 1):
        lent = 0 if month else borrowed
        paid, granted, given_back = (flow.get(month, 0) for flow in (works, aids, repaid))
        balance += lent + granted - paid - given_back
        months.append(SiteMonth(month, paid, granted, lent, given_back, balance))
    worst = min(months, key=lambda one: one.balance_cents)
    return SiteCash(tuple(months), max(0, -worst.balance_cents), worst.month)
