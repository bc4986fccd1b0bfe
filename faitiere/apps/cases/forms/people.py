from django import forms
from django.utils import timezone

from faitiere.apps.contacts.forms import PersonForm

from ..enums import ParticipantRole
from .dates import day_field


class RoleForm(forms.Form):
    """What a person is in a case, and whether the project space is open to it."""

    role = forms.ChoiceField(label="Rôle", choices=ParticipantRole.choices)
    can_view_space = forms.BooleanField(label="Voit l'espace projet et reçoit les messages", required=False)
    valid_from = day_field("Dans ce rôle depuis le", required=False, help_text="Vide : la date notée, ou aujourd'hui.")

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Cette date est à venir : notez depuis quand c'est le cas.")
        return day


class ParticipantForm(RoleForm, PersonForm):
    """Someone who joins the case."""

    field_order = ["first_name", "last_name", "phone", "email", "role", "can_view_space", "valid_from"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["can_view_space"].initial = True
