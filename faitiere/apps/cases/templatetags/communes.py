"""The communes to choose from, under a text field."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..communes import label, served

register = template.Library()


@register.simple_tag
def commune_list(element_id: str) -> SafeString:
    """The communes served, as suggestions of a text field."""
    options = format_html_join("", '<option value="{}"></option>', ((label(one),) for one in served()))
    return format_html('<datalist id="{}">{}</datalist>', element_id, options)
