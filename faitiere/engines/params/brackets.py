"""Vectorised bracket look-up: one primitive for one household or a million."""

import numpy as np


def bracket(values: np.ndarray, ceilings: np.ndarray) -> np.ndarray:
    """Index of the first ceiling that is not exceeded (``value <= ceiling``), along ascending ceilings.

    A value above the last ceiling gets ``len(ceilings)``; NaN gets -1. Values and ceilings in one unit.

    >>> bracket(np.array([17173, 17174, 30844, 30845]), np.array([17173, 22015, 30844]))
    array([0, 1, 2, 3])
    >>> bracket(np.array([np.nan, 0.0]), np.array([100, 200]))
    array([-1,  0])
    """
    ceilings = np.asarray(ceilings, dtype=float)
    if np.any(np.diff(ceilings) < 0):
        raise ValueError("ceilings must be in ascending order")
    found = np.searchsorted(ceilings, values, side="left")
    return np.where(np.isnan(values), -1, found)


def bracket_by_row(values: np.ndarray, ceilings: np.ndarray) -> np.ndarray:
    """The same when each row has its own ceilings: values (n,), ceilings (n, k) ascending along k.

    A row with a NaN value or a NaN ceiling gets -1.

    >>> bracket_by_row(np.array([25115.0, 25116.0]), np.array([[17173, 22015], [25115, 32197]]))
    array([2, 1])
    """
    found = (values[:, None] > ceilings).sum(axis=1)
    return np.where(np.isnan(values) | np.isnan(ceilings).any(axis=1), -1, found)
