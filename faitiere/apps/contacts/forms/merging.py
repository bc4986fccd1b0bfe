from django import forms

from ..actions.merging import FIELDS, fingerprint
from ..models import Person
from ..rules import shown_phone

_LABELS = {
    "civility": "Civilité",
    "first_name": "Prénom",
    "last_name": "Nom",
    "email": "Adresse e-mail",
    "phone": "Téléphone",
}
LEFT, RIGHT = "gauche", "droite"


class MergeForm(forms.Form):
    """Side by side: for each field, which of the two values to keep."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, kept: Person, dropped: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {LEFT: kept, RIGHT: dropped}
        self.fields["seen"].initial = fingerprint(kept, dropped)
        for name in FIELDS:
            left, right = getattr(kept, name), getattr(dropped, name)
            self.fields[name] = forms.ChoiceField(
                label=_LABELS[name],
                choices=[(LEFT, left), (RIGHT, right)],
                initial=LEFT if left or not right else RIGHT,
                required=left != right,
                widget=forms.RadioSelect,
                error_messages={"required": "Choisissez la valeur à garder."},
            )

    def rows(self) -> list[dict]:
        """Lines of the comparison: label, both values as shown, whether they differ."""
        told = []
        for name in FIELDS:
            values = [getattr(one, name) for one in self.people.values()]
            shown = [shown_phone(one) for one in values] if name == "phone" else values
            told.append(
                {
                    "name": name,
                    "label": _LABELS[name],
                    "left": shown[0],
                    "right": shown[1],
                    "differ": values[0] != values[1],
                    "chosen": self[name].value(),
                    "errors": self[name].errors,
                }
            )
        return told

    def chosen(self) -> dict[str, str]:
        given = self.cleaned_data
        return {name: getattr(self.people[given[name] or LEFT], name) for name in FIELDS}
