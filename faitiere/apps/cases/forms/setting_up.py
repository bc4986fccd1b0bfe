"""Forms of what a territory sets up for its cases."""

from django import forms

from faitiere.apps.territories.enums import ProjectKind

from ..enums import TemplateKind


class StageSetupForm(forms.Form):
    name = forms.CharField(label="Nom de l'étape", max_length=60, error_messages={"required": "Nommez l'étape."})
    public_text = forms.CharField(
        label="Ce que le ménage lit",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Cette explication tient en 300 caractères."},
    )


class NewStageForm(StageSetupForm):
    project_kind = forms.ChoiceField(label="Pour", choices=ProjectKind.choices)
    field_order = ["project_kind", "name", "public_text"]


class TemplateForm(forms.Form):
    name = forms.CharField(label="Nom du modèle", max_length=80, error_messages={"required": "Nommez le modèle."})
    kind = forms.ChoiceField(label="Usage", choices=TemplateKind.choices)
    subject = forms.CharField(label="Objet", max_length=150, error_messages={"required": "Donnez un objet."})
    text = forms.CharField(
        label="Message",
        max_length=5000,
        error_messages={"required": "Écrivez le message."},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
