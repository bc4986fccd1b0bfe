from django import forms

from ..communes import Town, read_town, resolve
from ..rules import Refused


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
            sentence = str(refusal).replace("Orientez la personne vers le", "Adressez-vous au")
            raise forms.ValidationError(sentence) from refusal


class TownField(forms.CharField):
    """The commune and the postcode of a home, typed as one; empty when nobody knows. `case` is given by the form.

    `clean` answers a `communes.Town`.
    """

    case = None

    def clean(self, value) -> Town:
        text = super().clean(value)
        try:
            return read_town(text, territory=self.case.territory) if text else Town()
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
