"""Financial aids: dated rules on columns, and a façade that says why for one household."""

from .evaluate import InvalidSituation, evaluate, income_category, vat_lines, works_ttc_cents
from .limits import day_warning
from .results import AidResult, Detail, IncomeCategory, Step
from .rules.local import LocalAid, Tier
from .situation import (
    AdaptProject,
    CeePrice,
    CondoProject,
    DecentProject,
    LandlordProject,
    Situation,
    WorkLine,
)
from .stacking import Stack, stack
from .validation import validate

__all__ = [
    "AdaptProject",
    "AidResult",
    "CeePrice",
    "CondoProject",
    "DecentProject",
    "Detail",
    "IncomeCategory",
    "InvalidSituation",
    "LandlordProject",
    "LocalAid",
    "Situation",
    "Stack",
    "Step",
    "Tier",
    "WorkLine",
    "day_warning",
    "evaluate",
    "income_category",
    "stack",
    "validate",
    "vat_lines",
    "works_ttc_cents",
]
