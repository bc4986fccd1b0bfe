"""The two sheets of a case: the site (the building) and the follow-up (what was asked, what is next), value by value.

Each value is a small form of its own: it is saved when one leaves it, and a colleague's change is told apart.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from faitiere.apps.buildings.enums import HomeKind
from faitiere.apps.contacts.enums import Occupancy
from faitiere.apps.contacts.forms import HouseholdForm
from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.numbers import date_words, number

from .communes import town_of
from .forms.communes import TownField
from .forms.dates import check_to_come, day_field
from .models import Case


@dataclass(frozen=True)
class Cell:
    """One value: where it is kept and the field that reads it."""

    key: str
    target: str
    name: str
    field: Callable[[], forms.Field]


def _text(label: str, size: int, **kwargs) -> Callable[[], forms.Field]:
    return lambda: forms.CharField(label=label, max_length=size, **kwargs)


def _choice(label: str, choices) -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(label=label, required=False, choices=choices)


def _household(name: str) -> Callable[[], forms.Field]:
    return lambda: HouseholdForm().fields[name]


def _address() -> forms.Field:
    return forms.CharField(label="Adresse", required=False, max_length=200, help_text="Numéro et rue.")


def _town() -> forms.Field:
    return TownField(
        label="Commune",
        required=False,
        max_length=120,
        help_text="Nom ou code postal : les deux se règlent ensemble.",
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )


def _title() -> forms.Field:
    return forms.CharField(
        label="Intitulé du dossier",
        max_length=200,
        error_messages={"required": "Donnez un intitulé : c'est le nom du dossier dans les listes."},
    )


def _request() -> forms.Field:
    return forms.CharField(
        label="Sa demande", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


def _next_step() -> forms.Field:
    return forms.CharField(
        label="Prochaine étape",
        max_length=200,
        error_messages={"required": "Dites ce qui se passe ensuite, ou mettez le dossier en pause avec un motif."},
    )


SITE = (
    Cell("adresse", "home", "address", _address),
    Cell("commune", "home", "town", _town),
    Cell("logement", "home", "kind", lambda: forms.ChoiceField(label="Nature", choices=HomeKind.choices)),
)
FOLLOW_UP = (
    Cell("intitule", "case", "title", _title),
    Cell("demande", "case", "request", _request),
    Cell("suite", "case", "next_step", _next_step),
    Cell("suite-le", "case", "next_step_on", lambda: day_field("Pour le", widget=forms.DateInput)),
    Cell("manque", "case", "missing", _text("Ce qui manque", 200, required=False)),
    Cell(
        "depot",
        "case",
        "filing_on",
        lambda: day_field("Dépôt des aides prévu le", required=False, widget=forms.DateInput),
    ),
)
HOUSEHOLD = (
    Cell("statut", "household", "occupancy", _choice("Statut", [("", "Pas encore demandé"), *Occupancy.choices])),
    Cell("personnes", "household", "size", _household("size")),
    Cell("rfr", "household", "rfr_euros", _household("rfr_euros")),
    Cell("rfr-annee", "household", "rfr_year", _household("rfr_year")),
)
CELLS = {cell.key: cell for cell in (*SITE, *FOLLOW_UP, *HOUSEHOLD)}
# Only a case that is followed has a next step.
_WHILE_OPEN = {"suite", "suite-le", "manque"}
# A condominium has no household, and its building is no house.
_OF_A_HOME = {"logement", *(cell.key for cell in HOUSEHOLD)}


def is_for(case: Case, cell: Cell) -> bool:
    """Whether this value makes sense for the project of the case."""
    return case.project_kind != ProjectKind.CONDOMINIUM or cell.key not in _OF_A_HOME


def as_text(value) -> str:
    """A kept value as a field shows it, and as it travels in `base`."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def in_words(cell: Cell, value) -> str:
    """A value as it is said in a sentence."""
    if isinstance(value, dt.date):
        return date_words(value)
    field = cell.field()
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return number(value) if isinstance(value, int) else str(value or "")


def kept_value(case: Case, cell: Cell):
    row = {"case": case, "home": case.home, "household": case.household}[cell.target]
    return str(town_of(row)) if cell.name == "town" else getattr(row, cell.name)


class CellForm(forms.Form):
    """One value, and the one that was on screen."""

    base = forms.CharField(required=False, max_length=5000, widget=forms.HiddenInput)

    def __init__(self, *args, cell: Cell, case: Case, **kwargs):
        now = kept_value(case, cell)
        shown = now if isinstance(now, dt.date) else as_text(now)
        if cell.name == "rfr_euros" and now is not None:
            shown = number(now)
        super().__init__(*args, prefix=cell.key, initial={"value": shown, "base": as_text(now)}, auto_id="%s", **kwargs)
        self.cell, self.case = cell, case
        self.fields["value"] = cell.field()

    def clean_value(self):
        value = self.cleaned_data["value"]
        return check_to_come(value) if self.cell.key == "suite-le" else value

    def clean_base(self):
        """The former value, read as the field would: what it cannot read counts as empty."""
        text, now = self.cleaned_data["base"], kept_value(self.case, self.cell)
        if text == as_text(now):
            return now
        if self.cell.name in {"next_step_on", "filing_on"}:
            try:
                return dt.date.fromisoformat(text)
            except ValueError:
                return None
        try:
            return self.cell.field().to_python(text)
        except ValidationError:
            return None

    def rebase(self) -> None:
        """After a conflict: what is kept now becomes what was on screen, so that saving again takes what is typed."""
        self.data = self.data.copy()
        self.data[self.add_prefix("base")] = as_text(kept_value(self.case, self.cell))


def forms_of(case: Case, cells, *, bound: CellForm | None = None) -> list[CellForm]:
    """The forms of a sheet; `bound` is the one to show again with its errors."""
    shown = [cell for cell in cells if is_for(case, cell) and (case.status == "open" or cell.key not in _WHILE_OPEN)]
    return [bound if bound and bound.cell.key == cell.key else CellForm(cell=cell, case=case) for cell in shown]
