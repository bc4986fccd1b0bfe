from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from faitiere.apps.territories.models import Organisation

from .enums import Role


class PasswordForm(forms.Form):
    """Choose a password, typed twice."""

    password = forms.CharField(
        label="Mot de passe",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Au moins 12 caractères. Une phrase que vous retenez est le plus simple.",
    )
    again = forms.CharField(
        label="Le même, une seconde fois", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self):
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", ValidationError("Les deux mots de passe ne sont pas les mêmes."))
        return data


class ColleagueForm(forms.Form):
    """Invite a colleague: who, in which organisation, to do what."""

    first_name = forms.CharField(label="Prénom", max_length=100)
    last_name = forms.CharField(label="Nom", max_length=100)
    email = forms.EmailField(label="Adresse e-mail professionnelle")
    organisation = forms.ChoiceField(label="Structure")
    role = forms.ChoiceField(label="Rôle", choices=Role)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        organisations = Organisation.objects.all()
        if not actor.has(Role.TERRITORY_ADMIN):
            organisations = organisations.filter(pk__in=actor.organisation_ids)
            self.fields["role"].choices = [
                choice for choice in Role.choices if choice[0] in {Role.ADVISOR, Role.LEGAL_ADVISOR}
            ]
        self.organisations = {str(organisation.pk): organisation for organisation in organisations}
        self.fields["organisation"].choices = [(pk, one.name) for pk, one in self.organisations.items()]

    def clean_organisation(self):
        return self.organisations[self.cleaned_data["organisation"]]
