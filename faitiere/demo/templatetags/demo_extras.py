"""What the pages of the demonstration show and no real site does."""

from django import template
from django.conf import settings

from ..codes import current_code
from ..stories import PASSWORD, TOTP_SECRET

register = template.Library()


@register.simple_tag
def demo_code() -> str:
    """The second-factor code of the demonstration's accounts; empty elsewhere."""
    return current_code(TOTP_SECRET) if settings.DEMO else ""


@register.simple_tag
def demo_password() -> str:
    """The password of the demonstration's accounts; empty elsewhere."""
    return PASSWORD if settings.DEMO else ""
