"""The plan of each owner of a condominium: its share of the works, of the aids and of the loan, to the cent.

Every amount shared is shared once, by largest remainder: the sum over the owners is the amount.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .loans import monthly_payment
from .sharing import share


@dataclass(frozen=True, slots=True)
class SharedCost:
    """One vote of works: cost and collective aids in cents, shared by `weights` (owner → tantièmes of its key).

    `key`: name of the key of shares.
    """

    label: str
    cost_cents: int
    aid_cents: int
    weights: Mapping[str, int]
    key: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.aid_cents <= self.cost_cents:
            raise ValueError(f"{self.label} : les aides collectives sont entre zéro et le coût.")


@dataclass(frozen=True, slots=True)
class OwnerMeans:
    """What an owner brings: its own aid in cents, and the loan it takes for the rest (no month: it pays at once)."""

    own_aid_cents: int = 0
    loan_months: int = 0
    loan_rate_percent: float = 0.0


@dataclass(frozen=True, slots=True)
class OwnerPlan:
    """The plan of one owner, in cents. `lines`: (works, cost, collective aid), in the order of the votes.

    `aids_by_key`: (key of shares, collective aid), in the order the keys are met; none where there is no aid.
    """

    lines: tuple[tuple[str, int, int], ...]
    fund_cents: int
    own_aid_cents: int
    means: OwnerMeans
    aids_by_key: tuple[tuple[str, int], ...] = ()

    @property
    def cost_cents(self) -> int:
        return sum(cost for _, cost, _ in self.lines)

    @property
    def collective_aid_cents(self) -> int:
        return sum(aid for _, _, aid in self.lines)

    @property
    def remaining_cents(self) -> int:
        """What is left to pay once every aid and the works fund are in."""
        return self.cost_cents - self.collective_aid_cents - self.fund_cents - self.own_aid_cents

    @property
    def to_advance_cents(self) -> int:
        """What must be found before the aids arrive: the share less the works fund."""
        return self.cost_cents - self.fund_cents

    @property
    def monthly_cents(self) -> int:
        """Monthly payment of the loan on what is left; 0 without loan."""
        means = self.means
        if not means.loan_months or not self.remaining_cents:
            return 0
        return monthly_payment(self.remaining_cents, means.loan_rate_percent, months=means.loan_months)


def owner_plans(
    costs: Sequence[SharedCost], *, fund_cents: int, fund_weights: Mapping[str, int], means: Mapping[str, OwnerMeans]
) -> dict[str, OwnerPlan]:
    """The plan of every owner that holds a share of something voted.

    fund_cents   works fund spent on these works, shared by `fund_weights`; no owner gets more than it owes, the
                 others get what it does not need, and what nobody needs stays in the fund
    means        owner → what it brings; absent: nothing, and it pays at once
    """
    owners = list(dict.fromkeys(who for cost in costs for who, many in cost.weights.items() if many))
    lines: dict[str, list[tuple[str, int, int]]] = {who: [] for who in owners}
    aids: dict[str, dict[str, int]] = {who: {} for who in owners}
    for cost in costs:
        names = [who for who in owners if cost.weights.get(who)]
        held = [cost.weights[who] for who in names]
        parts = zip(names, share(cost.cost_cents, held), share(cost.aid_cents, held), strict=True)
        for who, owed, aided in parts:
            lines[who].append((cost.label, owed, aided))
            aids[who][cost.key] = aids[who].get(cost.key, 0) + aided
    funds = _fund(fund_cents, fund_weights, {who: _owed(lines[who]) for who in owners})
    plans = {who: _plan(lines[who], funds[who], means.get(who, OwnerMeans())) for who in owners}
    by_key = {who: tuple((key, cents) for key, cents in aids[who].items() if cents) for who in owners}
    return {who: replace(plan, aids_by_key=by_key[who]) for who, plan in plans.items()}


def _fund(cents: int, weights: Mapping[str, int], owed: Mapping[str, int]) -> dict[str, int]:
    """Parts of the fund by weight, none above what is owed: what one does not need goes to the others, by weight.

    The sum is the fund, or all that is owed by those who hold a weight when that is less.
    """
    parts, left = dict.fromkeys(owed, 0), cents
    open_to = [who for who, many in owed.items() if many and weights.get(who)]
    while left and open_to:
        given = dict(zip(open_to, share(left, [weights[who] for who in open_to]), strict=True))
        full = [who for who in open_to if given[who] >= owed[who]]
        if not full:
            return parts | given
        parts |= {who: owed[who] for who in full}
        left -= sum(owed[who] for who in full)
        open_to = [who for who in open_to if who not in full]
    return parts


def _plan(lines: list[tuple[str, int, int]], fund_cents: int, means: OwnerMeans) -> OwnerPlan:
    owed = _owed(lines)
    return OwnerPlan(tuple(lines), fund_cents, min(means.own_aid_cents, owed - fund_cents), means)


def _owed(lines: list[tuple[str, int, int]]) -> int:
    return sum(cost - aid for _, cost, aid in lines)
