"""An income that stands for a whole category, when the household's own is not known."""

from datetime import date

from . import codes
from .regime import regime


def income_of(category: str, *, household_size: int, ile_de_france: bool, on: date) -> float:
    """RFR in euros at the top of a category (its ceiling), one euro above the last ceiling for the highest."""
    ceilings = regime(on).income_ceilings[int(ile_de_france)]
    extra = max(0, household_size - 5) * ceilings[5, :3]
    row = ceilings[min(max(household_size, 1), 5) - 1, :3] + extra
    place = codes.CATEGORIES.index(category)
    return float(row[place]) if place < len(row) else float(row[-1]) + 1
