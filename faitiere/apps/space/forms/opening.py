"""Opening one's space: an address, then a name and a password, then a project."""

from django import forms

from faitiere.apps.accounts.forms import PasswordForm
from faitiere.apps.cases.communes import resolve
from faitiere.apps.cases.forms.subject import SubjectForm
from faitiere.apps.cases.rules import Refused
from faitiere.apps.contacts.consent_texts import TEXTS
from faitiere.apps.contacts.enums import Occupancy, Purpose
from faitiere.apps.contacts.forms.people import PhoneField

from ..actions.opening import NewSpace


class AddressForm(forms.Form):
    """The address to prove."""

    email = forms.EmailField(
        label="Votre adresse e-mail",
        max_length=254,
        help_text="Celle que vous avez donnée au guichet, si vous l'avez déjà appelé.",
        error_messages={
            "required": "Écrivez votre adresse e-mail.",
            "invalid": "Cette adresse est incomplète. Écrivez par exemple prenom.nom@exemple.fr.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # Left empty by people, filled by robots.
    website = forms.CharField(
        required=False,
        label="Ne remplissez pas ce champ",
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    @property
    def is_robot(self) -> bool:
        return bool(self.data.get("website"))


class SpaceForm(PasswordForm):
    """Who opens the space, and its password."""

    first_name = forms.CharField(label="Votre prénom", max_length=100)
    last_name = forms.CharField(label="Votre nom", max_length=100)
    field_order = ["first_name", "last_name", "password", "again"]

    def __init__(self, *args, proven: dict | None = None, **kwargs):
        """`proven`: the identity that opens the space in place of a password."""
        initial = {name: proven[name] for name in ("first_name", "last_name")} if proven else {}
        super().__init__(*args, user=None, initial=initial, **kwargs)
        if proven:
            del self.fields["password"], self.fields["again"]

    def space(self) -> NewSpace:
        given = self.cleaned_data
        return NewSpace(given["first_name"].strip(), given["last_name"].strip(), given.get("password"))


class ProjectForm(SubjectForm):
    """A project of somebody whose account is open."""

    commune = forms.CharField(
        label="La commune de votre logement",
        max_length=100,
        help_text="Son nom ou son code postal, par exemple Cugnaux ou 31270.",
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
        error_messages={"required": "Écrivez la commune de votre logement."},
    )
    address = forms.CharField(label="Numéro et rue", max_length=200, required=False)
    occupancy = forms.ChoiceField(
        label="Vous êtes", choices=[("", "Je ne sais pas"), *Occupancy.choices], required=False
    )
    phone = PhoneField(label="Votre téléphone", required=False)
    text = forms.CharField(
        label="Votre projet, en quelques mots",
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        required=False,
        help_text="Ce qui vous gêne, ce que vous aimeriez faire. Ne parlez pas de santé.",
    )
    consent = forms.BooleanField(
        label=f"J'accepte. {TEXTS[Purpose.FOLLOW_UP]}",
        error_messages={"required": "Sans votre accord, nous ne pouvons pas suivre votre projet."},
    )

    field_order = ["home_kind", "condominium", "commune", "address"]

    def __init__(self, *args, territory, **kwargs):
        super().__init__(*args, **kwargs)
        self._territory = territory

    def clean_commune(self):
        try:
            return resolve(self.cleaned_data["commune"], territory=self._territory)
        except Refused as refused:
            sentence = str(refused).replace("Orientez la personne vers le", "Adressez-vous au")
            raise forms.ValidationError(sentence) from refused
