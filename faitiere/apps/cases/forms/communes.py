from django import forms

from ..communes import resolve
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
