from django import template
from django.urls import reverse

from faitiere.lib.maps import PointMap

from ..catalogue import whole_map

register = template.Library()


@register.simple_tag
def map_of_references() -> PointMap | None:
    """The map of every published reference of the territory, each piece opening the catalogue; None without a point."""
    return whole_map(base=reverse("references:catalogue"))
