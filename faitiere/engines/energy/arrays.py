"""Small array operations done thousands of times a block, in their cheapest form, and what is computed only once."""

from collections.abc import Callable
from functools import cache, wraps

import numpy as np
from numpy.typing import NDArray

FEW = 3  # up to here, comparing beats looking up


@cache
def _listed(ids: tuple[int, ...]) -> NDArray:
    """True at each id; one more cell, False, for everything above (and, read as unsigned, for −1)."""
    dense = np.zeros(max(ids) + 2, bool)
    dense[list(ids)] = True
    return dense


def among(values: NDArray, ids: tuple[int, ...]) -> NDArray:
    """(rows,) bool: int32 values that are one of the ids (≥ 0, or just −1); same as numpy.isin, without sorting."""
    if len(ids) <= FEW or min(ids) < 0:
        found = np.zeros(len(values), bool)
        for one in ids:
            found |= values == one
        return found
    dense = _listed(ids)
    place = np.ascontiguousarray(values, np.int32).view(np.uint32)
    return dense[np.minimum(place, np.uint32(len(dense) - 1))]


def filled(values: NDArray, nan: float = 0.0) -> NDArray:
    """Values with `nan` in place of NaN; infinities are left alone."""
    return np.where(np.isnan(values), nan, values)


def across(values: NDArray) -> NDArray:
    """(rows,) sum of (rows, few), several times faster than `sum`; a row gives the same whatever its neighbours."""
    return np.einsum("ij->i", values)


def once[**P, R](compute: Callable[P, R]) -> Callable[P, R]:
    """Done a single time for sealed columns (see `Columns.sealed`) and the same arguments; always done otherwise.

    The first argument that can remember (Columns or Table) does. Arrays are the same when they are the same object.
    """

    @wraps(compute)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        memory = next((one.found for one in args if hasattr(one, "found")), None)  # type: ignore[attr-defined]
        if memory is None or kwargs:
            return compute(*args, **kwargs)
        key = (compute, *(id(one) if isinstance(one, np.ndarray) or hasattr(one, "found") else one for one in args))
        if key not in memory:
            memory[key] = (
                compute(*args, **kwargs),
                args,
            )  # the arguments are kept, so that no other array takes their id
        return memory[key][0]

    return remembered
