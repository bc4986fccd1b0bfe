"""The page of rules: parameters in force on a day by subject, and what changed since another day. Pure."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import quote_plus

from faitiere.engines import params
from faitiere.lib.numbers import date_words
from faitiere.lib.text import search_key

from .parameter_names import about, subject, title

# Where a source may be read: the public model at the commit it was read at, else the law by its number.
_MODEL = re.compile(r"betagouv/reno@([0-9a-f]{7,40})")
_MODEL_DAY = re.compile(r"betagouv/reno@[0-9a-f]{7,40} \((\d{4}-\d{2}-\d{2})\)")
_TEXT = re.compile(
    r"(?:décret|loi) n° [\d-]+|arrêtés? du \d[\d/]*(?: [a-zéû]+ \d{4})?"
    r"|CGI art\. \d+(?:-\d+)?(?: (?:bis|ter|quater))?(?: [A-Z]\b)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s,;]+")
_MODEL_PAGE = "https://github.com/betagouv/reno/tree/"
_LAW_SEARCH = "https://www.legifrance.gouv.fr/search/all?query="


@dataclass(frozen=True, slots=True)
class Subject:
    """A heading with how many values are in force, and how many of them nobody could confirm."""

    heading: str
    values: int
    unverified: int


@dataclass(frozen=True, slots=True)
class Change:
    """One rule on two days; None when it was not in force."""

    old: params.Parameter | None
    new: params.Parameter | None

    @property
    def rule(self) -> params.Parameter:
        return self.new or self.old


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


def matching(on: dt.date, *, heading: str = "", text: str = "", unverified: bool = False) -> list[params.Parameter]:
    """Parameters in force on a day, of one heading, holding every word of a text, that nobody verified."""
    words = search_key(text).split()
    return [
        parameter
        for parameter in params.in_force(on)
        if (not heading or subject(parameter.name) == heading)
        and (not unverified or not parameter.verified)
        and (not words or all(word in _words_of(parameter) for word in words))
    ]


def _words_of(parameter: params.Parameter) -> str:
    said = (subject(parameter.name), title(parameter.name), about(parameter.keys), parameter.source, parameter.note)
    return search_key(f"{parameter.name} {' '.join(said)}")


def changes(since: dt.date, on: dt.date) -> list[Change]:
    """Rules whose value, source or state of verification is not the same on the two days, by subject."""
    before, after = _by_rule(since), _by_rule(on)
    found = [Change(before.get(rule), after.get(rule)) for rule in dict.fromkeys([*before, *after])]
    changed = [one for one in found if one.old != one.new]
    return sorted(changed, key=lambda one: (subject(one.rule.name), one.rule.name, one.rule.keys))


def _by_rule(on: dt.date) -> dict[tuple, params.Parameter]:
    """The parameter in force for each rule; the most recently opened one when there are several."""
    ordered = sorted(params.in_force(on), key=lambda parameter: parameter.valid_from)
    return {(parameter.name, parameter.keys): parameter for parameter in ordered}


def plain_source(source: str) -> str:
    """Source as a household reads it: the texts named; the public model, with its date, only where there is none."""
    parts = source.split(" ; ")
    if texts := [part for part in parts if not _MODEL.search(part)]:
        return " ; ".join(texts)
    dated = next((found for part in parts if (found := _MODEL_DAY.search(part))), None)
    since = f" du {date_words(dt.date.fromisoformat(dated.group(1)))}" if dated else ""
    return f"modèle public Mes Aides Réno{since}"


def source_link(source: str) -> str:
    """Address where a source may be read or looked up; empty when it names none."""
    if address := _ADDRESS.search(source):
        return address.group()
    if law := _TEXT.search(source):
        return _LAW_SEARCH + quote_plus(law.group())
    if model := _MODEL.search(source):
        return _MODEL_PAGE + model.group(1)
    return ""
