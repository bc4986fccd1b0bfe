from django import forms
from django.utils import timezone

from faitiere.apps.cases.forms.dates import day_field
from faitiere.lib.form_fields import EurosField

from ..families import by_family


class PriceForm(forms.Form):
    """The territory's price of a work from a date, without tax, for one unit of the catalogue."""

    work_code = forms.ChoiceField(label="Travaux")
    low = EurosField(label="Prix bas, hors taxes", example="120")
    likely = EurosField(label="Prix courant, hors taxes", example="150")
    high = EurosField(label="Prix haut, hors taxes", example="190")
    valid_from = day_field("À partir du", widget=forms.DateInput)
    source = forms.CharField(label="Source", max_length=200, help_text="Par exemple : 12 devis reçus en 2026.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["work_code"].choices = [
            (heading, [(entry.code, f"{entry.libelle} (par {entry.unite})") for entry in entries])
            for heading, entries in by_family()
        ]
        self.fields["valid_from"].initial = timezone.localdate()

    def clean(self):
        cleaned = super().clean()
        low, likely, high = (cleaned.get(name) for name in ("low", "likely", "high"))
        if None not in (low, likely, high) and not low <= likely <= high:
            self.add_error("likely", "Le prix bas, le prix courant et le prix haut vont en croissant.")
        return cleaned


class DatesForm(forms.Form):
    """Which day the rules are read at, since when changes are listed, which rule is opened."""

    au = day_field("Barèmes en vigueur le", required=False, widget=forms.DateInput)
    depuis = day_field("Comparer avec le", required=False, widget=forms.DateInput)
    q = forms.CharField(label="Chercher un mot", required=False, max_length=80, widget=forms.TextInput)
    a_confirmer = forms.BooleanField(label="Seulement ce qui n'est pas vérifié", required=False)
    bareme = forms.CharField(label="Barème", required=False, max_length=60, widget=forms.HiddenInput)
