"""The call log: a number or a name, who it is, what was said, what comes next."""

import datetime as dt

from django import forms
from django.utils import timezone

from faitiere.apps.contacts.duplicates import find, on_phone
from faitiere.apps.contacts.forms import NAME_TOO_LONG
from faitiere.apps.contacts.models import Person

from ..communes import label
from ..enums import CaseOrigin
from ..homes import Place
from ..models import Case, Participant
from ..permissions import known_to, visible_to
from .dates import check_to_come, day_field
from .homes import ANOTHER, place_typed
from .opening import NewCaseForm

NEW = "nouveau"
_IN_DAYS = 2


class CallForm(forms.Form):
    """Under half a minute: who, what, next. Somebody unknown needs a name and a commune more."""

    caller = forms.CharField(
        label="Numéro ou nom de la personne",
        max_length=120,
        error_messages={"required": "Tapez le numéro qui s'affiche, ou le nom."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    choice = forms.CharField(required=False, max_length=60)
    last_name = forms.CharField(
        label="Nom", max_length=100, error_messages={"required": "Écrivez le nom.", "max_length": NAME_TOO_LONG}
    )
    first_name = forms.CharField(
        label="Prénom", required=False, max_length=100, error_messages={"max_length": NAME_TOO_LONG}
    )
    commune = forms.CharField(
        label="Commune du logement",
        error_messages={"required": "Écrivez la commune du logement, ou son code postal."},
        max_length=120,
        help_text="Nom ou code postal.",
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    address = forms.CharField(label="Adresse", required=False, max_length=200, help_text="Numéro et rue, si on la dit.")
    home_choice = forms.CharField(required=False, max_length=40)
    text = forms.CharField(
        label="Ce qui a été dit",
        max_length=5000,
        error_messages={"required": "Notez l'appel, même en quelques mots."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_step = forms.CharField(
        label="Prochaine étape",
        max_length=200,
        error_messages={"required": "Dites ce qui se passe ensuite : un dossier n'attend jamais sans raison."},
        widget=forms.TextInput(attrs={"list": "suites", "autocomplete": "off"}),
    )
    next_step_on = day_field("Pour le", widget=forms.DateInput)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        # A newcomer needs both; somebody known has them already.
        for name in ("last_name", "commune"):
            self.fields[name].required = not self.is_bound or self.data.get("choice") == NEW
        self.fields["next_step_on"].initial = timezone.localdate() + dt.timedelta(days=_IN_DAYS)

    def typed_place(self) -> Place:
        """The home as it is typed so far, a house until told otherwise."""
        typed = {"address": str(self.data.get("address", ""))}
        return place_typed(self.data.get("commune", ""), typed, territory=self.actor.territory)

    @property
    def typed(self) -> str:
        return str(self.data.get("caller", "")).strip()

    @property
    def is_number(self) -> bool:
        return bool(self.typed) and not any(char.isalpha() for char in self.typed)

    def people(self) -> list[Person]:
        """Who it could be, among the people the actor may know of."""
        among = known_to(self.actor)
        return on_phone(self.typed, among=among) if self.is_number else find(name=self.typed, among=among)

    def known(self) -> list[dict]:
        """Cases to choose from, each with its person; a person without a case may get one."""
        people = self.people()
        links = Participant.objects.filter(person__in=people, case__in=visible_to(self.actor).live())
        links = links.select_related("case__home__commune", "case__stage").defer("case__home__commune__contour")
        cases = {}
        for link in links.order_by("-case__opened_at"):
            cases.setdefault(link.person_id, []).append(link.case)
        rows = []
        for one in people:
            found = [{"value": str(case.pk), "person": one, "case": case} for case in cases.get(one.pk, [])]
            rows += found or [{"value": f"personne:{one.pk}", "person": one, "case": None}]
        return rows

    def chosen(self, rows: list[dict]) -> str:
        """What is ticked: what was chosen while it is still proposed, else the first proposal, else a newcomer.

        A newcomer without a name was ticked by the screen, not by a person: the first one known takes its place.
        """
        values = [one["value"] for one in rows] + [NEW]
        asked = str(self.data.get("choice", ""))
        by_hand = asked != NEW or str(self.data.get("last_name", "")).strip()
        return asked if asked in values and by_hand else values[0]

    def clean_next_step_on(self):
        return check_to_come(self.cleaned_data["next_step_on"])

    def case(self) -> Case | None:
        """The case chosen; None when one is to be opened."""
        value = self.cleaned_data["choice"]
        return visible_to(self.actor).live().filter(pk=value).first() if _is_id(value) else None

    def new_case(self) -> NewCaseForm:
        """The opening form, filled from the call: what it refuses is said beside the fields of the call."""
        given, value = self.cleaned_data, self.cleaned_data["choice"]
        person = known_to(self.actor).filter(pk=value.removeprefix("personne:")).first() if ":" in value else None
        filled = NewCaseForm({}, actor=self.actor)
        data = {name: filled[name].initial for name in ("home_kind", "origin", "organisation")}
        kept = ("first_name", "last_name", "commune", "address", "home_choice", "text", "next_step")
        data |= {name: given[name] for name in kept}
        data |= {"next_step_on": given["next_step_on"].isoformat(), "person_choice": ANOTHER}
        data["phone"] = self.typed if self.is_number else str(self.data.get("phone", ""))
        data["origin"] = CaseOrigin.PHONE
        if person:
            data["commune"] = data["commune"] or _last_commune(person, self.actor)
            known = {name: getattr(person, name) for name in ("first_name", "last_name", "phone", "email")}
            data |= {name: word for name, word in known.items() if word} | {"person_choice": str(person.pk)}
        elif not data["last_name"] and not self.is_number:
            data["last_name"] = self.typed
        return NewCaseForm(data, actor=self.actor)

    def take_errors(self, opening: NewCaseForm) -> None:
        for name, errors in opening.errors.items():
            place = {"phone": "caller", "person_choice": "caller", "__all__": None}.get(name, name)
            self.add_error(place if place in self.fields else None, list(errors))


def _last_commune(person: Person, actor) -> str:
    """Where the last home of the person is, among the cases the actor may open; empty when none says it."""
    links = Participant.objects.filter(person=person)
    cases = visible_to(actor).filter(pk__in=links.values("case_id"), home__commune__isnull=False)
    last = cases.select_related("home__commune").order_by("-opened_at", "pk").first()
    return label(last.home.commune) if last else ""


def _is_id(text: str) -> bool:
    return len(text) == 36 and ":" not in text and text.count("-") == 4 and text.replace("-", "").isalnum()
