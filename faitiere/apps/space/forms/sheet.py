"""One question about the home."""

from django import forms

from ..sheet import field_of


class LineForm(forms.Form):
    """The answer to a question; empty means "je ne sais pas"."""

    def __init__(self, *args, key: str, known=None, **kwargs):
        super().__init__(*args, initial={"value": known}, **kwargs)
        self.fields["value"] = field_of(key)

    @property
    def is_choice(self) -> bool:
        return isinstance(self.fields["value"], forms.ChoiceField)

    def answer(self):
        """A plain value ready to be kept: text, whole number, float, or None."""
        value = self.cleaned_data["value"]
        if value in (None, ""):
            return None
        return value if isinstance(value, str | int) else float(value)
