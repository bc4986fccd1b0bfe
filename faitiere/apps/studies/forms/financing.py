"""One financing plan as typed: own funds, up to three loans, payments to the firms, when each aid arrives."""

from django import forms

from faitiere.lib.form_fields import DecimalField, EurosField, WholeField

from ..plan_choices import KINDS

ROWS = range(3)
NO_LOAN = ("", "Aucun")
# A bridge lasts months, the other loans years.
LONGEST = {"bridge": 60}
YEARS_MOST = 30


class LoanRow:
    """The fields of one loan, for the template."""

    def __init__(self, form: "FinancingForm", place: int) -> None:
        self.title = f"Prêt {place + 1}"
        units = {"kind": "", "amount": "€", "term": "", "rate": "%", "insurance": "%"}
        self.fields = [(form[f"{name}_{place}"], unit) for name, unit in units.items()]
        self.open = place == 0 or any(bound.value() or bound.errors for bound, _ in self.fields)


class FinancingForm(forms.Form):
    """A plan of a scenario; `aids` are those the plan counts, each with its own month of payment."""

    own_funds = EurosField(label="Apport personnel", required=False, example="5 000")
    deposit = DecimalField(
        label="Acompte aux entreprises", required=False, most=100, example="30", help_text="Part du coût des travaux."
    )
    balance_month = WholeField(
        label="Solde payé au mois", required=False, most=60, example="3", help_text="Le mois 0 est celui de l’acompte."
    )
    price_rise = DecimalField(
        label="Hausse du prix de l’énergie", required=False, least=-5, most=20, example="2", help_text="Par an."
    )

    def __init__(self, *args, wish: dict, price_rise: float, aids: list[dict] = (), **kwargs):
        super().__init__(*args, initial=initial_of(wish, price_rise, aids), **kwargs)
        self.aids = aids
        for place in ROWS:
            self._add_loan(place)
        for aid in aids:
            self.fields[f"month_{aid['code']}"] = WholeField(
                label=f"{aid['label']} : versée au mois", required=False, most=60, example="3"
            )
            if aid["may_advance"]:
                self.fields[f"advance_{aid['code']}"] = forms.BooleanField(
                    label=f"{aid['label']} : avance demandée", required=False
                )

    def _add_loan(self, place: int) -> None:
        self.fields[f"kind_{place}"] = forms.ChoiceField(
            label="Quel prêt", required=False, choices=[NO_LOAN, *KINDS.items()]
        )
        self.fields[f"amount_{place}"] = EurosField(
            label="Montant", required=False, example="15 000", help_text="Vide : tout ce qui reste à couvrir."
        )
        self.fields[f"term_{place}"] = WholeField(
            label="Durée",
            required=False,
            least=1,
            most=60,
            example="15",
            help_text="En années ; en mois pour un relais.",
        )
        self.fields[f"rate_{place}"] = DecimalField(
            label="Taux", required=False, most=20, example="4,2", help_text="Hors assurance, par an."
        )
        self.fields[f"insurance_{place}"] = DecimalField(
            label="Assurance", required=False, most=5, example="0,36", help_text="Du capital, par an."
        )

    def loan_rows(self) -> list[LoanRow]:
        """The three loans for the template."""
        return [LoanRow(self, place) for place in ROWS]

    def aid_fields(self) -> list[list[forms.BoundField]]:
        """For each aid: its month, and its advance when there is one."""
        names = [(f"month_{aid['code']}", f"advance_{aid['code']}") for aid in self.aids]
        return [[self[name] for name in pair if name in self.fields] for pair in names]

    def clean(self):
        cleaned = super().clean()
        for place in ROWS:
            self._check_loan(cleaned, place)
        kinds = [cleaned.get(f"kind_{place}") for place in ROWS]
        for kind in ("eco_ptz", "par_plus"):
            if kinds.count(kind) > 1:
                self.add_error(f"kind_{kinds.index(kind)}", f"« {KINDS[kind]} » ne se demande qu’une fois.")
        return cleaned

    def _check_loan(self, cleaned: dict, place: int) -> None:
        kind, term, rate = (cleaned.get(f"{name}_{place}") for name in ("kind", "term", "rate"))
        if not kind:
            return
        longest = LONGEST.get(kind, YEARS_MOST)
        unit = "mois" if kind in LONGEST else "années"
        if f"term_{place}" not in self.errors and (term is None or term > longest):
            self.add_error(f"term_{place}", f"Donnez la durée du prêt en {unit}, de 1 à {longest}, par exemple 15.")
        if kind == "bank" and rate is None and f"rate_{place}" not in self.errors:
            self.add_error(f"rate_{place}", "Donnez le taux annoncé par la banque, par exemple 4,2.")

    def wish(self) -> dict:
        """The plan as kept (see `plan_choices`)."""
        given = self.cleaned_data
        codes = [aid["code"] for aid in self.aids]
        months = {code: given[f"month_{code}"] for code in codes if given.get(f"month_{code}") is not None}
        asked = [code for code in codes if f"advance_{code}" in self.fields]
        return {
            "own_funds_cents": given.get("own_funds") or 0,
            "loans": [self._loan(place) for place in ROWS if given.get(f"kind_{place}")],
            "deposit_percent": 100.0 if given.get("deposit") is None else float(given["deposit"]),
            "balance_month": given.get("balance_month") or 0,
            "aid_months": months,
            "no_advance": [code for code in asked if not given[f"advance_{code}"]],
        }

    def rise(self) -> float:
        """Yearly rise of the price of energy, 0 when nothing is said."""
        return float(self.cleaned_data.get("price_rise") or 0)

    def _loan(self, place: int) -> dict:
        kind, cents, term, rate, insurance = (
            self.cleaned_data.get(f"{name}_{place}") for name in ("kind", "amount", "term", "rate", "insurance")
        )
        return {
            "kind": kind,
            "cents": cents,
            "months": term if kind in LONGEST else term * 12,
            "rate": None if rate is None else float(rate),
            "insurance": None if insurance is None else float(insurance),
        }


def initial_of(wish: dict, price_rise: float, aids: list[dict]) -> dict:
    """What the form shows first: the plan as kept."""
    found = {
        "own_funds": wish["own_funds_cents"] or None,
        "deposit": wish["deposit_percent"],
        "balance_month": wish["balance_month"],
        "price_rise": price_rise,
    }
    for place, loan in enumerate(wish["loans"][: len(ROWS)]):
        term = loan["months"] if loan["kind"] in LONGEST else loan["months"] // 12
        found |= {f"kind_{place}": loan["kind"], f"amount_{place}": loan["cents"], f"term_{place}": term}
        found |= {f"rate_{place}": loan["rate"], f"insurance_{place}": loan["insurance"]}
    for aid in aids:
        code = aid["code"]
        found[f"month_{code}"] = wish["aid_months"].get(code, wish["aid_month"])
        found[f"advance_{code}"] = code not in wish["no_advance"]
    return found
