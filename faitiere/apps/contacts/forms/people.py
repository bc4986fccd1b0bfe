"""Fields and forms about people and households, with sentences that say what to do."""

import json

from django import forms
from django.utils import timezone

from faitiere.lib.edits import Conflict, conflict_sentences
from faitiere.lib.numbers import number

from ..actions import HouseholdFields, PersonFields, household_values
from ..enums import Occupancy
from ..models import Household
from ..rules import parse_phone, shown_phone

NAME_TOO_LONG = "Un nom ou un prénom tient en 100 caractères. Gardez l'usuel, et mettez le reste dans une note."
SIZE_SENTENCE = "Le ménage compte de 1 à 20 personnes. Au-delà, ouvrez un dossier par ménage."
_MAX_RFR = 10_000_000
_NOTICE_YEARS = 6


class PhoneField(forms.CharField):
    """A phone number in any writing, given back in E.164 form."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value):
        typed = super().clean(value)
        try:
            return parse_phone(typed)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def prepare_value(self, value):
        return shown_phone(value) if isinstance(value, str) and value.startswith("+") and len(value) > 8 else value


class WholeField(forms.IntegerField):
    """A whole number as people type it: "24 000 €" is read 24000."""

    widget = forms.TextInput

    def __init__(self, *, sentence: str, **kwargs):
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), sentence)
        super().__init__(error_messages={**messages, **kwargs.pop("error_messages", {})}, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value):
        if isinstance(value, str):
            value = value.replace("€", "")
            value = "".join(char for char in value if not char.isspace())
        return super().to_python(value)


def email_field(**kwargs) -> forms.EmailField:
    return forms.EmailField(
        label="Adresse e-mail",
        required=False,
        max_length=254,
        error_messages={"invalid": "Cette adresse e-mail est incomplète. Écrivez par exemple prenom.nom@exemple.fr."},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        **kwargs,
    )


class PersonForm(forms.Form):
    """Name, phone and e-mail of a person."""

    first_name = forms.CharField(
        label="Prénom", required=False, max_length=100, error_messages={"max_length": NAME_TOO_LONG}
    )
    last_name = forms.CharField(
        label="Nom", max_length=100, error_messages={"required": "Écrivez le nom.", "max_length": NAME_TOO_LONG}
    )
    phone = PhoneField(label="Téléphone", required=False)
    email = email_field()

    def person(self) -> PersonFields:
        given = self.cleaned_data
        return PersonFields(
            last_name=given["last_name"],
            first_name=given["first_name"],
            phone=given["phone"],
            email=given["email"],
        )


class HouseholdForm(forms.Form):
    """What the aids ask about the household; every answer may stay unknown. `base`: the values that were on screen."""

    occupancy = forms.ChoiceField(
        label="Statut dans le logement", required=False, choices=[("", "Pas encore demandé"), *Occupancy.choices]
    )
    size = WholeField(label="Nombre de personnes", required=False, min_value=1, max_value=20, sentence=SIZE_SENTENCE)
    rfr_euros = WholeField(
        label="Revenu fiscal de référence, en euros",
        required=False,
        min_value=0,
        max_value=_MAX_RFR,
        sentence="Le revenu fiscal de référence est un nombre d'euros entiers, de 0 à 10 000 000, par exemple 24 000.",
        help_text="Sur la première page de l'avis d'impôt. Additionnez ceux des personnes qui vivent là.",
    )
    rfr_year = WholeField(
        label="Année de l'avis d'impôt",
        required=False,
        sentence="L'année de l'avis a quatre chiffres, par exemple 2026.",
    )
    base = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    @classmethod
    def of(cls, household: Household, data=None) -> "HouseholdForm":
        """The form of a household, filled with what is known."""
        known, rfr = household_values(household), household.rfr_euros
        shown = {"rfr_euros": None if rfr is None else number(rfr), "base": json.dumps(known)}
        return cls(data, prefix="menage", initial=known | shown)

    def clean_base(self) -> dict | None:
        try:
            base = json.loads(self.cleaned_data["base"])
        except ValueError:
            return None
        return base if isinstance(base, dict) else None

    def clean_rfr_year(self):
        year, this_year = self.cleaned_data["rfr_year"], timezone.localdate().year
        if year is not None and not this_year - _NOTICE_YEARS <= year <= this_year:
            raise forms.ValidationError(
                f"L'année de l'avis va de {this_year - _NOTICE_YEARS} à {this_year}. Vérifiez-la en haut de l'avis."
            )
        return year

    def household(self) -> HouseholdFields:
        return HouseholdFields(**{name: value for name, value in self.cleaned_data.items() if name != "base"})

    def show_conflict(self, conflict: Conflict, household: Household) -> None:
        """Say beside each field what somebody else wrote; saving again then takes what is typed here."""
        self.data = self.data.copy()
        self.data[self.add_prefix("base")] = json.dumps(household_values(household))
        rfr = household.rfr_euros
        shown = {"occupancy": household.get_occupancy_display(), "rfr_euros": "" if rfr is None else number(rfr)}
        for told in conflict_sentences(conflict, shown=shown):
            self.add_error(told.field, told.sentence)
