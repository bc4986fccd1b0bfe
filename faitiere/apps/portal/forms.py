from django import forms

from faitiere.apps.buildings.enums import DWELLINGS
from faitiere.apps.cases.communes import resolve
from faitiere.apps.cases.rules import Refused
from faitiere.apps.contacts.enums import Occupancy
from faitiere.apps.contacts.rules import parse_phone

CONSENT = (
    "J'accepte que le guichet garde ces informations pour me rappeler et suivre mon projet. "
    "Je peux les voir, les corriger ou les faire effacer à tout moment."
)
_DONT_KNOW = ("", "Je ne sais pas")


class CommuneField(forms.CharField):
    """A commune of the territory, typed by name or postcode."""

    def __init__(self, *args, territory, **kwargs):
        self.territory = territory
        super().__init__(*args, max_length=100, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return resolve(text, territory=self.territory)
        except Refused as refusal:
            sentence = str(refusal).replace("Orientez la personne vers le", "Adressez-vous au")
            raise forms.ValidationError(sentence) from refusal


class CallbackForm(forms.Form):
    """A household asks to be called back."""

    last_name = forms.CharField(label="Votre nom", max_length=100)
    first_name = forms.CharField(label="Votre prénom", max_length=100, required=False)
    phone = forms.CharField(
        label="Votre téléphone", max_length=30, required=False, widget=forms.TextInput({"autocomplete": "tel"})
    )
    email = forms.EmailField(
        label="Votre adresse e-mail", required=False, widget=forms.EmailInput({"autocomplete": "email"})
    )
    home_kind = forms.ChoiceField(label="Votre logement", choices=DWELLINGS)
    occupancy = forms.ChoiceField(label="Vous êtes", choices=[_DONT_KNOW, *Occupancy.choices], required=False)
    text = forms.CharField(
        label="Votre projet, en quelques mots",
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        required=False,
        help_text="Ce qui vous gêne, ce que vous aimeriez faire. Ne parlez pas de santé.",
    )
    consent = forms.BooleanField(
        label=CONSENT, error_messages={"required": "Sans votre accord, nous ne pouvons pas garder votre demande."}
    )
    # Left empty by people, filled by robots.
    website = forms.CharField(required=False, label="Ne remplissez pas ce champ")

    field_order = ["last_name", "first_name", "phone", "email", "commune"]

    def __init__(self, *args, territory, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"] = CommuneField(
            label="La commune de votre logement",
            help_text="Son nom ou son code postal, par exemple Cugnaux ou 31270.",
            territory=territory,
            widget=forms.TextInput({"list": "communes", "autocomplete": "off"}),
        )
        self.order_fields(self.field_order)
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_phone(self):
        try:
            return parse_phone(self.cleaned_data["phone"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self):
        data = super().clean()
        given = data.get("phone") or data.get("email")
        if not given and not {"phone", "email"} & set(self.errors):
            self.add_error("phone", "Donnez un téléphone ou une adresse e-mail pour que nous puissions répondre.")
        return data

    @property
    def is_robot(self) -> bool:
        return bool(self.data.get("website"))


class AidsForm(forms.Form):
    """First-level information: nine questions, "je ne sais pas" accepted everywhere but for the works."""

    occupancy = forms.ChoiceField(label="Vous êtes", choices=[_DONT_KNOW, *Occupancy.choices], required=False)
    home_kind = forms.ChoiceField(label="Votre logement", choices=[_DONT_KNOW, *DWELLINGS], required=False)
    built_year = forms.IntegerField(
        label="Année de construction", required=False, min_value=1500, help_text="Même approximative."
    )
    main_home = forms.ChoiceField(
        label="Ce logement est-il, ou sera-t-il, une résidence principale ?",
        choices=[_DONT_KNOW, ("oui", "Oui"), ("non", "Non")],
        required=False,
    )
    household_size = forms.IntegerField(
        label="Combien de personnes vivent dans le ménage ?",
        required=False,
        min_value=1,
        max_value=20,
        error_messages={
            "min_value": "Le ménage compte au moins une personne.",
            "max_value": "Au-delà de 20 personnes, appelez-nous : nous regardons ensemble.",
        },
    )
    rfr = forms.IntegerField(
        label="Revenu fiscal de référence du ménage",
        required=False,
        min_value=0,
        max_value=10_000_000,
        help_text="Il est écrit sur la première page de votre avis d'impôt.",
        error_messages={"max_value": "Ce revenu semble trop grand. Écrivez-le en euros, par exemple 24000."},
    )
    class_before = forms.ChoiceField(
        label="Étiquette du DPE aujourd'hui",
        choices=[_DONT_KNOW, *((letter, letter) for letter in "ABCDEFG")],
        required=False,
    )
    jump = forms.ChoiceField(
        label="Ampleur du projet",
        choices=[
            _DONT_KNOW,
            ("1", "Un ou deux travaux"),
            ("2", "Gagner deux classes"),
            ("3", "Gagner trois classes"),
            ("4", "Gagner quatre classes ou plus"),
        ],
        required=False,
    )
    budget = forms.IntegerField(
        label="Budget des travaux, hors taxes",
        required=False,
        min_value=100,
        max_value=1_000_000,
        help_text="En euros, même approximatif.",
    )

    def __init__(self, *args, territory, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"] = CommuneField(
            label="La commune du logement",
            required=False,
            territory=territory,
            widget=forms.TextInput({"list": "communes", "autocomplete": "off"}),
        )
        self.order_fields(["commune"])


class MessageForm(forms.Form):
    """A message from the household to its advisor."""

    text = forms.CharField(
        label="Votre message",
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
        error_messages={"required": "Écrivez votre message avant de l'envoyer."},
    )
