"""The home a case is about: typed, then compared with what the guichet knows, and chosen by somebody."""

from django import forms

from faitiere.apps.buildings.enums import HomeKind
from faitiere.apps.buildings.models import Condominium, Home
from faitiere.apps.buildings.rules import rnic_key

from .. import communes
from ..homes import Place, known_at
from ..models import Case
from ..permissions import visible_to
from ..rules import Refused

ANOTHER = "autre"


def rnic_field() -> forms.CharField:
    return forms.CharField(
        label="Numéro au registre (RNIC)",
        required=False,
        max_length=20,
        help_text="Deux lettres et sept chiffres, par exemple AA1234567.",
    )


def place_typed(commune: str, typed: dict[str, str], *, territory) -> Place:
    """A home as it is typed so far; without its commune while it is not understood."""
    try:
        found = communes.resolve(str(commune), territory=territory) if str(commune).strip() else None
    except Refused:
        found = None
    kind = typed.get("home_kind", "")
    return Place(
        address=typed.get("address", "").strip()[:200],
        commune=found,
        kind=kind if kind in HomeKind.values else HomeKind.HOUSE,
        name=typed.get("condominium", "").strip()[:200],
        rnic=rnic_key(typed.get("rnic", "")),
    )


def choose_home(form: forms.Form, place: Place, *, actor) -> tuple[Home | None, bool]:
    """The known home that was chosen, and whether somebody said that it is another one; a doubt is asked about."""
    chosen, known = form.cleaned_data.get("home_choice", ""), known_at(place, actor=actor)
    if chosen == ANOTHER:
        if place.rnic and Condominium.objects.filter(rnic=place.rnic).exists():
            form.add_error("home_choice", "Ce numéro du registre est celui d'une copropriété connue : choisissez-la.")
        return None, True
    if chosen:
        home = next((one.home for one in known if str(one.home.pk) == chosen), None)
        if home is None:
            form.add_error("home_choice", "Ce logement n'est plus celui de cette adresse. Choisissez de nouveau.")
        return home, False
    if any(place.is_surely(one.home) for one in known):
        form.add_error(
            "home_choice", "Un logement est connu à cette adresse : choisissez-le, ou dites que c'en est un autre."
        )
    return None, False


class OtherHomeForm(forms.Form):
    """The home a case is really about."""

    commune = forms.CharField(
        label="Commune du logement",
        max_length=120,
        help_text="Nom ou code postal.",
        error_messages={"required": "Écrivez la commune du logement, ou son code postal."},
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    address = forms.CharField(
        label="Adresse",
        max_length=200,
        help_text="Numéro et rue.",
        error_messages={"required": "Écrivez l'adresse du logement dont il s'agit."},
    )
    home_choice = forms.CharField(required=False, max_length=40)

    def __init__(self, *args, actor, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor, self.kind, self.home = actor, kind, None

    def typed_place(self) -> Place:
        typed = {"address": str(self.data.get("address", "")), "home_kind": self.kind}
        return place_typed(self.data.get("commune", ""), typed, territory=self.actor.territory)

    def clean_commune(self):
        try:
            return communes.resolve(self.cleaned_data["commune"], territory=self.actor.territory)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean(self):
        given = super().clean()
        if given.get("commune") and given.get("address"):
            self.home, _ = choose_home(self, self.typed_place(), actor=self.actor)
        return given


class TwinForm(forms.Form):
    """The other row of one home, by the number of one of its cases."""

    number = forms.CharField(
        label="Numéro d'un dossier de l'autre fiche",
        max_length=20,
        error_messages={"required": "Écrivez le numéro d'un dossier, par exemple 31-2026-0005."},
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_number(self) -> Case:
        typed = self.cleaned_data["number"].strip()
        found = visible_to(self.actor).filter(number__iexact=typed).first()
        if found is None:
            raise forms.ValidationError("Aucun de vos dossiers ne porte ce numéro.")
        return found
