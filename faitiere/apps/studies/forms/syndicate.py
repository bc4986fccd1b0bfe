"""Facts of a condominium the aids ask about."""

from django import forms

from faitiere.apps.cases.forms.dates import day_field
from faitiere.lib.form_fields import DecimalField, EurosField, WholeField

from .plan import ANSWERS, YES_NO


class SyndicateForm(forms.Form):
    """Everything may stay unknown but the filing date: an aid then says what it lacks."""

    filing_on = day_field(
        "Date de dépôt des aides",
        widget=forms.DateInput,
        help_text="Les règles appliquées sont celles en vigueur ce jour-là.",
    )
    homes = WholeField(
        label="Logements", required=False, least=1, most=10_000, example="48", help_text="Laissé vide : ceux des lots."
    )
    main_homes = DecimalField(
        label="Part de résidences principales",
        required=False,
        most=100,
        example="85",
        help_text="Laissé vide : d’après l’occupation des lots, quand elle est connue pour tous.",
    )
    fragile = forms.ChoiceField(
        label="Copropriété fragile ou en difficulté",
        required=False,
        choices=YES_NO,
        help_text="Impayés d’au moins 8 %, quartier NPNRU ou plan de sauvegarde.",
    )
    built_year = WholeField(
        label="Année d’achèvement de l’immeuble", required=False, least=1000, most=2100, example="1968"
    )
    support_price = EurosField(
        label="Assistance à maîtrise d’ouvrage",
        required=False,
        most=10_000_000,
        example="28 800",
        help_text="Hors taxes, du devis.",
    )
    borrowing_homes = WholeField(
        label="Logements qui prennent le prêt collectif", required=False, least=1, most=10_000, example="30"
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
        """What was typed, and what the aids took."""
        extra, facts = study.inputs["extra"], study.inputs["facts"]
        said = extra.get("condo") or {}
        return {
            "filing_on": study.filing_on,
            "homes": said.get("homes"),
            "main_homes": said.get("main_homes_percent"),
            "fragile": {True: "oui", False: "non"}.get(said.get("fragile"), ""),
            "support_price": said.get("support_ht_cents"),
            "borrowing_homes": said.get("borrowing_homes"),
            "built_year": facts["built_year"],
            "cee_price": extra.get("cee_price_mwh"),
        }

    def extra(self) -> dict:
        """What is kept with the study; None means unknown."""
        given = self.cleaned_data
        main_homes, price = given["main_homes"], given["cee_price"]
        return {
            "built_year": given["built_year"],
            "cee_price_mwh": None if price is None else float(price),
            "condo": {
                "homes": given["homes"],
                "main_homes_percent": None if main_homes is None else float(main_homes),
                "fragile": ANSWERS.get(given["fragile"]),
                "support_ht_cents": given["support_price"],
                "borrowing_homes": given["borrowing_homes"],
            },
        }
