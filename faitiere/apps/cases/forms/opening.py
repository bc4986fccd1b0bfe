from django import forms
from django.db.models import Q

from faitiere.apps.accounts.enums import Role
from faitiere.apps.buildings.enums import HomeKind
from faitiere.apps.buildings.rules import read_rnic
from faitiere.apps.contacts.duplicates import find
from faitiere.apps.contacts.enums import Occupancy
from faitiere.apps.contacts.forms import SIZE_SENTENCE, PersonForm, WholeField
from faitiere.apps.contacts.models import ContactPoint, Person
from faitiere.apps.contacts.rules import phone_key
from faitiere.apps.territories.models import Organisation

from .. import communes
from ..actions import NewCase
from ..enums import CaseOrigin
from ..homes import Place
from ..permissions import known_to
from ..rules import Refused
from .dates import check_to_come, day_field
from .homes import ANOTHER, choose_home, place_typed, rnic_field

_ORIGINS = [CaseOrigin.PHONE, CaseOrigin.VISIT, CaseOrigin.PARTNER]


def organisations_of(actor):
    """Organisations in the name of which an actor opens a case: its own, or any that receives households."""
    everywhere = Organisation.objects.filter(advises=True).order_by("name")
    own = Q(pk__in=actor.organisation_ids)
    return everywhere if actor.has(Role.TERRITORY_ADMIN) else Organisation.objects.filter(own).order_by("name")


class NewCaseForm(PersonForm):
    """Everything a call teaches, on one screen; one question more when the person may be known already."""

    person_choice = forms.CharField(required=False, max_length=40)
    commune = forms.CharField(
        label="Commune du logement",
        max_length=120,
        help_text="Nom ou code postal.",
        error_messages={"required": "Écrivez la commune du logement, ou son code postal."},
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    address = forms.CharField(label="Adresse", required=False, max_length=200, help_text="Numéro et rue.")
    home_choice = forms.CharField(required=False, max_length=40)
    home_kind = forms.ChoiceField(label="Logement", choices=HomeKind.choices, initial=HomeKind.HOUSE)
    condominium = forms.CharField(
        label="Nom de la copropriété",
        required=False,
        max_length=200,
        help_text="Pour un immeuble : le dossier portera ce nom.",
    )
    rnic = rnic_field()
    occupancy = forms.ChoiceField(
        label="Statut", required=False, choices=[("", "Pas encore demandé"), *Occupancy.choices]
    )
    household_size = WholeField(label="Personnes", required=False, min_value=1, max_value=20, sentence=SIZE_SENTENCE)
    text = forms.CharField(
        label="Sa demande",
        max_length=5000,
        error_messages={"required": "Notez la demande, même en quelques mots."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    origin = forms.ChoiceField(
        label="Reçue par", choices=[(one.value, one.label) for one in _ORIGINS], initial=CaseOrigin.PHONE
    )
    next_step = forms.CharField(
        label="Prochaine étape",
        max_length=200,
        error_messages={"required": "Dites ce qui se passe ensuite : un dossier n'attend jamais sans raison."},
        widget=forms.TextInput(attrs={"list": "suites", "autocomplete": "off"}),
    )
    next_step_on = day_field("Pour le", widget=forms.DateInput)
    organisation = forms.ChoiceField(label="Structure")

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.home, self.another_home = None, False
        self.organisations = {str(one.pk): one for one in organisations_of(actor)}
        self.fields["organisation"].choices = [(key, one.name) for key, one in self.organisations.items()]
        self.fields["organisation"].initial = str(actor.organisation_id)
        if len(self.organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
        self.fields["last_name"].label = "Nom de famille"
        self.fields["last_name"].widget.attrs["autofocus"] = not self.is_bound

    def similar(self) -> list[Person]:
        """People who could be the one calling, among those the actor may know of."""
        typed = {name: str(self.data.get(name, "")) for name in ("last_name", "first_name", "phone", "email")}
        name = f"{typed['last_name']} {typed['first_name']}"
        return find(name=name, phone=typed["phone"], email=typed["email"], among=known_to(self.actor))

    def typed_place(self) -> Place:
        """The home as it is typed so far; without its commune while it is not understood."""
        typed = {name: str(self.data.get(name, "")) for name in ("address", "condominium", "rnic", "home_kind")}
        return place_typed(self.data.get("commune", ""), typed, territory=self.actor.territory)

    def clean_rnic(self):
        try:
            return read_rnic(self.cleaned_data["rnic"])
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean_commune(self):
        try:
            return communes.resolve(self.cleaned_data["commune"], territory=self.actor.territory)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean_next_step_on(self):
        return check_to_come(self.cleaned_data["next_step_on"])

    def clean_person_choice(self):
        chosen = self.cleaned_data["person_choice"]
        if chosen in {"", ANOTHER}:
            return chosen
        try:
            return known_to(self.actor).get(pk=chosen)
        except (Person.DoesNotExist, ValueError, forms.ValidationError):
            raise forms.ValidationError("Cette personne n'est plus dans vos dossiers. Choisissez de nouveau.") from None

    def clean(self):
        given = super().clean()
        if not self.errors and not given["phone"] and not given["email"]:
            self.add_error("phone", "Notez un téléphone ou une adresse e-mail, pour pouvoir rappeler.")
        if given.get("person_choice") == "" and self._surely_known():
            self.add_error(
                "person_choice",
                "Une personne connue a le même téléphone ou la même adresse e-mail : choisissez-la, ou dites "
                "que c'en est une autre.",
            )
        if given.get("commune"):
            self.home, self.another_home = choose_home(self, self.typed_place(), actor=self.actor)
        return given

    def _surely_known(self) -> bool:
        """Someone in sight has this very phone or this very e-mail address, main or further."""
        phone, email = phone_key(self.cleaned_data.get("phone") or ""), self.cleaned_data.get("email") or ""
        further = ContactPoint.objects.filter(key__in={phone, email.lower()} - {""})
        same = Q(phone_key=phone) if phone else Q()
        if email:
            same |= Q(email_key=email.lower())
        same = same and same | Q(pk__in=further.values("person_id"))
        return bool(same) and known_to(self.actor).filter(same, erased_at__isnull=True).exists()

    def request(self) -> NewCase:
        """What `actions.open_case` takes, assigned to the advisor who answers."""
        given, person = self.cleaned_data, self.person()
        chosen = given["person_choice"]
        kept = (
            "address",
            "home_kind",
            "condominium",
            "rnic",
            "occupancy",
            "household_size",
            "text",
            "origin",
            "next_step",
            "next_step_on",
        )
        return NewCase(
            organisation=self.organisations[given["organisation"]],
            last_name=person.last_name,
            first_name=person.first_name,
            phone=person.phone,
            email=person.email,
            person_id=chosen.pk if isinstance(chosen, Person) else None,
            commune=given["commune"],
            home=self.home,
            another_home=self.another_home,
            advisor=self.actor.user,
            **{name: given[name] for name in kept},
        )
