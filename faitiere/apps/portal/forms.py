from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone

from faitiere.apps.buildings.enums import DWELLINGS
from faitiere.apps.cases.forms.communes import CommuneField
from faitiere.apps.cases.forms.subject import SubjectForm
from faitiere.apps.contacts.enums import Occupancy
from faitiere.apps.contacts.rules import parse_phone

from .codes import origin_of
from .simulation import SECOND_HOME, WORKS

CONSENT = (
    "J'accepte que le guichet garde ces informations pour me rappeler et suivre mon projet. "
    "Je peux les voir, les corriger ou les faire effacer à tout moment."
)
SEND_CONSENT = (
    "J'accepte que le guichet garde ces informations et ma simulation pour me rappeler et suivre mon projet. "
    "Je peux les voir, les corriger ou les faire effacer à tout moment."
)
_DONT_KNOW = ("", "Je ne sais pas")


class CallbackForm(SubjectForm):
    """A household, or the council of a condominium, asks to be called back."""

    last_name = forms.CharField(label="Votre nom", max_length=100)
    first_name = forms.CharField(label="Votre prénom", max_length=100, required=False)
    phone = forms.CharField(
        label="Votre téléphone", max_length=30, required=False, widget=forms.TextInput({"autocomplete": "tel"})
    )
    email = forms.EmailField(
        label="Votre adresse e-mail", required=False, widget=forms.EmailInput({"autocomplete": "email"})
    )
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


class SendForm(CallbackForm):
    """The call-back form, the simulation of a home joined to it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = SEND_CONSENT
        self.only_dwellings()


HOME_STATUS = [
    (Occupancy.OWNER_OCCUPIER, "Propriétaire, et j’y habite"),
    (SECOND_HOME, "Propriétaire d’une résidence secondaire"),
    (Occupancy.LANDLORD, "Propriétaire, et je le loue"),
    (Occupancy.BUYER, "En train d’acheter, pour y habiter"),
    (Occupancy.TENANT, "Locataire"),
    (Occupancy.FREE_OCCUPIER, "Hébergé gratuitement"),
]


class AidsForm(forms.Form):
    """The three-minute simulator: ten questions, "je ne sais pas" accepted everywhere."""

    occupancy = forms.ChoiceField(label="Vous êtes", choices=[_DONT_KNOW, *HOME_STATUS], required=False)
    home_kind = forms.ChoiceField(label="Votre logement", choices=[_DONT_KNOW, *DWELLINGS], required=False)
    built_year = forms.IntegerField(
        label="Année de construction", required=False, min_value=1500, help_text="Même approximative."
    )
    area = forms.IntegerField(label="Surface habitable", required=False, min_value=5, max_value=2000)
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
    works = forms.MultipleChoiceField(
        label="Les travaux que vous imaginez",
        choices=[(code, words) for code, (words, _) in WORKS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ne cochez rien si vous ne savez pas encore.",
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
        )
        self.order_fields(["commune"])

    def clean_built_year(self):
        year = self.cleaned_data["built_year"]
        if year and year > timezone.localdate().year:
            raise forms.ValidationError(f"L’année {year} n’est pas encore passée : vérifiez l’année de construction.")
        return year

    def plain(self) -> dict:
        """The answers as they are kept and sent again: text and lists, nothing that was left out."""
        kept = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        if "commune" in kept:
            kept["commune"] = f"{kept['commune'].first_postcode} {kept['commune'].name}"
        return {name: value if isinstance(value, list) else str(value) for name, value in kept.items()}

    def told(self) -> list[tuple[str, str]]:
        """(question, answer) in words, "Je ne sais pas" for what was left out."""
        return [(bound.label, self._words(bound)) for bound in self]

    def _words(self, bound) -> str:
        value = self.cleaned_data.get(bound.name)
        if value in (None, "", []):
            return "Je ne sais pas"
        choices = dict(getattr(bound.field, "choices", ()))
        values = value if isinstance(value, list) else [value]
        return ", ".join(str(choices.get(one, one)) for one in values)

    @classmethod
    def again(cls, answers: dict, *, territory) -> "AidsForm":
        """The form filled with answers that were kept."""
        data = QueryDict(urlencode(answers, doseq=True))
        return cls(data, territory=territory)


class CodeForm(forms.Form):
    """The code of a simulation kept earlier."""

    code = forms.CharField(
        label="Votre code",
        max_length=40,
        help_text="Dix lettres et chiffres, par exemple K7QPM-3XW9T.",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Écrivez le code de votre simulation."},
    )


class KeepForm(forms.Form):
    """Where to send the code of a simulation; nowhere is an answer too."""

    email = forms.EmailField(
        label="Votre adresse e-mail",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="Nous vous y envoyons le code, rien d’autre. Sans adresse, notez le code vous-même.",
    )


class SiteForm(forms.Form):
    """A site that may show the simulator."""

    origin = forms.CharField(
        label="Adresse du site",
        max_length=200,
        help_text="Par exemple https://www.ma-commune.fr",
        widget=forms.URLInput({"autocomplete": "off"}),
    )

    def clean_origin(self):
        try:
            return origin_of(self.cleaned_data["origin"])
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from refused
