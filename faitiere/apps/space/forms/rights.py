"""A person corrects what is held on it, changes its address, asks for its erasure."""

from django import forms

from faitiere.apps.contacts.actions import PersonFields
from faitiere.apps.contacts.forms.people import NAME_TOO_LONG, PhoneField
from faitiere.apps.contacts.models import Person


class OwnDetailsForm(forms.Form):
    """Name and phone: corrected at once."""

    first_name = forms.CharField(
        label="Prénom", required=False, max_length=100, error_messages={"max_length": NAME_TOO_LONG}
    )
    last_name = forms.CharField(
        label="Nom", max_length=100, error_messages={"required": "Écrivez votre nom.", "max_length": NAME_TOO_LONG}
    )
    phone = PhoneField(label="Téléphone", required=False)

    @classmethod
    def of(cls, person: Person, data=None) -> "OwnDetailsForm":
        return cls(data, initial={name: getattr(person, name) for name in ("first_name", "last_name", "phone")})

    def person(self, before: Person) -> PersonFields:
        given = self.cleaned_data
        return PersonFields(given["last_name"], given["first_name"], before.civility, given["phone"], before.email)


class NewEmailForm(forms.Form):
    email = forms.EmailField(
        label="Nouvelle adresse e-mail",
        max_length=254,
        help_text="Nous y envoyons un lien : elle change quand vous l'ouvrez.",
        error_messages={
            "required": "Écrivez la nouvelle adresse.",
            "invalid": "Cette adresse est incomplète. Écrivez par exemple prenom.nom@exemple.fr.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class EraseForm(forms.Form):
    """The name typed again, and the password when there is one."""

    name = forms.CharField(
        label="Pour confirmer, écrivez votre nom de famille",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez votre nom de famille pour confirmer."},
    )
    password = forms.CharField(
        label="Votre mot de passe",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Écrivez votre mot de passe pour confirmer."},
    )

    def __init__(self, *args, user, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self._user, self._person = user, person
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if name.strip().casefold() != self._person.last_name.casefold():
            raise forms.ValidationError("Ce n'est pas le nom noté chez nous. Rien n'est effacé.")
        return name

    def clean_password(self) -> str:
        if not self._user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("Ce mot de passe n'est pas le bon. Rien n'est effacé.")
        return self.cleaned_data["password"]
