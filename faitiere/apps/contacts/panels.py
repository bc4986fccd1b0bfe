"""The whole history of a person in one place: each app gives its part (`settings.PERSON_PANELS`), above or below."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

_SHOWN = 20


@dataclass(frozen=True)
class Row:
    """A line: what, where it opens, a detail, when."""

    label: str
    detail: str = ""
    url: str = ""
    at: dt.date | dt.datetime | None = None


@dataclass(frozen=True)
class Panel:
    """A part of the history; left out when empty."""

    title: str
    icon: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0


def panel(title: str, icon: str, rows: Iterable[Row]) -> Panel:
    """A panel of its first lines, with how many there are in all."""
    every = list(rows)
    return Panel(title, icon, every[:_SHOWN], len(every))


def panels_of(person, actor) -> list[Panel]:
    """Every part that says something of the person to this actor."""
    found = [one for path in settings.PERSON_PANELS for one in import_string(path)(person, actor)]
    return [one for one in found if one.rows]


def panels_of_organisation(organisation, actor) -> list[Panel]:
    """What each app above says of an organisation to this actor (`settings.ORGANISATION_PANELS`)."""
    found = [one for path in settings.ORGANISATION_PANELS for one in import_string(path)(organisation, actor)]
    return [one for one in found if one.rows]
