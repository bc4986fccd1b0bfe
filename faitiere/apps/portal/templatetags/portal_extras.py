"""Tags of the portal's pages: the communes to choose from, the house of the first screen."""

import functools
import json
from importlib import resources

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from faitiere.apps.cases.templatetags.communes import commune_list
from faitiere.lib.templatetags import ui

register = template.Library()
register.simple_tag(commune_list)


@functools.cache
def _house() -> tuple[str, str]:
    """Caption and drawing of a typical house, from the packaged result of the engine."""
    data = resources.files("faitiere.apps.portal") / "data" / "maison_type.json"
    house = json.loads(data.read_text(encoding="utf-8"))
    return house["caption"], render_to_string("components/house.html", ui.house(house["losses"]))


@register.simple_tag
def typical_house() -> SafeString:
    """Where the heat of a typical house goes."""
    caption, drawing = _house()
    return format_html("<figcaption>{}</figcaption>{}", caption, SafeString(drawing))
