from django import forms

from faitiere.apps.territories.enums import ProjectKind

from ..enums import DocumentCategory, Readers, Visibility
from ..models import Case, Stage


class FilingForm(forms.Form):
    """Where a document is filed, and under which title."""

    title = forms.CharField(
        label="Titre",
        max_length=200,
        error_messages={"required": "Donnez un titre.", "max_length": "Un titre tient en 200 caractères."},
    )
    category = forms.ChoiceField(label="Catégorie", choices=DocumentCategory.choices)

    @classmethod
    def of(cls, document, data=None) -> "FilingForm":
        known = {"title": document.title, "category": document.category}
        return cls(data, prefix=f"d{document.pk.hex[:8]}", initial=known)


class DocumentForm(forms.Form):
    """A file of the case: its category decides where it is filed, its first bytes what it is."""

    category = forms.ChoiceField(label="Catégorie", choices=DocumentCategory.choices, initial=DocumentCategory.OTHER)
    title = forms.CharField(
        label="Titre",
        required=False,
        max_length=200,
        help_text="Le même titre dans la même catégorie fait une nouvelle version.",
    )
    visibility = forms.ChoiceField(
        label="Qui peut le voir",
        choices=Visibility.choices,
        initial=Visibility.INTERNAL,
        widget=forms.RadioSelect,
    )
    readers = forms.ChoiceField(label="Une fois partagé, lu par", required=False, choices=Readers.choices[:3])
    stage = forms.ModelChoiceField(label="Étape", queryset=None, required=False, empty_label="Toutes les étapes")
    # Last: when a file past the limit stops the upload, what was typed before it has arrived.
    file = forms.FileField(
        label="Fichier",
        help_text="PDF, photo, Word, Excel ou fichier XML d'un DPE, 20 Mo au plus.",
        error_messages={
            "required": "Choisissez un fichier de 20 Mo au plus.",
            "empty": "Le fichier est vide. Vérifiez-le, puis envoyez-le de nouveau.",
            "missing": "Choisissez un fichier de 20 Mo au plus.",
        },
    )

    def __init__(self, *args, case: Case, **kwargs):
        """The space of a house has one audience and no shelf by stage: the two questions are not asked."""
        super().__init__(*args, **kwargs)
        self.fields["stage"].queryset = Stage.objects.filter(project_kind=case.project_kind).order_by("position")
        if case.project_kind != ProjectKind.CONDOMINIUM:
            del self.fields["readers"], self.fields["stage"]
        if "visibility" in self.fields:
            who = case.them.name
            self.fields["visibility"].choices = [
                (Visibility.INTERNAL, "Le guichet seulement"),
                (Visibility.SHARED, f"{who[0].upper()}{who[1:]} aussi"),
            ]
