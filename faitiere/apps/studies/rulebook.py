"""The page of rules: parameters in force on a day by subject, and what changed since another day. Pure."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from faitiere.engines import params
from faitiere.engines.params.store import every

from .parameter_names import subject


@dataclass(frozen=True, slots=True)
class Subject:
    """A heading with how many values are in force, and how many of them nobody could confirm."""

    heading: str
    values: int
    unverified: int


def subjects(on: dt.date) -> list[Subject]:
    """Headings of the parameters in force on a day, in the alphabetical order of the words."""
    values, unverified = Counter(), Counter()
    for parameter in params.in_force(on):
        heading = subject(parameter.name)
        values[heading] += 1
        unverified[heading] += not parameter.verified
    return [Subject(heading, values[heading], unverified[heading]) for heading in sorted(values)]


def of_subject(heading: str, on: dt.date) -> list[params.Parameter]:
    """Parameters of one heading in force on a day."""
    return [parameter for parameter in params.in_force(on) if subject(parameter.name) == heading]


def changes(since: dt.date, on: dt.date) -> list[params.Parameter]:
    """Parameters that came into force after `since` and no later than `on`, or that ended in between."""
    return [
        parameter
        for parameter in every()
        if since < parameter.valid_from <= on
        or (parameter.covers(since) and parameter.valid_to is not None and since <= parameter.valid_to < on)
    ]
