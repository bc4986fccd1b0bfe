"""A date to come, typed by an advisor."""

import datetime as dt

from django import forms
from django.utils import timezone

_FAR = 5 * 366


def day_field(label: str, **kwargs) -> forms.DateField:
    return forms.DateField(
        label=label,
        error_messages={
            "required": "Donnez une date.",
            "invalid": "Cette date n'existe pas. Écrivez par exemple 28/01/2027.",
        },
        **kwargs,
    )


def check_to_come(day: dt.date | None) -> dt.date | None:
    """Refuse a day gone by or absurdly far."""
    today = timezone.localdate()
    if day is None:
        return None
    if day < today:
        raise forms.ValidationError("Cette date est passée. Choisissez aujourd'hui ou un jour à venir.")
    return check_not_far(day)


def check_not_far(day: dt.date) -> dt.date:
    """Refuse a day absurdly far, which is a year mistyped."""
    if day > timezone.localdate() + dt.timedelta(days=_FAR):
        raise forms.ValidationError("Cette date est à plus de cinq ans. Vérifiez l'année.")
    return day
