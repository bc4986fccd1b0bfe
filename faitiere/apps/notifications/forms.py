from django import forms

from .enums import Delivery
from .kinds import KINDS


class ChoicesForm(forms.Form):
    """When to be told of each kind; those that cannot be silenced do not offer it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind, notification in KINDS.items():
            choices = [one for one in Delivery.choices if notification.may_be_silenced or one[0] != Delivery.NEVER]
            self.fields[kind] = forms.ChoiceField(
                label=notification.label, choices=choices, initial=notification.default
            )
