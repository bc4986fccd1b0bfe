"""Every bundle of works made of one choice in each group, applied together: a tree of edits, not one by one."""

from collections.abc import Sequence
from itertools import combinations, product

from ..columns import Columns
from .apply import apply, check, rank
from .catalogue import UnknownWork, Work

Bundle = tuple[Work, ...]


def bundles(
    columns: Columns, groups: Sequence[Sequence[Work | None]], *, reading: str = "inputs-only"
) -> tuple[Columns, list[Bundle]]:
    """The home (n = 1) after every bundle: one dwelling a bundle, and the works of each.

    A group lists choices that replace each other; None stands for doing nothing. Bundles whose works exclude
    each other are left out. The first bundle takes the first choice of each group.
    """
    if columns.n != 1:
        raise ValueError("bundles are made for one home at a time")
    ordered = sorted(groups, key=lambda group: max(rank(work) for work in group if work))
    batch, found = columns, [()]  # type: tuple[Columns, list[Bundle]]
    for group in ordered:
        parts = [batch if work is None else apply(batch, [work], reading=reading) for work in group]
        found = [bundle + ((work,) if work else ()) for work in group for bundle in found]
        batch = Columns.concat(parts)
    excluded = _excluded(groups)
    kept = [row for row, bundle in enumerate(found) if not any(apart <= {*map(id, bundle)} for apart in excluded)]
    if len(kept) == len(found):
        return batch, found
    return batch.take(kept), [found[row] for row in kept]


def _excluded(groups: Sequence[Sequence[Work | None]]) -> list[frozenset[int]]:
    """Works that cannot be done, and pairs of two groups that exclude each other, by identity.

    They are few: thousands of bundles need not be checked in full, one by one.
    """
    chosen = [[work for work in group if work] for group in groups]
    pairs = [pair for one, other in combinations(chosen, 2) for pair in product(one, other)]
    alone = [(work,) for group in chosen for work in group]
    return [frozenset(map(id, works)) for works in (*alone, *pairs) if not _compatible(works)]


def _compatible(bundle: Bundle) -> bool:
    try:
        check(bundle)
    except UnknownWork:
        return False
    return True
