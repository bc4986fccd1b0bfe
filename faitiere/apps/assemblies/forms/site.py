"""Forms of the condominium's sheet."""

from collections.abc import Sequence

from django import forms
from django.utils import timezone

from faitiere.apps.buildings.enums import DiagnosisKind, HeatingSystem, LotKind, LotUse, ShareKeyKind
from faitiere.apps.buildings.models import Condominium, Lot
from faitiere.apps.buildings.rules import read_rnic
from faitiere.apps.cases.forms.dates import day_field
from faitiere.apps.contacts.forms import WholeField
from faitiere.lib.form_fields import DecimalField
from faitiere.lib.numbers import number

from ..lots_draft import KeySum

_FIELDS = (
    *("name", "rnic", "permit_year", "heating", "hot_water", "heated_area_m2"),
    *("accounts_approved_on", "rnic_updated_on", "works_fund_cents", "buildings", "equipment", "works_done"),
)
_UNKNOWN = ("", "Je ne sais pas")
_CLASSES = [("", "Sans classe"), *((letter, letter) for letter in "ABCDEFG")]


def past_day(label: str, **kwargs) -> forms.DateField:
    return day_field(label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def check_past(day):
    if day and day > timezone.localdate():
        raise forms.ValidationError("Cette date est à venir : notez le jour où c'était fait.")
    return day


class SiteForm(forms.Form):
    """What is known of the condominium; anything may stay unknown but its name."""

    name = forms.CharField(label="Nom", max_length=200, error_messages={"required": "Donnez-lui un nom."})
    rnic = forms.CharField(
        label="Numéro au registre (RNIC)",
        required=False,
        max_length=12,
        help_text="Deux lettres et sept chiffres, par exemple AA1234567.",
    )
    permit_year = WholeField(
        label="Année du permis de construire",
        required=False,
        min_value=1000,
        max_value=2100,
        sentence="Écrivez une année, par exemple 1968.",
    )
    heating = forms.ChoiceField(label="Chauffage", required=False, choices=[_UNKNOWN, *HeatingSystem.choices])
    hot_water = forms.ChoiceField(label="Eau chaude", required=False, choices=[_UNKNOWN, *HeatingSystem.choices])
    heated_area_m2 = forms.DecimalField(
        label="Surface chauffée",
        required=False,
        min_value=1,
        max_value=999_999,
        decimal_places=2,
        localize=True,
        error_messages={"invalid": "La surface doit être un nombre, par exemple 3 360."},
    )
    buildings = forms.CharField(
        label="Bâtiments et autres adresses",
        required=False,
        max_length=300,
        help_text="Bâtiment A, 8 rue du Canal-Neuf ; bâtiment B, 10 rue du Canal-Neuf.",
    )
    equipment = forms.CharField(
        label="Équipements communs",
        required=False,
        max_length=300,
        help_text="Ascenseurs, ventilation, eau chaude solaire, bornes de recharge.",
    )
    works_done = forms.CharField(
        label="Travaux déjà faits",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Avec l'année, par exemple : étanchéité de la toiture, 2011.",
    )
    accounts_approved_on = past_day("Comptes approuvés le", required=False)
    rnic_updated_on = past_day("Registre mis à jour le", required=False)
    works_fund_euros = WholeField(
        label="Fonds de travaux",
        required=False,
        min_value=0,
        max_value=100_000_000,
        sentence="Écrivez un montant en euros, par exemple 24 000.",
    )

    @classmethod
    def of(cls, condominium: Condominium, posted=None) -> "SiteForm":
        initial = {name: getattr(condominium, name) for name in _FIELDS}
        fund = condominium.works_fund_cents
        return cls(posted, initial=initial | {"works_fund_euros": None if fund is None else fund // 100})

    def clean_rnic(self):
        try:
            return read_rnic(self.cleaned_data["rnic"])
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean_accounts_approved_on(self):
        return check_past(self.cleaned_data["accounts_approved_on"])

    def clean_rnic_updated_on(self):
        return check_past(self.cleaned_data["rnic_updated_on"])

    def fields_of(self) -> dict:
        """Fields of `buildings.Condominium`."""
        given = dict(self.cleaned_data)
        fund = given.pop("works_fund_euros")
        return given | {"works_fund_cents": None if fund is None else fund * 100}


class LotsFileForm(forms.Form):
    """The syndic's list of lots and owners."""

    file = forms.FileField(
        label="Liste du syndic",
        help_text="CSV ou XLSX : une ligne par lot, une colonne par clé de répartition.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class ListForm(forms.Form):
    """What a list does not say: the totals of the by-laws, columns of numbers that are no key, the day of the sales."""

    sold_on = past_day(
        "Ventes à compter du",
        required=False,
        help_text="Pour les lots qui changent de copropriétaire. Vide : aujourd’hui.",
    )

    def __init__(self, *args, sums: Sequence[KeySum], sales: int, **kwargs):
        super().__init__(*args, **kwargs)
        if not sales:
            del self.fields["sold_on"]
        self._asked = {f"total-{rank}": one for rank, one in enumerate(sums) if one.announced is None}
        self._new = {f"ignore-{rank}": one for rank, one in enumerate(sums) if one.is_new}
        for name, one in self._new.items():
            self.fields[name] = forms.BooleanField(
                label=f"« {one.name} » n’est pas une clé de répartition : ne pas la lire", required=False
            )
        for name, one in self._asked.items():
            self.fields[name] = WholeField(
                label=f"Total du règlement, « {one.name} »",
                required=False,
                min_value=1,
                max_value=100_000_000,
                initial=one.stated,
                help_text="Lu sur la ligne TOTAL de la liste." if one.stated else "",
                sentence="Écrivez un nombre entier de tantièmes, par exemple 10 000.",
            )

    def clean_sold_on(self):
        return check_past(self.cleaned_data["sold_on"])

    def clean(self):
        for name, one in self._asked.items():
            typed = self.cleaned_data.get(name)
            if typed is not None and typed != one.total and one.name not in self.ignored():
                gap = ("+" if one.total > typed else "−") + number(abs(one.total - typed))
                self.add_error(name, f"La somme des lots est {number(one.total)} (écart {gap}) : corrigez la liste.")
        return self.cleaned_data

    def totals(self) -> dict[str, int]:
        """Name of each key → total typed."""
        given = {one.name: self.cleaned_data[name] for name, one in self._asked.items()}
        return {name: total for name, total in given.items() if total is not None and name not in self.ignored()}

    def ignored(self) -> set[str]:
        """Names of the columns that are no key."""
        return {one.name for name, one in self._new.items() if self.cleaned_data.get(name)}


class LotForm(forms.Form):
    """What is known of one lot; its shares and its owner come from the list."""

    kind = forms.ChoiceField(label="Nature", choices=LotKind.choices)
    building = forms.CharField(label="Bâtiment", required=False, max_length=40)
    floor = forms.CharField(label="Étage", required=False, max_length=20)
    area_m2 = DecimalField(label="Surface", required=False, least="0.01", most=99_999, example="62,5")
    use = forms.ChoiceField(label="Occupation", required=False, choices=[_UNKNOWN, *LotUse.choices])
    dpe_label = forms.ChoiceField(
        label="Classe du DPE",
        required=False,
        choices=_CLASSES,
        help_text="Celle du DPE du logement : la date d’interdiction de louer en dépend.",
    )

    @classmethod
    def of(cls, lot: Lot, posted=None) -> "LotForm":
        return cls(posted, initial={name: getattr(lot, name) for name in cls.base_fields})


class KeyForm(forms.Form):
    """A key: its name, its nature and what the by-laws announce."""

    name = forms.CharField(label="Nom", max_length=80, error_messages={"required": "Donnez-lui un nom."})
    kind = forms.ChoiceField(label="Nature", choices=ShareKeyKind.choices)
    total = WholeField(
        label="Total du règlement",
        required=False,
        min_value=1,
        max_value=100_000_000,
        sentence="Écrivez un nombre entier de tantièmes, par exemple 10 000.",
    )


class DiagnosisForm(forms.Form):
    """A study of the building, with its date."""

    kind = forms.ChoiceField(label="Diagnostic", choices=DiagnosisKind.choices)
    done_on = past_day("Établi le")
    label = forms.ChoiceField(label="Classe", required=False, choices=_CLASSES)
    no_works_needed = forms.BooleanField(
        label="Le DTG ne relève aucun besoin de travaux dans les dix ans", required=False
    )
    note = forms.CharField(label="Remarque", required=False, max_length=200)

    def clean_done_on(self):
        return check_past(self.cleaned_data["done_on"])
