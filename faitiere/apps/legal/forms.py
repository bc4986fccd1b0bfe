from django import forms
from django.utils import timezone

from faitiere.apps.territories.models import Organisation

from .enums import Channel, Public, Redirection
from .models import LegalTheme
from .nomenclature import grouped_choices, name_taken, subjects

_LONG = 5000
_SENSITIVE = "Pas de santé, d'origine ni d'opinion."


class SubjectForm(forms.Form):
    """A subject among those in use; the base of every form on a question."""

    subject = forms.ChoiceField(
        label="Thème et sujet",
        error_messages={"required": "Choisissez un sujet.", "invalid_choice": "Choisissez un sujet de la liste."},
    )

    def __init__(self, *args, kept: LegalTheme | None = None, **kwargs):
        """kept: a subject that may stay although it is no longer offered."""
        super().__init__(*args, **kwargs)
        found = [*subjects(), *([kept] if kept and kept.retired_at else [])]
        self.found = {str(one.pk): one for one in found}
        self.fields["subject"].choices = [("", "Choisir"), *grouped_choices(found)]

    def clean_subject(self):
        return self.found[self.cleaned_data["subject"]]


class AskForm(SubjectForm):
    """An advisor asks for a legal opinion on a case."""

    organisation = forms.ChoiceField(label="À qui demander")
    public = forms.ChoiceField(label="Qui se pose la question", choices=Public)
    question = forms.CharField(
        label="La question",
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Le juriste pourra ouvrir le dossier : inutile de tout recopier. {_SENSITIVE}",
    )
    field_order = ("organisation", "subject", "public", "question")

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = [(pk, one.name) for pk, one in self.organisations.items()]

    def clean_organisation(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]


class AnswerForm(SubjectForm):
    """What was answered, what was given, where the person was sent next."""

    answer = forms.CharField(label="La réponse", max_length=_LONG, widget=forms.Textarea(attrs={"rows": 6}))
    minutes = forms.IntegerField(
        label="Durée en minutes",
        min_value=1,
        max_value=600,
        error_messages={"invalid": "Écrivez un nombre de minutes, par exemple 20."},
    )
    documents_given = forms.CharField(
        label="Documents remis",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Un par ligne, par exemple : modèle de lettre de rétractation.",
    )
    redirected_to = forms.MultipleChoiceField(
        label="Orienté vers", required=False, choices=Redirection, widget=forms.CheckboxSelectMultiple
    )


class CaseAnswerForm(AnswerForm):
    """The same for a question of a case."""

    share = forms.BooleanField(
        label="Montrer cette réponse au ménage dans son espace",
        required=False,
        help_text="Sinon elle reste interne, et le conseiller en parle au ménage.",
    )


class AloneForm(AnswerForm):
    """A question that came without a case: nobody's name is kept."""

    organisation = forms.ChoiceField(label="Structure qui répond")
    asked_on = forms.DateField(label="Posée le", initial=timezone.localdate)
    channel = forms.ChoiceField(
        label="Par quel canal", choices=[one for one in Channel.choices if one[0] != Channel.CASE]
    )
    public = forms.ChoiceField(label="Qui se pose la question", choices=Public)
    question = forms.CharField(
        label="La question",
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Sans nom ni adresse. {_SENSITIVE}",
    )
    field_order = ("organisation", "asked_on", "channel", "public", "subject", "question", "answer", "minutes")

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = [(pk, one.name) for pk, one in self.organisations.items()]
        if len(self.organisations) == 1:
            self.fields["organisation"].initial = next(iter(self.organisations))

    def clean_organisation(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]

    def clean_asked_on(self):
        day = self.cleaned_data["asked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Cette date est à venir.")
        return day


class ThemeForm(forms.Form):
    """The name of a theme or of a subject."""

    name = forms.CharField(label="Nom", max_length=100)
    parent = forms.ChoiceField(label="Sous le thème", required=False)

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.themes = {str(one.pk): one for one in themes}
        named = [(pk, one.name) for pk, one in self.themes.items()]
        self.fields["parent"].choices = [("", "Aucun : c'est un nouveau thème"), *named]

    def clean_parent(self) -> LegalTheme | None:
        return self.themes.get(self.cleaned_data["parent"])

    def clean(self):
        data = super().clean()
        if {"name", "parent"} <= data.keys() and name_taken(data["name"], data["parent"]):
            self.add_error("name", "Ce nom existe déjà à cet endroit.")
        return data
