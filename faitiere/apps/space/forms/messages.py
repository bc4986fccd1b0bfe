"""A message to the advisor."""

from django import forms

from .documents import FilesField


class MessageForm(forms.Form):
    """A message from the household to its advisor, with files if any."""

    text = forms.CharField(
        label="Votre message",
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
        error_messages={"required": "Écrivez votre message avant de l'envoyer."},
    )
    files = FilesField(
        label="Joindre des photos ou des documents",
        required=False,
        help_text="20 Mo au plus par fichier.",
    )
