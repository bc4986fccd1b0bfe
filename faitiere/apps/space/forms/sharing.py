"""Letting somebody in to the project space."""

import datetime as dt

from django import forms
from django.utils import timezone

from faitiere.apps.cases.actions import NewGuest
from faitiere.apps.cases.enums import GuestRight, GuestRole
from faitiere.apps.cases.forms.dates import day_field

_USUAL_DAYS, _MOST_DAYS = 90, 731


def usual_end() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=_USUAL_DAYS)


class GuestForm(forms.Form):
    """Who, as what, to see what, until when."""

    first_name = forms.CharField(label="Son prénom", max_length=100, required=False)
    last_name = forms.CharField(label="Son nom", max_length=100, error_messages={"required": "Écrivez son nom."})
    email = forms.EmailField(
        label="Son adresse e-mail",
        max_length=254,
        error_messages={
            "required": "Écrivez son adresse e-mail : le lien y est envoyé.",
            "invalid": "Cette adresse est incomplète. Écrivez par exemple prenom.nom@exemple.fr.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="C'est", choices=GuestRole.choices)
    rights = forms.MultipleChoiceField(
        label="Cette personne pourra",
        choices=GuestRight.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une chose que cette personne pourra lire."},
        help_text="En plus de l'adresse du logement et d'où en est le projet. Un compte-rendu peut dire vos revenus.",
    )
    valid_to = day_field(
        "Jusqu'au", initial=usual_end, help_text="Ce jour compris. Vous pouvez retirer le partage avant."
    )

    def clean_valid_to(self) -> dt.date:
        day, today = self.cleaned_data["valid_to"], timezone.localdate()
        if day < today:
            raise forms.ValidationError("Cette date est passée. Choisissez aujourd'hui ou un jour à venir.")
        if day > today + dt.timedelta(days=_MOST_DAYS):
            raise forms.ValidationError("Un partage dure deux ans au plus. Choisissez une date plus proche.")
        return day

    def guest(self) -> NewGuest:
        given = self.cleaned_data
        return NewGuest(
            first_name=given["first_name"],
            last_name=given["last_name"],
            email=given["email"].lower(),
            role=given["role"],
            rights=tuple(given["rights"]),
            valid_to=given["valid_to"],
        )
