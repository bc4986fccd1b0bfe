from django import forms
from django.utils.functional import SimpleLazyObject

from faitiere.apps.territories.models import Territory
from faitiere.lib.tenancy import current_territory_id

from ..communes import read_town, resolve
from ..rules import Refused


def _sentence(refusal: Refused) -> str:
    """Why, said to whoever types: the desk or the public."""
    return str(refusal).replace("Orientez la personne vers le", "Adressez-vous au")


class CommuneField(forms.CharField):
    """A commune of the territory, typed by name or postcode; the sentences are those of a visitor."""

    def __init__(self, *args, territory, **kwargs):
        self.territory = territory
        kwargs.setdefault("widget", forms.TextInput({"list": "communes", "autocomplete": "off"}))
        super().__init__(*args, max_length=100, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return resolve(text, territory=self.territory)
        except Refused as refusal:
            raise forms.ValidationError(_sentence(refusal)) from refusal


class TownField(forms.CharField):
    """The commune and the postcode of a home, typed as one and written as `communes.Town` writes them; empty when
    nobody knows."""

    def clean(self, value) -> str:
        text = super().clean(value)
        territory = SimpleLazyObject(lambda: Territory.objects.get(pk=current_territory_id()))
        try:
            return str(read_town(text, territory=territory)) if text else ""
        except Refused as refusal:
            raise forms.ValidationError(_sentence(refusal)) from refusal
