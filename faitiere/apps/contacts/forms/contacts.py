"""Forms of a person's page. What was on screen travels with the form, so that two people who edit are told apart."""

import json

from django import forms

from faitiere.apps.territories.models import Organisation
from faitiere.lib.edits import Conflict, conflict_sentences
from faitiere.lib.numbers import join_words

from ..actions import values_of
from ..consent_texts import SOURCES, TEXTS
from ..duplicates import meant_by
from ..enums import LinkKind, PointKind, Purpose
from ..models import Person
from ..permissions import CONTACT_KINDS
from ..rules import parse_phone, shown_phone
from .people import PersonForm

_CIVILITIES = [("", "Non précisée"), ("Mme", "Madame"), ("M.", "Monsieur")]
NEW = "nouvelle"


class ContactForm(PersonForm):
    """Everything said of a person, with the values that were on screen in `base`."""

    civility = forms.ChoiceField(label="Civilité", required=False, choices=_CIVILITIES)
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["civility", "first_name", "last_name", "phone", "email"]

    @classmethod
    def of(cls, person: Person, data=None, **kwargs) -> "ContactForm":
        known = values_of(person)
        return cls(data, initial=known | {"base": json.dumps(known)}, **kwargs)

    def clean_base(self) -> dict:
        try:
            base = json.loads(self.cleaned_data["base"] or "{}")
        except ValueError:
            return {}
        return base if isinstance(base, dict) else {}

    def person(self):
        given = super().person()
        return type(given)(**{**given.__dict__, "civility": self.cleaned_data["civility"]})

    def show_conflict(self, conflict: Conflict, person: Person) -> None:
        """Say beside each field what somebody else wrote; saving again then takes what is typed here."""
        self.data = self.data.copy()
        self.data[self.add_prefix("base")] = json.dumps(values_of(person))
        for told in conflict_sentences(conflict, shown={"phone": shown_phone(person.phone)}):
            self.add_error(told.field, told.sentence)


class SearchForm(forms.Form):
    q = forms.CharField(label="Nom, téléphone ou adresse e-mail", required=False, max_length=120)


class PointForm(forms.Form):
    kind = forms.ChoiceField(label="Nature", choices=PointKind.choices)
    value = forms.CharField(
        label="Numéro ou adresse", max_length=254, error_messages={"required": "Écrivez le numéro ou l'adresse."}
    )

    def clean(self):
        given = super().clean()
        if value := given.get("value"):
            try:
                given["value"] = (
                    parse_phone(value)
                    if given.get("kind") == PointKind.PHONE
                    else forms.EmailField(
                        error_messages={"invalid": "Écrivez une adresse complète, par exemple prenom.nom@exemple.fr."}
                    ).clean(value)
                )
            except forms.ValidationError as error:
                self.add_error("value", error)
            except ValueError as error:
                self.add_error("value", str(error))
        return given


class NamedForm(forms.Form):
    """Somebody already known, meant by a name, a phone or an e-mail address."""

    who = forms.CharField(
        label="Nom, téléphone ou adresse e-mail",
        max_length=200,
        error_messages={"required": "Écrivez le nom de la personne, son téléphone ou son adresse e-mail."},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people

    def clean_who(self) -> Person:
        typed = self.cleaned_data["who"]
        found = meant_by(typed, among=self.people)
        if not found:
            raise forms.ValidationError(f"Personne ne correspond à « {typed} » parmi vos contacts. Vérifiez le nom.")
        if len(found) > 1:
            names = join_words(
                [f"{one} ({one.email or shown_phone(one.phone) or 'sans coordonnées'})" for one in found]
            )
            raise forms.ValidationError(f"Plusieurs personnes correspondent : {names}. Écrivez l'adresse ou le numéro.")
        return found[0]


class LinkForm(NamedForm):
    """Another person the actor may know of, and the link."""

    kind = forms.ChoiceField(label="Cette fiche est", choices=[(key, f"{label} de") for key, label in LinkKind.choices])
    field_order = ["kind", "who"]


class AffiliationForm(forms.Form):
    """An organisation already known, or a new one described."""

    organisation = forms.ChoiceField(label="Structure")
    name = forms.CharField(label="Nom de la nouvelle structure", required=False, max_length=120)
    kind = forms.ChoiceField(
        label="Nature de la nouvelle structure",
        required=False,
        choices=[(one.value, one.label) for one in CONTACT_KINDS],
    )
    title = forms.CharField(label="Fonction", required=False, max_length=100, help_text="Par exemple : gestionnaire.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in Organisation.objects.order_by("name")}
        named = [(key, one.name) for key, one in self.organisations.items()]
        self.fields["organisation"].choices = [(NEW, "Une nouvelle structure"), *named]

    def clean(self):
        given = super().clean()
        if given.get("organisation") == NEW and not given.get("name"):
            self.add_error("name", "Écrivez le nom de la structure, ou choisissez-la dans la liste.")
        return given

    def chosen(self):
        """The organisation, or None for a new one."""
        return self.organisations.get(self.cleaned_data["organisation"])


class TagForm(forms.Form):
    name = forms.CharField(
        label="Étiquette",
        max_length=40,
        error_messages={"required": "Écrivez l'étiquette.", "max_length": "Une étiquette tient en 40 caractères."},
        widget=forms.TextInput(attrs={"list": "etiquettes", "autocomplete": "off"}),
    )


class ConsentForm(forms.Form):
    """What the person agreed to, after the very sentence it was read."""

    purpose = forms.ChoiceField(label="Pour", choices=Purpose.choices)
    source = forms.ChoiceField(label="Accord reçu", choices=SOURCES)

    def text_shown(self) -> str:
        return TEXTS[Purpose(self.cleaned_data["purpose"])]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Ce que la personne a demandé",
        max_length=200,
        error_messages={"required": "Dites en quelques mots ce qui a été demandé."},
    )
