"""Works on a home: the catalogue (what exists, prices, conditions of aids), what is possible, and its effect.

`apply` edits columns and nothing else; the engine computes the result like any other dwelling.
"""

from .apply import apply
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
from .grid import Grid, Plan, Stage, cumulated, grid, plan, warnings
from .induced import induced
from .selection import amounts, quantities
from .validity import Availability, available, check, exclusion, reason, reasons

__all__ = [
    "Availability",
    "Bundle",
    "Grid",
    "Plan",
    "Setting",
    "Stage",
    "UnknownWork",
    "Work",
    "amounts",
    "apply",
    "available",
    "bundles",
    "catalogue",
    "check",
    "conditions",
    "cumulated",
    "entry",
    "exclusion",
    "grid",
    "induced",
    "meets",
    "parameters",
    "plan",
    "price",
    "quantities",
    "reason",
    "reasons",
    "settings",
    "warnings",
]
