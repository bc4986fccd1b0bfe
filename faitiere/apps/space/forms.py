from django import forms


class MessageForm(forms.Form):
    """A message from the household to its advisor."""

    text = forms.CharField(
        label="Votre message",
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
        error_messages={"required": "Écrivez votre message avant de l'envoyer."},
    )
