"""Writing of differences of money on the screens of reviews."""

from django import template

from faitiere.apps.reviews import letters
from faitiere.lib.numbers import MINUS, money

register = template.Library()


@register.filter
def signed_money(cents: int) -> str:
    """A difference with its sign: 120000 → "+1 200 €", −30000 → "−300 €", 0 → "0 €"."""
    sign = {1: "+", -1: MINUS, 0: ""}[(cents > 0) - (cents < 0)]
    return f"{sign}{money(abs(cents))}"


@register.filter
def detail_words(detail: dict) -> str:
    """How much an aid becomes."""
    return letters.detail_words(detail)
