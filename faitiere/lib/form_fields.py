"""Form fields in French writing: euros and decimals with spaces and comma, kept as typed when refused."""

import re
from decimal import Decimal, InvalidOperation

from django import forms

_SPACES = re.compile(r"[\s\u00a0\u202f€]+")


def decimal_of(text: str) -> Decimal | None:
    """ "1 234,50" → Decimal("1234.50"); None when it is not a finite number."""
    try:
        value = Decimal(_SPACES.sub("", text).replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def written(value) -> str:
    """A number as typed in France, without grouping: 92.5 → "92,5", 104.0 → "104"."""
    if value is None:
        return ""
    text = format(Decimal(str(value)).normalize(), "f")
    return text.replace(".", ",")


class DecimalField(forms.CharField):
    """A number between two bounds, comma or point; the error names what is wrong and gives an example."""

    def __init__(self, *, least=0, most=1_000_000, example="104", **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        kwargs.setdefault("error_messages", {"required": f"Indiquez un nombre, par exemple {example}."})
        super().__init__(max_length=20, **kwargs)
        self.least, self.most, self.example = Decimal(str(least)), Decimal(str(most)), example

    def prepare_value(self, value):
        return written(value) if isinstance(value, int | float | Decimal) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        number = decimal_of(text)
        if number is None:
            raise forms.ValidationError(f"« {self.label} » doit être un nombre, par exemple {self.example}.")
        if not self.least <= number <= self.most:
            raise forms.ValidationError(
                f"« {self.label} » doit se trouver entre {written(self.least)} et {written(self.most)}."
            )
        return number


class EurosField(DecimalField):
    """Euros typed, integer cents given back."""

    def __init__(self, *, most=10_000_000, example="1 250,50", **kwargs):
        super().__init__(most=most, example=example, **kwargs)

    def prepare_value(self, value):
        return written(Decimal(value) / 100) if isinstance(value, int) else value

    def clean(self, value):
        euros = super().clean(value)
        if euros is None:
            return None
        cents = euros * 100
        if cents != cents.to_integral_value():
            raise forms.ValidationError(f"« {self.label} » compte au plus deux chiffres après la virgule.")
        return int(cents)


class WholeField(DecimalField):
    """A whole number."""

    def clean(self, value):
        number = super().clean(value)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise forms.ValidationError(f"« {self.label} » doit être un nombre entier, par exemple {self.example}.")
        return int(number)
