"""Forms of the energy bills."""

from django import forms
from django.utils import timezone

from faitiere.apps.buildings.actions import NewBill
from faitiere.apps.buildings.bills_rules import season_start
from faitiere.apps.buildings.enums import BillEnergy, BillUse, SplitKind
from faitiere.engines import bills as engine
from faitiere.lib.form_fields import DecimalField, EurosField

_YEAR = "Écrivez une année civile (2019) ou une saison de chauffe (2018-2019), passée."


def _units() -> list[str]:
    """Every unit of every energy, in the order of the table."""
    today = timezone.localdate()
    return list(dict.fromkeys(unit for energy in engine.Energy for unit in engine.units_of(energy, on=today)))


class YearField(forms.CharField):
    """A calendar year or a heating season, given back as its first day."""

    def clean(self, value):
        typed = super().clean(value).replace(" ", "").replace("–", "-").replace("/", "-")
        start = season_start(typed, today=timezone.localdate())
        if start is None:
            raise forms.ValidationError(_YEAR)
        return start


class BillForm(forms.Form):
    """One bill: a year, a use, an energy, a quantity and an amount."""

    year = YearField(label="Année ou saison", max_length=9, help_text="2019, ou 2018-2019 pour une saison de chauffe.")
    use = forms.ChoiceField(label="Usage", choices=BillUse.choices)
    energy = forms.ChoiceField(label="Énergie", choices=BillEnergy.choices)
    quantity = DecimalField(label="Quantité", most=100_000_000, example="700 000")
    unit = forms.ChoiceField(label="Unité")
    euros = EurosField(label="Montant, taxes comprises", most=10_000_000, example="49 000")
    source = forms.CharField(
        label="D'où vient cette valeur",
        required=False,
        max_length=120,
        help_text="Facture du 14 janvier, page 2.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit, unit) for unit in _units()]

    def clean(self):
        given = super().clean()
        energy, unit = given.get("energy"), given.get("unit")
        known = engine.units_of(engine.Energy(energy), on=timezone.localdate()) if energy else []
        if unit and known and unit not in known:
            self.add_error("unit", f"Cette énergie se compte en {', '.join(known)}.")
        return given

    def bill(self) -> NewBill:
        """What `buildings.actions.enter_bill` takes."""
        given = dict(self.cleaned_data)
        return NewBill(starts_on=given.pop("year"), cents=given.pop("euros"), **given)


class YearForm(forms.Form):
    """What splits and corrects a year."""

    split = forms.ChoiceField(
        label="Partage d'une chaudière commune", required=False, choices=[("", "Sans objet"), *SplitKind.choices]
    )
    heat_cents = EurosField(label="Montant du chauffage", required=False)
    water_cents = EurosField(label="Montant de l'eau chaude", required=False)
    hot_water_m3 = DecimalField(label="Eau chaude mesurée", required=False, most=1_000_000, example="1 500")
    degree_days = DecimalField(
        label="Degrés-jours (base 18)",
        required=False,
        least=1,
        most=9000,
        example="1 750",
        help_text="Seulement si l'année n'est pas dans notre table (2018 à 2020).",
    )
    degree_days_source = forms.CharField(label="Source des degrés-jours", required=False, max_length=120)

    def clean(self):
        given = super().clean()
        if given.get("split") == SplitKind.BILLS and not (given.get("heat_cents") or given.get("water_cents")):
            self.add_error("heat_cents", "Saisissez les deux montants : chauffage et eau chaude.")
        if given.get("split") == SplitKind.METER and not given.get("hot_water_m3"):
            self.add_error("hot_water_m3", "Saisissez l'eau chaude mesurée, en m³.")
        if given.get("degree_days") and not given.get("degree_days_source"):
            self.add_error("degree_days_source", "Dites d'où viennent ces degrés-jours.")
        return given


class BillsFileForm(forms.Form):
    """A table of bills."""

    file = forms.FileField(
        label="Tableau de factures",
        help_text="CSV ou XLSX. Colonnes : Année, Usage, Énergie, Quantité, Unité, Montant, Source.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class BillsConfirmForm(forms.Form):
    """The table that was looked at, and the answer to what surprised."""

    token = forms.CharField(max_length=64, widget=forms.HiddenInput)
    sure = forms.BooleanField(label="J’ai vérifié ces valeurs, elles sont justes", required=False)
