from django import forms

from ..enums import DocumentCategory, Visibility


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
        choices=[(Visibility.INTERNAL, "Le guichet seulement"), (Visibility.SHARED, "Le ménage aussi")],
        initial=Visibility.INTERNAL,
        widget=forms.RadioSelect,
    )
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
