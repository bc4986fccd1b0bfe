"""Filters of the search of the best bundles: all in the address, every one with a value when it is left out."""

from django import forms

from faitiere.lib.form_fields import DecimalField, EurosField, WholeField

from ..best.ground import Wishes
from ..best.groups import KEPT
from ..best.sums import CATEGORIES

STEPS = (("", "En une fois"), ("deux", "En deux étapes : l’enveloppe, puis les équipements"))


class BestForm(forms.Form):
    """What must not change, what must be reached, and how the household would pay."""

    sans = forms.MultipleChoiceField(
        label="Garder tel quel",
        required=False,
        choices=[(key, words) for key, (words, _) in KEPT.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    budget = EurosField(label="Reste à payer au plus", required=False, example="15 000")
    classe = forms.ChoiceField(
        label="Étiquette à atteindre",
        required=False,
        choices=[("", "Sans exigence"), *((letter, f"{letter} ou mieux") for letter in "ABCDEF")],
    )
    etapes = forms.ChoiceField(label="Travaux", required=False, choices=STEPS)
    revenus = forms.ChoiceField(
        label="Revenus supposés",
        required=False,
        choices=[(code, words.capitalize()) for code, words in reversed(CATEGORIES.items())],
        help_text="Les revenus du ménage ne sont pas connus.",
    )
    apport = EurosField(label="Apport personnel", required=False, example="5 000")
    annees = WholeField(label="Durée du prêt", required=False, least=1, most=30, example="15")
    taux = DecimalField(label="Taux du prêt bancaire", required=False, least=0, most=20, example="4")
    hausse = DecimalField(label="Hausse du prix de l’énergie", required=False, least=-5, most=20, example="2")

    @classmethod
    def of(cls, data) -> "BestForm":
        """Bound to the address; what is not in it takes its usual value, and shows it."""
        usual = Wishes()
        values = {"annees": str(usual.years), "taux": f"{usual.rate:g}", "hausse": f"{usual.price_rise:g}"}
        filled = data.copy()
        for name, value in values.items():
            if not filled.get(name, "").strip():
                filled[name] = value
        return cls(filled)

    def wishes(self) -> Wishes:
        """What the search takes."""
        given = self.cleaned_data
        return Wishes(
            without=frozenset(given["sans"]),
            staged=given["etapes"] == "deux",
            category=given["revenus"] or Wishes().category,
            budget_cents=given["budget"],
            least_class=given["classe"],
            own_funds_cents=given["apport"] or 0,
            years=given["annees"],
            rate=float(given["taux"]),
            price_rise=float(given["hausse"]),
        )
