from django import forms


class SavedFilterForm(forms.Form):
    """The name of a filter kept as a tab, and whether colleagues have it too."""

    name = forms.CharField(
        label="Nom de l'onglet",
        max_length=40,
        error_messages={
            "required": "Donnez un nom à ce filtre, par exemple « Gaz à Cugnaux ».",
            "max_length": "Ce nom est trop long : 40 caractères au plus.",
        },
    )
    shared = forms.BooleanField(label="Le partager avec ma structure", required=False)
