"""Tags of the portal's pages: the communes to choose from, the house of the first screen."""

import functools
import json
from importlib import resources
from urllib.parse import urlsplit

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from faitiere.apps.cases.templatetags.communes import commune_list
from faitiere.apps.portal.accessibility import conformity
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


@register.simple_tag
def conformity_state() -> str:
    """The state the accessibility statement gives, read from the results of the tests."""
    return conformity().state


@register.simple_tag
def logo(image) -> SafeString:
    """The territory's logo, 48 pixels high; its name is written beside it."""
    drawn = image.get_rendition("height-96")
    return format_html(
        '<img src="{}" alt="" width="{}" height="48">', drawn.url, round(drawn.width * 48 / drawn.height)
    )


def _specs(spec: str) -> list[str]:
    """What to draw for a spec, the largest first: a width is drawn in half as well, for small phones."""
    kind, _, size = spec.partition("-")
    wanted = [spec, f"width-{int(size) // 2}"] if kind == "width" else [spec]
    return [f"{one}|format-webp" for one in wanted]


@register.simple_tag
def shown(image, spec: str = "width-800", eager: bool = False) -> SafeString:
    """A picture of a page as light WebP files the browser chooses from, with the description given there."""
    renditions = image.get_renditions(*(specs := _specs(spec)))
    drawn = [renditions[one] for one in specs]
    several = len({one.width for one in drawn}) > 1
    alt = getattr(image, "contextual_alt_text", None)
    return format_html(
        '<img class="f-photo" src="{}"{} alt="{}" width="{}" height="{}"{}>',
        drawn[0].url,
        format_html(' srcset="{}" sizes="(max-width: 768px) 100vw, 720px"', _choices(drawn)) if several else "",
        image.default_alt_text if alt is None else alt,
        drawn[0].width,
        drawn[0].height,
        "" if eager else SafeString(' loading="lazy"'),
    )


@register.simple_tag
def poster(image) -> str:
    """Address of the picture shown before a video plays."""
    return image.get_rendition("width-800|format-webp").url


def _choices(drawn) -> str:
    return ", ".join(f"{one.url} {one.width}w" for one in drawn)


@register.filter
def site_name(address: str) -> str:
    """ "www.exemple.fr" from the address of a page there."""
    return urlsplit(address).hostname or ""
