"""The tiers of an aid: a formset that grows and shrinks by buttons of the form, without JavaScript."""

from django import forms

from faitiere.engines.aids.codes import CATEGORIES, CATEGORY_LABELS
from faitiere.lib.form_fields import DecimalField, EurosField, decimal_of, written

from ..enums import TierKind
from ..rules import tier_errors

PREFIX = "tranches"
TIERS_MAX = 12
_CATEGORIES = [(code, CATEGORY_LABELS[code].capitalize()) for code in CATEGORIES]
_MOST_PERCENT, _MOST_EUROS = 100, 100_000


class TierForm(forms.Form):
    gain_from = DecimalField(label="Gain d'énergie à partir de", required=False, most=100, example="35")
    gain_to = DecimalField(label="Jusqu'à moins de", required=False, most=100, example="50")
    kind = forms.ChoiceField(label="Comment l'aide se compte", choices=TierKind)
    value = forms.CharField(
        label="Montant ou taux",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": "Indiquez le montant ou le taux, par exemple 1 500."},
    )
    works_max_cents = EurosField(label="Dans la limite de travaux hors taxes de", required=False, example="20 000")
    amount_max_cents = EurosField(label="Aide plafonnée à", required=False, example="3 000")
    categories = forms.MultipleChoiceField(
        label="Revenus concernés par cette tranche",
        required=False,
        choices=_CATEGORIES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Rien de coché : tous les revenus de l'aide.",
    )

    def clean_value(self):
        number = decimal_of(self.cleaned_data["value"])
        if number is None or number <= 0:
            raise forms.ValidationError("Le montant ou le taux est un nombre plus grand que zéro, par exemple 1 500.")
        if number != round(number, 2):
            raise forms.ValidationError("Le montant ou le taux compte au plus deux chiffres après la virgule.")
        return number

    def clean(self):
        cleaned = super().clean()
        value, kind = cleaned.get("value"), cleaned.get("kind")
        most = _MOST_PERCENT if kind == TierKind.RATE else _MOST_EUROS
        if value is not None and value > most:
            unit = "%" if kind == TierKind.RATE else "€"
            self.add_error("value", f"Pour ce mode de calcul, la valeur ne dépasse pas {most}\u00a0{unit}.")
        return cleaned

    def tier(self) -> dict:
        """The tier in plain values: percents as numbers, sums in cents."""
        given = self.cleaned_data
        value = given["value"]
        return {
            "gain_from": None if given["gain_from"] is None else float(given["gain_from"]),
            "gain_to": None if given["gain_to"] is None else float(given["gain_to"]),
            "kind": given["kind"],
            "value": float(value) if given["kind"] == TierKind.RATE else int(value * 100),
            "works_max_cents": given["works_max_cents"],
            "amount_max_cents": given["amount_max_cents"],
            "categories": given["categories"],
        }


class _Tiers(forms.BaseFormSet):
    default_error_messages = {
        "missing_management_form": "Les tranches n'ont pas été reçues entières. Rouvrez la page et recommencez.",
        "too_few_forms": "Décrivez au moins une tranche.",
        "too_many_forms": f"Une aide compte {TIERS_MAX} tranches au plus.",
    }

    def clean(self):
        if any(self.errors):
            return
        if errors := tier_errors(self.tiers()):
            raise forms.ValidationError(errors)

    def tiers(self) -> list[dict]:
        return [form.tier() for form in self.forms if form.cleaned_data]


TierFormSet = forms.formset_factory(
    TierForm,
    formset=_Tiers,
    extra=0,
    min_num=1,
    max_num=TIERS_MAX,
    validate_min=True,
    validate_max=True,
    absolute_max=TIERS_MAX,
)


def tier_initials(tiers: list[dict]) -> list[dict]:
    """Kept tiers as they are typed."""
    return [
        tier | {"value": written(tier["value"] if tier["kind"] == TierKind.RATE else tier["value"] / 100)}
        for tier in tiers
    ]


def changed_rows(data) -> list[dict] | None:
    """What was typed with one tier more (« ajouter ») or less (« retirer »); None when neither button was pressed."""
    if "ajouter" not in data and "retirer" not in data:
        return None
    count = _whole(data.get(f"{PREFIX}-TOTAL_FORMS"), most=TIERS_MAX)
    rows = [_typed(data, place) for place in range(max(1, count))]
    if "ajouter" in data and len(rows) < TIERS_MAX:
        return [*rows, {}]
    gone = _whole(data.get("retirer"), most=TIERS_MAX)
    if "retirer" in data and len(rows) > 1 and gone < len(rows):
        del rows[gone]
    return rows


def _typed(data, place: int) -> dict:
    fields = TierForm().fields.items()
    return {name: field.widget.value_from_datadict(data, {}, f"{PREFIX}-{place}-{name}") for name, field in fields}


def _whole(text: str | None, *, most: int) -> int:
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0
