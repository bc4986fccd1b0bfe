from django import forms
from django.utils import timezone

from .enums import Indicator
from .models import ActType
from .rules import missing_answers

_KEPT = "done_on", "minutes"
_COUNTED = [(one.value, one.label) for one in (Indicator.CASES, Indicator.ACTS)]


class ActForm(forms.Form):
    """The data of an act: its day, its length, and what its type asks for."""

    done_on = forms.DateField(label="Fait le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    minutes = forms.IntegerField(label="Durée en minutes", required=False, min_value=1, max_value=600)

    def __init__(self, *args, act_type: ActType, **kwargs):
        super().__init__(*args, **kwargs)
        self.act_type = act_type
        for field in act_type.fields:
            self.fields[field["key"]] = _form_field(field)

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Un acte ne peut pas être daté de demain ou plus tard.")
        if day < self.act_type.programme.valid_from:
            raise forms.ValidationError("Cette date est avant le début du programme.")
        return day

    def clean(self):
        data = super().clean()
        for label in missing_answers(self.act_type.fields, self.answers()):
            key = next(field["key"] for field in self.act_type.fields if field["label"] == label)
            if key not in self.errors:
                self.add_error(key, "Cette réponse est demandée pour confirmer l'acte.")
        return data

    def answers(self) -> dict:
        """Given answers by key, dates as ISO text, empty ones left out."""
        found = {}
        for field in self.act_type.fields:
            value = self.cleaned_data.get(field["key"])
            if value not in (None, "", []):
                found[field["key"]] = value.isoformat() if field["kind"] == "date" else _plain(field, value)
        return found

    def act(self) -> dict:
        return {key: self.cleaned_data[key] for key in _KEPT} | {"answers": self.answers()}


def _plain(field: dict, value):
    return value == "oui" if field["kind"] == "bool" else value


def _form_field(field: dict) -> forms.Field:
    """The form field that asks for one datum of an act type."""
    common = {"label": field["label"], "required": False}
    if field["kind"] == "choice":
        return forms.ChoiceField(**common, choices=[("", "À choisir"), *field["choices"]])
    if field["kind"] == "choices":
        return forms.MultipleChoiceField(**common, choices=field["choices"], widget=forms.CheckboxSelectMultiple)
    if field["kind"] == "bool":
        return forms.ChoiceField(**common, choices=[("oui", "Oui"), ("non", "Non")], widget=forms.RadioSelect)
    if field["kind"] == "date":
        return forms.DateField(**common, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    return forms.CharField(**common, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class PeriodForm(forms.Form):
    """Period of a dashboard or an export."""

    start = forms.DateField(label="Du", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    end = forms.DateField(label="Au", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("end") and data["start"] > data["end"]:
            self.add_error("end", "La fin de la période est avant son début.")
        return data


class ObjectiveForm(forms.Form):
    """What is expected of an indicator over a period."""

    indicator = forms.ChoiceField(label="Indicateur", choices=_COUNTED)
    act_type = forms.ChoiceField(label="Type d'acte, pour les actes", required=False)
    period_start = forms.DateField(label="Du", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    period_end = forms.DateField(label="Au", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    value = forms.IntegerField(label="Nombre attendu", min_value=1, max_value=1_000_000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.act_types = {str(one.pk): one for one in ActType.objects.select_related("programme")}
        self.fields["act_type"].choices = [
            ("", "Tous les actes"),
            *((key, f"{one}, {one.programme.code}") for key, one in self.act_types.items()),
        ]

    def clean_act_type(self):
        return self.act_types.get(self.cleaned_data["act_type"])

    def clean(self):
        data = super().clean()
        if data.get("period_start") and data.get("period_end") and data["period_start"] > data["period_end"]:
            self.add_error("period_end", "La fin de la période est avant son début.")
        return data
