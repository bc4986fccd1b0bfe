"""The home in plain words for its household: each value, where it comes from, and the question that corrects it."""

import re
from dataclasses import dataclass

from django import forms
from django.utils import timezone

from faitiere.apps.buildings.enums import DescriptionSource
from faitiere.apps.buildings.models import EnergyDescription
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.sheets import CELLS, Cell, as_text, in_words, kept_value
from faitiere.apps.studies import identity
from faitiere.apps.studies.forms.home import DONT_KNOW, UNITS, answer_field
from faitiere.engines.energy.typology.choices import labels
from faitiere.engines.energy.typology.facts import ANSWERS_OF
from faitiere.lib.numbers import date_words

from .enums import StatementState
from .models import HomeStatement

# Questions of the energy sheet that a household can answer, in the order of the page.
QUESTIONS = (
    "kind", "area", "year", "period", "wall_insulated", "roof_insulated", "floor_insulated", "glazing", "heating",
    "heating_year", "emitters", "hot_water", "ventilation", "thermostat", "pv_kwc",
)  # fmt: skip
# Values of the case, its home and its household.
PLAIN = ("adresse", "commune", "statut", "personnes")
# Question → correction of a DPE that the advisor may take as it is (`typology.overrides`).
CORRECTED = {
    "area": "surface",
    "heating": "chauffage",
    "hot_water": "eau_chaude",
    "ventilation": "ventilation",
    "thermostat": "programmation",
}
_UNKNOWN = "Pas encore dit"
_TECHNICAL = re.compile(r",? (?:U|Uw moyen) \d+(?:,\d+)?")


@dataclass(frozen=True)
class Line:
    """A line of the sheet. `said`: what the household last said of it, when the sheet does not hold it yet."""

    key: str
    label: str
    shown: str
    source: str
    said: HomeStatement | None = None
    may_change: bool = True


def plain(shown: str) -> str:
    """A fact without its technical figures: "Mur en briques, U 2,1" → "Mur en briques"."""
    return _TECHNICAL.sub("", shown)


def latest_statements(case: Case) -> dict[str, HomeStatement]:
    """The last thing said of each question."""
    found: dict[str, HomeStatement] = {}
    for one in HomeStatement.objects.filter(case=case).exclude(state=StatementState.REPLACED):
        found.setdefault(one.key, one)
    return found


def label_of(key: str) -> str:
    return str(CELLS[key].field().label) if key in PLAIN else labels()[key]


def field_of(key: str) -> forms.Field:
    """The field of a question; an empty answer is "je ne sais pas"."""
    field = CELLS[key].field() if key in PLAIN else answer_field(key)
    field.required = False
    return field


def unit_of(key: str) -> str:
    return UNITS.get(key, "")


def in_french(key: str, value) -> str:
    """An answer as it is said: "Double vitrage", "98 m²", "Je ne sais pas"."""
    if value in (None, ""):
        return DONT_KNOW
    if key in PLAIN:
        return in_words(CELLS[key], value)
    field = answer_field(key)
    if isinstance(field, forms.ChoiceField):
        return next((str(words) for code, words in field.choices if str(code) == str(value)), str(value))
    number = f"{value:g}" if isinstance(value, int | float) else str(value)
    return f"{number.replace('.', ',')} {unit_of(key)}".strip()


def _plain_line(case: Case, cell: Cell, said: HomeStatement | None) -> Line:
    value = kept_value(case, cell)
    shown = in_words(cell, value) if value not in (None, "") else _UNKNOWN
    source = "" if shown == _UNKNOWN else "Noté par le guichet"
    if said and as_text(value) == as_text(said.value):
        source = _declared(said)
    return Line(cell.key, label_of(cell.key), shown, source)


def _declared(said: HomeStatement) -> str:
    return f"Déclaré par {said.said_by_label} le {date_words(timezone.localdate(said.said_at))}"


def _fact_lines(description: EnergyDescription, said: dict[str, HomeStatement]) -> list[Line]:
    lines = []
    for fact in description.facts:
        key = ANSWERS_OF.get(fact["key"], "")
        asked = key in QUESTIONS
        one = said.get(key) if asked else None
        source = identity.told_fact(fact, description)["source"]
        if one and one.state in (StatementState.APPLIED, StatementState.TAKEN) and not source.startswith("DPE"):
            source = _declared(one)
        lines.append(Line(key, fact["label"], plain(fact["shown"]), source, one, asked))
    return lines


def lines_of(case: Case) -> dict[str, list[Line]]:
    """The sheet in two parts: who and where, then the home itself."""
    said, description = latest_statements(case), identity.shown(case.home)
    energy = _fact_lines(description, said) if description else []
    shown = {line.key for line in energy}
    for key in QUESTIONS:
        if key not in shown and (description is None or key in said):
            energy.append(_missing(key, said.get(key)))
    return {"place": [_plain_line(case, CELLS[key], said.get(key)) for key in PLAIN], "energy": energy}


def _missing(key: str, said: HomeStatement | None) -> Line:
    return Line(key, label_of(key), said.shown if said else _UNKNOWN, _declared(said) if said else "", said)


def known_value(case: Case, key: str):
    """What the form of a question shows at first: the last thing said, else the answer or the value kept."""
    if key in PLAIN:
        return kept_value(case, CELLS[key])
    said, description = latest_statements(case).get(key), identity.shown(case.home)
    return said.value if said else description.answers.get(key) if description else None


def line_of(case: Case, key: str) -> Line:
    """The line of a question, even when the sheet does not show it yet."""
    found = lines_of(case)
    for line in [*found["place"], *found["energy"]]:
        if line.key == key:
            return line
    return _missing(key, None)


def may_apply(description: EnergyDescription | None) -> bool:
    """What the household says enters the sheet at once when it rests on plain answers only: neither a DPE nor a
    correction of the advisor is ever written over."""
    return description is None or (description.source == DescriptionSource.DECLARED and not description.corrections)
