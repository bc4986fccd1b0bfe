from django import forms

from .dates import check_to_come, day_field


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

    def clean_on(self):
        return check_to_come(self.cleaned_data["on"])


class StageForm(forms.Form):
    stage = forms.ChoiceField(label="Étape", error_messages={"invalid_choice": "Choisissez une étape de la liste."})

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.stages = {str(one.pk): one for one in stages}
        self.fields["stage"].choices = [(key, one.name) for key, one in self.stages.items()]

    def chosen(self):
        return self.stages[self.cleaned_data["stage"]]


class AdvisorForm(forms.Form):
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
