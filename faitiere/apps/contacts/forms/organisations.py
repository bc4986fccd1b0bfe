"""An organisation met as a contact, with the values that were on screen, so that two people who edit are told apart."""

import json

from django import forms

from faitiere.apps.territories.models import Organisation
from faitiere.lib.edits import Conflict, conflict_sentences
from faitiere.lib.text import search_key

from ..actions import OrganisationFields, values_of_organisation
from ..duplicates import closeness, is_close
from ..permissions import CONTACT_KINDS
from ..rules import shown_phone
from .people import PhoneField, email_field

_SHOWN = 5


class OrganisationForm(forms.Form):
    """Name, kind and how to reach it."""

    name = forms.CharField(
        label="Nom",
        max_length=120,
        error_messages={"required": "Écrivez le nom de la structure.", "max_length": "Un nom tient en 120 caractères."},
    )
    kind = forms.ChoiceField(label="Nature", choices=[(one.value, one.label) for one in CONTACT_KINDS])
    phone = PhoneField(label="Téléphone", required=False)
    email = email_field()
    address = forms.CharField(label="Adresse", required=False, max_length=200)
    base = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, organisation: Organisation, data=None) -> "OrganisationForm":
        known = values_of_organisation(organisation)
        return cls(data, initial=known | {"base": json.dumps(known)})

    def clean_base(self) -> dict:
        try:
            base = json.loads(self.cleaned_data["base"] or "{}")
        except ValueError:
            return {}
        return base if isinstance(base, dict) else {}

    def fields_given(self) -> OrganisationFields:
        return OrganisationFields(**{name: value for name, value in self.cleaned_data.items() if name != "base"})

    def similar(self) -> list[Organisation]:
        """Organisations whose name looks like the one typed, closest first."""
        typed = search_key(str(self.data.get("name", ""))[:120])
        if len(typed) < 3:
            return []
        close = [one for one in Organisation.objects.order_by("name") if is_close(typed, search_key(one.name))]
        return sorted(close, key=lambda one: -closeness(typed, search_key(one.name)))[:_SHOWN]

    def show_conflict(self, conflict: Conflict, organisation: Organisation) -> None:
        """Say beside each field what somebody else wrote; saving again then takes what is typed here."""
        self.data = self.data.copy()
        self.data["base"] = json.dumps(values_of_organisation(organisation))
        for told in conflict_sentences(conflict, shown={"phone": shown_phone(organisation.phone)}):
            self.add_error(told.field, told.sentence)
