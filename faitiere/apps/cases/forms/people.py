from django import forms

from faitiere.apps.contacts.forms import PersonForm

from ..enums import ParticipantRole


class RoleForm(forms.Form):
    """What a person is in a case, and whether the project space is open to it."""

    role = forms.ChoiceField(label="Rôle", choices=ParticipantRole.choices)
    can_view_space = forms.BooleanField(label="Voit l'espace projet et reçoit les messages", required=False)


class ParticipantForm(RoleForm, PersonForm):
    """Someone who joins the case."""

    field_order = ["first_name", "last_name", "phone", "email", "role", "can_view_space"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["can_view_space"].initial = True
