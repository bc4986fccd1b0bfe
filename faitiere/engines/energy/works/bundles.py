"""Every bundle of works made of one choice in each group, applied together: a tree of edits, not one by one."""

from collections.abc import Sequence
from itertools import combinations, permutations

from ..columns import Columns
from .apply import apply, rank
from .catalogue import Work
from .validity import exclusion

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
    batch, found = columns.take([0]), [()]  # type: tuple[Columns, list[Bundle]]
    for group in ordered:
        parts = [batch if work is None else apply(batch, [work], reading=reading) for work in group]
        found = [bundle + ((work,) if work else ()) for work in group for bundle in found]
        batch = Columns.concat(parts)
    codes = {work.code for group in groups for work in group if work}
    apart = {(one, other) for one, other in permutations(codes, 2) if exclusion(one, other)}
    kept = [row for row, bundle in enumerate(found) if _compatible(bundle, apart)]
    return batch.take(kept), [found[row] for row in kept]


def _compatible(bundle: Bundle, apart: set[tuple[str, str]]) -> bool:
    """No work twice, no two works that exclude each other."""
    codes = [work.code for work in bundle]
    return len(set(codes)) == len(codes) and not any(pair in apart for pair in combinations(codes, 2))
