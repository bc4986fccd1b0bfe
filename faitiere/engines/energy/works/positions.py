"""Where the insulation of a row stands once more is added inside or outside (enum_type_isolation_id)."""

import numpy as np
from numpy.typing import NDArray

UNKNOWN, BARE, INSIDE, OUTSIDE, SPREAD, INSIDE_OUTSIDE, INSIDE_SPREAD, OUTSIDE_SPREAD, SOMEWHERE = range(1, 10)
LAST_PERIOD_BARE = 2  # up to 1974 an unknown insulation is taken as none, later as inside (§3.4)
LABELS = {
    BARE: "Non isolé",
    INSIDE: "ITI",
    OUTSIDE: "ITE",
    SPREAD: "ITR",
    INSIDE_OUTSIDE: "ITI+ITE",
    INSIDE_SPREAD: "ITI+ITR",
    OUTSIDE_SPREAD: "ITE+ITR",
}
# Index: the id before; value: the id after. 0 is never used.
MORE_INSIDE = np.array(
    [0, 0, INSIDE, INSIDE, INSIDE_OUTSIDE, INSIDE_SPREAD, INSIDE_OUTSIDE, INSIDE_SPREAD, OUTSIDE_SPREAD, 0]
)
MORE_OUTSIDE = np.array(
    [0, 0, OUTSIDE, INSIDE_OUTSIDE, OUTSIDE, OUTSIDE_SPREAD, INSIDE_OUTSIDE, INSIDE_OUTSIDE, OUTSIDE_SPREAD, 0]
)


def resolved(ids: NDArray, period: NDArray, *, unknown: int = INSIDE) -> NDArray:
    """(rows,) ids with the unknown ones decided by the period of construction, as the method does (§3.4).

    `unknown` is what stands for an unknown insulation after 1974: inside for walls, outside for slabs.
    """
    guessed = np.where(period > LAST_PERIOD_BARE, unknown, BARE)
    guessed = np.where(ids == SOMEWHERE, unknown, guessed)
    return np.where((ids == UNKNOWN) | (ids == SOMEWHERE) | (ids < 0), guessed, ids)


def after(ids: NDArray, *, inside: bool) -> NDArray:
    """(rows,) position once insulation is added; `ids` must be resolved."""
    return (MORE_INSIDE if inside else MORE_OUTSIDE)[ids]
