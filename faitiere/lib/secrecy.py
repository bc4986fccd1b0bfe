"""Secret of statistics (promise 12): what a small count must hide. Pure functions."""

from collections.abc import Mapping

# Fewer than five households are never shown.
SECRECY_FLOOR = 5


def hide_small(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Counts of households by group with the small ones hidden (None), by subtraction either.

    A count from 1 to 4 is hidden. When what is hidden could be found by subtracting the rest from the total, the
    smallest count that remains is hidden too.
    """
    hidden = {key for key, count in counts.items() if 0 < count < SECRECY_FLOOR}
    if hidden and (len(hidden) == 1 or sum(counts[key] for key in hidden) < SECRECY_FLOOR):
        others = sorted((count, key) for key, count in counts.items() if key not in hidden and count > 0)
        if others:
            hidden.add(others[0][1])
    return {key: None if key in hidden else count for key, count in counts.items()}
