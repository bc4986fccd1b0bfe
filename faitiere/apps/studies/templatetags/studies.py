"""Writing of values that only the screens of studies show."""

from django import template

from faitiere.apps.studies import rulebook
from faitiere.apps.studies.parameter_names import about, subject, title
from faitiere.lib import numbers

register = template.Library()


@register.filter
def parameter_value(parameter) -> str:
    """A dated value and its unit; "non trouvée" when a source announces a change without its figure."""
    value, unit = parameter.value, parameter.unit
    if value is None:
        return "non trouvée"
    if isinstance(value, str):
        return value
    return numbers.quantity(value, unit, 2) if unit else numbers.trimmed(value, 4)


@register.filter
def parameter_keys(parameter) -> str:
    """What the value is about: "ménage modeste, personnes 4"."""
    return about(parameter.keys)


@register.filter
def parameter_title(parameter) -> str:
    """What the parameter is, in words."""
    return title(parameter.name)


@register.filter
def parameter_subject(parameter) -> str:
    """Heading the parameter stands under."""
    return subject(parameter.name)


@register.filter
def source_link(source: str) -> str:
    """Address where a source may be read; empty when it names none."""
    return rulebook.source_link(source)


@register.filter
def plain_number(value) -> str:
    """A number in a field or a sentence, at most two decimals: 92.5 → "92,5"."""
    return "" if value is None else numbers.trimmed(value, 2)
