from collections.abc import Sequence

from django import forms

from faitiere.apps.buildings.models import ShareKey
from faitiere.engines.energy import works as engine_works
from faitiere.lib.form_fields import DecimalField, EurosField
from faitiere.lib.numbers import money, quantity, trimmed

from ..composing import PERFORMANCES, Offer, condition_words
from ..stages import YEARS


class ComposeForm(forms.Form):
    """Works of one scenario: for each possible work a box, and what departs from what is proposed.

    In a condominium, `keys` are those of shares: each work then says which one pays it.
    """

    name = forms.CharField(label="Nom du scénario", max_length=80, help_text="Par exemple : Le toit d’abord.")

    def __init__(
        self,
        *args,
        offers: list[tuple[str, list[Offer]]],
        works: Sequence[dict] = (),
        keys: Sequence[ShareKey] = (),
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.families, self.keys = offers, [(str(key.pk), key.name) for key in keys]
        chosen = {work["code"]: work for work in works}
        for _, of_family in offers:
            for offer in of_family:
                if offer.possible:
                    self._add(offer, chosen.get(offer.entry.code))

    def _add(self, offer: Offer, work: dict | None) -> None:
        code, unit = offer.entry.code, offer.entry.unite
        given = work or {}
        self.fields[f"on-{code}"] = forms.BooleanField(
            label=offer.entry.libelle, required=False, initial=work is not None, help_text=offer.entry.phrase
        )
        if unit != "forfait" and offer.entry.quantite != "puissance_photovoltaique":
            self.fields[f"q-{code}"] = DecimalField(
                label="Surface" if unit == "m²" else "Quantité",
                required=False,
                least=0.1,
                most=10_000,
                example="92,5",
                initial=(given.get("quantity") or "").replace(".", ","),
                help_text=f"Proposé : {quantity(round(offer.quantity, 1), unit, 1)}",
            )
        self.fields[f"p-{code}"] = EurosField(
            label="Prix hors taxes" if unit == "forfait" else f"Prix hors taxes, par {unit}",
            required=False,
            initial=given.get("price_cents"),
            help_text=self._price_words(offer),
        )
        self.fields[f"y-{code}"] = forms.TypedChoiceField(
            label="Quand", required=False, choices=YEARS, coerce=int, empty_value=0, initial=given.get("years") or 0
        )
        if self.keys:
            self.fields[f"k-{code}"] = forms.ChoiceField(
                label="Clé de répartition", choices=self.keys, required=False, initial=given.get("key")
            )
        self._add_settings(offer, given)

    def _add_settings(self, offer: Offer, given: dict) -> None:
        for key in offer.settings:
            words, of_unit, least, most = PERFORMANCES[key]
            usual = offer.entry.parametres[key]
            self.fields[f"{key}-{offer.entry.code}"] = DecimalField(
                label=f"{words}, en {of_unit}" if of_unit else words,
                required=False,
                least=least,
                most=most,
                example=trimmed(usual or least, 2),
                initial=given.get("parameters", {}).get(key),
                help_text=f"Proposé : {trimmed(usual, 2)}" if usual else "Proposé : valeur par défaut de la méthode",
            )

    @staticmethod
    def _price_words(offer: Offer) -> str:
        if offer.price is None:
            return "Aucun prix connu : saisissez celui du devis."
        sure = "" if offer.price.verified else ", à confirmer"
        return f"Proposé : {money(offer.price.likely)} (de {money(offer.price.low)} à {money(offer.price.high)}{sure})"

    def lines(self) -> list[dict]:
        """For the template: heading and works, each with its bound fields and conditions of aids."""
        return [
            {"heading": heading, "works": [self._line(offer) for offer in of_family]}
            for heading, of_family in self.families
        ]

    def _line(self, offer: Offer) -> dict:
        code = offer.entry.code
        names = [f"{part}-{code}" for part in ("y", "q", "p", "k", *offer.settings)]
        return {
            "offer": offer,
            "box": self[f"on-{code}"] if offer.possible else None,
            "fields": [self[name] for name in names if name in self.fields],
            "conditions": self._conditions(offer),
            "errors": any(self[name].errors for name in names if name in self.fields),
            "open": offer.possible and bool(self[f"on-{code}"].value()),
        }

    def _conditions(self, offer: Offer) -> list[dict]:
        """Each condition with `met`: True, False, or None when the performance is not known."""
        code = offer.entry.code
        settings = {}
        for key in offer.settings:
            value = self.initial_setting(f"{key}-{code}")
            if value is not None:
                settings[key] = value
        work = engine_works.Work(code, settings)
        return [
            {
                "words": condition_words(one),
                "met": engine_works.meets(work, one),
                "source": one.source,
            }
            for one in offer.conditions
        ]

    def initial_setting(self, name: str) -> float | None:
        """The setting kept in the scenario (or just accepted), None when the catalogue's applies."""
        if name not in self.fields:
            return None
        accepted = self.is_bound and not self.errors
        value = self.cleaned_data.get(name) if accepted else self.fields[name].initial
        return float(value) if value is not None else None

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            works = self.works()
            if not works:
                raise forms.ValidationError("Cochez au moins un travail.")
            try:
                engine_works.check([engine_works.Work(work["code"], work["parameters"]) for work in works])
            except engine_works.UnknownWork as refused:
                raise forms.ValidationError(str(refused)) from None
            self._check_prices(works)
        return cleaned

    def _check_prices(self, works: list[dict]) -> None:
        known = {offer.entry.code: offer.price for _, of_family in self.families for offer in of_family}
        for work in works:
            if known[work["code"]] is None and work["price_cents"] is None:
                self.add_error(f"p-{work['code']}", "Aucun prix n’est connu pour ces travaux : saisissez-en un.")

    def works(self) -> list[dict]:
        """The works chosen, as a scenario keeps them."""
        chosen = []
        for _, of_family in self.families:
            for offer in of_family:
                code = offer.entry.code
                if offer.possible and self.cleaned_data.get(f"on-{code}"):
                    chosen.append(self._work(offer))
        return chosen

    def _work(self, offer: Offer) -> dict:
        code = offer.entry.code
        quantity_given = self.cleaned_data.get(f"q-{code}")
        settings = {key: self.cleaned_data.get(f"{key}-{code}") for key in offer.settings}
        key = {"key": self.cleaned_data.get(f"k-{code}") or self.keys[0][0]} if self.keys else {}
        return key | {
            "code": code,
            "parameters": {key: float(value) for key, value in settings.items() if value is not None},
            "quantity": format(quantity_given.normalize(), "f") if quantity_given is not None else None,
            "price_cents": self.cleaned_data.get(f"p-{code}"),
            "years": self.cleaned_data.get(f"y-{code}") or 0,
        }
