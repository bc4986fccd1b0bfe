"""Sharing an amount to the cent by weights: tantièmes, shares of the works, months of a year."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

Weight = int | float | Decimal | Fraction


def _exact(weight: Weight) -> Fraction:
    return Fraction(str(weight)) if isinstance(weight, float) else Fraction(weight)


def share(total_cents: int, weights: Sequence[Weight]) -> list[int]:
    """Parts in cents whose sum is the total, by the largest remainder.

    Each part is its exact share rounded down, then one cent more goes to the largest remainders; equal
    remainders are served in order. A negative total is shared like its opposite. Raises ``ValueError`` with
    a French sentence when there is nobody to share between, or a negative weight.

    >>> share(100, [1, 1, 1])
    [34, 33, 33]
    >>> share(-1000, [1, 2])
    [-333, -667]
    """
    if total_cents < 0:
        return [-part for part in share(-total_cents, weights)]
    exact = [_exact(weight) for weight in weights]
    if any(weight < 0 for weight in exact):
        raise ValueError("Une part est négative : indiquez des tantièmes positifs ou nuls.")
    whole = sum(exact)
    if not whole:
        raise ValueError("Aucune part n'est positive : indiquez au moins un tantième.")
    quotas = [total_cents * weight / whole for weight in exact]
    parts = [quota.numerator // quota.denominator for quota in quotas]
    left = total_cents - sum(parts)
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - quotas[i], i))
    for i in order[:left]:
        parts[i] += 1
    return parts
