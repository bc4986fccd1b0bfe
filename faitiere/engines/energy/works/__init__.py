"""Works on a home: the catalogue (what exists, prices, conditions of aids), what is possible, and its effect.

`apply` edits columns and nothing else; the engine computes the result like any other dwelling.
"""

from .apply import apply, check
from .bundles import Bundle, bundles
from .catalogue import (
    Setting,
    UnknownWork,
    Work,
    catalogue,
    conditions,
    entry,
    meets,
    parameters,
    price,
    settings,
)
from .induced import induced
from .selection import Availability, available, quantities

__all__ = [
    "Availability",
    "Bundle",
    "Setting",
    "UnknownWork",
    "Work",
    "apply",
    "available",
    "bundles",
    "catalogue",
    "check",
    "conditions",
    "entry",
    "induced",
    "meets",
    "parameters",
    "price",
    "quantities",
    "settings",
]
