from django import template

from .. import oidc

register = template.Library()


@register.simple_tag
def connect_providers() -> list:
    """FranceConnect and ProConnect, when the settings offer them."""
    return oidc.offered()
