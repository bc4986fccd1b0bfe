"""Dated parameters: every regulatory number of the engines, with its unit, source and dates of force.

One CSV file a subject in ``tables/``. Columns that are not in ``RESERVED`` are keys.
``value`` answers strictly what is in force; ``trusted`` prefers what somebody checked.
"""

from .brackets import bracket, bracket_by_row
from .lookup import array, find, find_or_none, in_force, is_settled, last_verified, trusted, unverified, value
from .store import NoValue, Parameter, kept, rehearsed

__all__ = [
    "NoValue",
    "Parameter",
    "array",
    "bracket",
    "bracket_by_row",
    "find",
    "find_or_none",
    "in_force",
    "is_settled",
    "kept",
    "last_verified",
    "rehearsed",
    "trusted",
    "unverified",
    "value",
]
