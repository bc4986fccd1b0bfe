"""A home described in plain answers becomes engine columns, each value with its source; and back to plain words."""

from .answers import DECLARED, DEFAULT, Answers, Source
from .choices import Choice, UnknownAnswer, choices, labels
from .describe import Description, describe
from .facts import Fact, facts
from .overrides import CORRECTIONS, Correction, overrides
from .range import Range, range_of

__all__ = [
    "CORRECTIONS",
    "DECLARED",
    "DEFAULT",
    "Answers",
    "Choice",
    "Correction",
    "Description",
    "Fact",
    "Range",
    "Source",
    "UnknownAnswer",
    "choices",
    "describe",
    "facts",
    "labels",
    "overrides",
    "range_of",
]
