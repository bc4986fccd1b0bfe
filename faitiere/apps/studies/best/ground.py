"""What a search starts from, and what the advisor asks of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from faitiere.engines.energy.columns import Columns

from ..prices import UnitPrice


@dataclass(frozen=True)
class Ground:
    """A home (n = 1) and its household: columns, how a DPE is read, facts of the aids, prices and both dates."""

    columns: Columns
    reading: str
    facts: Mapping
    prices: Mapping[str, UnitPrice | None]
    filing_on: dt.date
    on: dt.date


@dataclass(frozen=True)
class Wishes:
    """What to search and what to keep. Cents; `least_class` a letter to reach at least, empty for any.

    without   what must stay as it is (keys of `groups.KEPT`)
    staged    in two steps, the envelope then the systems
    category  income category supposed when the household's is not known
    """

    without: frozenset[str] = frozenset()
    staged: bool = False
    category: str = "superieur"
    budget_cents: int | None = None
    least_class: str = ""
    own_funds_cents: int = 0
    years: int = 15
    rate: float = 4.0
    price_rise: float = 2.0
