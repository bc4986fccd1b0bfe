"""Facts of the household the aids ask about, and how the household would pay."""

from django import forms

from faitiere.apps.cases.forms.dates import day_field
from faitiere.apps.contacts.enums import Occupancy

from .fields import DecimalField, EurosField, WholeField

YES_NO = (("", "Je ne sais pas"), ("oui", "Oui"), ("non", "Non"))
_ANSWERS = {"oui": True, "non": False}


class FactsForm(forms.Form):
    """Everything may stay unknown but the filing date: an aid then says what it lacks."""

    filing_on = day_field(
        "Date de dépôt des aides",
        widget=forms.DateInput,
        help_text="Les règles appliquées sont celles en vigueur ce jour-là.",
    )
    size = WholeField(label="Personnes dans le logement", required=False, least=1, most=20, example="2")
    rfr_euros = WholeField(
        label="Revenu fiscal de référence",
        required=False,
        most=10_000_000,
        example="24 000",
        help_text="La somme des revenus fiscaux de référence des personnes du logement.",
    )
    rfr_year = WholeField(label="Année de l’avis d’impôt", required=False, least=2015, most=2100, example="2026")
    occupancy = forms.ChoiceField(label="Statut", required=False, choices=[("", "Je ne sais pas"), *Occupancy.choices])
    main_home = forms.ChoiceField(label="C’est une résidence principale", required=False, choices=YES_NO)
    owner_ile_de_france = forms.ChoiceField(label="Le bailleur habite en Île-de-France", required=False, choices=YES_NO)
    built_year = WholeField(
        label="Année d’achèvement du logement", required=False, least=1000, most=2100, example="1974"
    )
    appointment_held = forms.ChoiceField(
        label="Un rendez-vous avec un conseiller France Rénov’ a eu lieu", required=False, choices=YES_NO
    )
    property_tax = EurosField(label="Taxe foncière annuelle", required=False, example="1 100")

    @staticmethod
    def initial_of(study) -> dict:
        """What is already known, as typed."""
        household, extra, facts = study.case.household, study.inputs["extra"], study.inputs["facts"]
        words = {True: "oui", False: "non"}
        return {
            "filing_on": study.filing_on,
            "size": household.size,
            "rfr_euros": household.rfr_euros,
            "rfr_year": household.rfr_year,
            "occupancy": household.occupancy,
            "property_tax": extra.get("property_tax_cents"),
            "built_year": facts["built_year"],
            "main_home": words.get(facts["main_home"], ""),
        } | {name: words.get(extra.get(name), "") for name in ("owner_ile_de_france", "appointment_held")}

    def extra(self) -> dict:
        """What is kept with the study; None means unknown."""
        given = self.cleaned_data
        names = ("main_home", "owner_ile_de_france", "appointment_held")
        return {
            "property_tax_cents": given["property_tax"],
            "built_year": given["built_year"],
        } | {name: _ANSWERS.get(given[name]) for name in names}


class PlanForm(forms.Form):
    """Own funds, then a loan for the rest; the price rise of energy is a hypothesis that is written."""

    own_funds = EurosField(label="Apport personnel", required=False, example="5 000")
    loan = forms.ChoiceField(
        label="Pour le reste",
        choices=(("eco_ptz", "Éco-prêt à taux zéro"), ("bank", "Prêt bancaire"), ("none", "Pas de prêt")),
    )
    years = WholeField(label="Durée du prêt", required=False, least=1, most=30, example="15")
    rate = DecimalField(label="Taux du prêt bancaire", required=False, least=0, most=20, example="4,2")
    price_rise = DecimalField(
        label="Hausse du prix de l’énergie", required=False, least=-5, most=20, example="2", help_text="Par an."
    )

    @staticmethod
    def initial_of(choices: dict) -> dict:
        return {
            "own_funds": choices.get("own_funds_cents"),
            "loan": choices.get("loan", "eco_ptz"),
            "years": choices.get("years", 15),
            "rate": choices.get("rate"),
            "price_rise": choices.get("price_rise", 2.0),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("loan") == "bank" and cleaned.get("rate") is None and "rate" not in self.errors:
            self.add_error("rate", "Donnez le taux annoncé par la banque, par exemple 4,2.")
        if cleaned.get("loan") != "none" and not cleaned.get("years") and "years" not in self.errors:
            self.add_error("years", "Donnez la durée du prêt en années, par exemple 15.")
        return cleaned

    def choices(self) -> dict:
        """What the scenario keeps."""
        given = self.cleaned_data
        rate, rise = given.get("rate"), given.get("price_rise")
        return {
            "own_funds_cents": given.get("own_funds") or 0,
            "loan": given["loan"],
            "years": given.get("years"),
            "rate": None if rate is None else float(rate),
            "price_rise": 0.0 if rise is None else float(rise),
        }
