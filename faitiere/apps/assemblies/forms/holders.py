"""Forms of who holds a condominium over time: its syndic, its owners, the sale of a lot."""

import datetime as dt

from django import forms
from django.utils import timezone

from faitiere.apps.buildings.actions import Syndic
from faitiere.apps.buildings.enums import CoOwnerKind
from faitiere.apps.buildings.models import CoOwner, SyndicMandate
from faitiere.apps.contacts.forms import email_field

from .site import check_past, past_day

_NAMED = {"required": "Donnez un nom."}


class SyndicForm(forms.Form):
    """Today's syndic and its manager: another one from a day, or the same put right."""

    NEW, RIGHT = "new", "right"

    name = forms.CharField(label="Syndic", max_length=200, error_messages=_NAMED)
    manager = forms.CharField(
        label="Gestionnaire", required=False, max_length=200, help_text="Qui suit l’immeuble chez le syndic."
    )
    since = past_day("Depuis le", required=False)
    what = forms.ChoiceField(
        label="Ce que vous notez",
        choices=[(NEW, "Un nouveau syndic, ou un nouveau gestionnaire"), (RIGHT, "Une correction, rien n’a changé")],
        widget=forms.RadioSelect,
        initial=NEW,
    )

    def __init__(self, *args, today: SyndicMandate | None, **kwargs):
        super().__init__(*args, **kwargs)
        if today is None:
            del self.fields["what"]

    def clean_since(self):
        return check_past(self.cleaned_data["since"])

    @property
    def is_correction(self) -> bool:
        return self.cleaned_data.get("what") == self.RIGHT

    def syndic(self) -> Syndic:
        given = self.cleaned_data
        return Syndic(given["name"].strip(), given["manager"].strip(), given["since"])


class OwnerForm(forms.Form):
    """An owner put right: the next list of the syndic finds it by this name."""

    name = forms.CharField(label="Nom", max_length=200, error_messages=_NAMED)
    kind = forms.ChoiceField(label="Nature", choices=CoOwnerKind.choices)
    email = email_field()
    postal_address = forms.CharField(label="Adresse postale", required=False, max_length=300)

    @classmethod
    def of(cls, owner: CoOwner, posted=None) -> "OwnerForm":
        return cls(posted, initial={name: getattr(owner, name) for name in cls.base_fields})

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())


class OwnerPersonForm(forms.Form):
    """Somebody more who speaks for an owner: the other of a couple, an heir, a partner of the company."""

    first_name = forms.CharField(label="Prénom", required=False, max_length=100)
    last_name = forms.CharField(label="Nom", max_length=100, error_messages=_NAMED)
    email = email_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["email"].error_messages["required"] = "Donnez son adresse e-mail : l’invitation y part."


class SaleForm(forms.Form):
    """Who bought a lot, and when."""

    buyer = forms.CharField(
        label="Nouveau copropriétaire",
        max_length=200,
        help_text="Un nom déjà connu dans cette copropriété est le même copropriétaire.",
        error_messages=_NAMED,
    )
    on = past_day("Vendu le")

    def clean_buyer(self):
        return " ".join(self.cleaned_data["buyer"].split())

    def clean_on(self):
        return check_past(self.cleaned_data["on"])


class RemovalForm(forms.Form):
    """From when a lot is no more."""

    on = past_day("Supprimé le", required=False, help_text="Vide : aujourd’hui.")

    def clean_on(self) -> dt.date:
        return check_past(self.cleaned_data["on"]) or timezone.localdate()
