import datetime as dt
import json

from django import forms

from faitiere.lib.edits import Conflict, conflict_sentences
from faitiere.lib.numbers import date_words

from .dates import check_to_come, day_field


def _step(case) -> dict:
    return {"text": case.next_step, "on": case.next_step_on, "missing": case.missing}


class NextStepForm(forms.Form):
    text = forms.CharField(
        label="Ce qui se passe ensuite",
        max_length=200,
        error_messages={"required": "Dites ce qui se passe ensuite, ou mettez le dossier en pause avec un motif."},
        widget=forms.TextInput(attrs={"list": "suites", "autocomplete": "off"}),
    )
    on = day_field("Pour le", widget=forms.DateInput)
    missing = forms.CharField(
        label="Ce qui manque", required=False, max_length=200, help_text="Par exemple : l'avis d'impôt 2026."
    )

    base = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    @classmethod
    def of(cls, case, data=None) -> "NextStepForm":
        """The form of a case, with the values that were on screen in `base`."""
        return cls(data, initial=_step(case) | {"base": json.dumps(_step(case), default=str)})

    def clean_on(self):
        return check_to_come(self.cleaned_data["on"])

    def clean_base(self) -> dict | None:
        try:
            base = json.loads(self.cleaned_data["base"])
            day = dt.date.fromisoformat(base["on"]) if base["on"] else None
            return {"text": str(base["text"]), "on": day, "missing": str(base["missing"])}
        except (ValueError, KeyError, TypeError):
            return None

    def given(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("text", "on", "missing")}

    def show_conflict(self, conflict: Conflict, case) -> None:
        """Say beside each field what a colleague wrote; saving again takes what is typed here."""
        self.data = self.data.copy()
        self.data["base"] = json.dumps(_step(case), default=str)
        shown = {"on": date_words(case.next_step_on) if case.next_step_on else ""}
        for told in conflict_sentences(conflict, shown=shown):
            self.add_error(told.field, told.sentence)


class _OneChoice(forms.Form):
    """A choice made over the one that was on screen, which travels in `base`."""

    base = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    def clean_base(self) -> str | None:
        return self.cleaned_data["base"] if "base" in self.data else None

    def show_conflict(self, conflict: Conflict, *, name: str, now: str, words: str) -> None:
        """Say what a colleague chose meanwhile (`words`); saving again takes the choice made here."""
        self.data = self.data.copy()
        self.data["base"] = now
        for told in conflict_sentences(conflict, shown={name: words}):
            self.add_error(told.field, told.sentence)


class StageForm(_OneChoice):
    stage = forms.ChoiceField(label="Étape", error_messages={"invalid_choice": "Choisissez une étape de la liste."})

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.stages = {str(one.pk): one for one in stages}
        self.fields["stage"].choices = [(key, one.name) for key, one in self.stages.items()]

    def chosen(self):
        return self.stages[self.cleaned_data["stage"]]


class AdvisorForm(_OneChoice):
    advisor = forms.ChoiceField(
        label="Conseiller",
        required=False,
        error_messages={"invalid_choice": "Cette personne ne travaille pas dans une structure du dossier."},
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.colleagues = {str(one.pk): one for one in colleagues}
        named = [(key, str(one)) for key, one in self.colleagues.items()]
        self.fields["advisor"].choices = [("", "Personne pour l'instant"), *named]

    def chosen(self):
        return self.colleagues.get(self.cleaned_data["advisor"])


class ReasonForm(forms.Form):
    """Why a case is paused or closed."""

    reason = forms.CharField(
        label="Motif",
        max_length=200,
        error_messages={"required": "Dites pourquoi, en quelques mots : la personne suivante doit comprendre."},
    )


class OrganisationForm(forms.Form):
    organisation = forms.ChoiceField(
        label="Structure",
        error_messages={
            "required": "Choisissez une structure.",
            "invalid_choice": "Choisissez une structure de la liste.",
        },
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        named = [(key, one.name) for key, one in self.organisations.items()]
        self.fields["organisation"].choices = [("", "Choisir"), *named]

    def chosen(self):
        return self.organisations[self.cleaned_data["organisation"]]
