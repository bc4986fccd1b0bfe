"""Facts of the household the aids ask about."""

from django import forms

from faitiere.apps.cases.forms.dates import day_field
from faitiere.apps.contacts.enums import Occupancy
from faitiere.lib.form_fields import DecimalField, EurosField, WholeField

YES_NO = (("", "Je ne sais pas"), ("oui", "Oui"), ("non", "Non"))
ANSWERS = {"oui": True, "non": False}


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
    support_price = EurosField(
        label="Prix de Mon Accompagnateur Rénov’",
        required=False,
        most=50_000,
        example="1 800",
        help_text="TTC, du devis.",
    )
    cee_price = DecimalField(
        label="Prix offert pour les CEE",
        required=False,
        most=100,
        example="8,5",
        help_text="L’offre du fournisseur d’énergie. Sans offre, une hypothèse est comptée.",
    )

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
            "support_price": extra.get("support_price_cents"),
            "cee_price": extra.get("cee_price_mwh"),
            "built_year": facts["built_year"],
            "main_home": words.get(facts["main_home"], ""),
        } | {name: words.get(extra.get(name), "") for name in ("owner_ile_de_france", "appointment_held")}

    def extra(self) -> dict:
        """What is kept with the study; None means unknown."""
        given = self.cleaned_data
        names = ("main_home", "owner_ile_de_france", "appointment_held")
        return {
            "property_tax_cents": given["property_tax"],
            "support_price_cents": given["support_price"],
            "cee_price_mwh": None if given["cee_price"] is None else float(given["cee_price"]),
            "built_year": given["built_year"],
        } | {name: ANSWERS.get(given[name]) for name in names}
