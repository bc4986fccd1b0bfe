"""Every route of the site with the view behind it, read from the URLconf."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# Routes of libraries: they guard themselves (allauth) or stand behind their own login (Wagtail editor).
LIBRARY_PREFIXES = ("compte/", "cms/")
PUBLIC_LIBRARY_ROUTES = {"wagtail_serve"}


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    parameters: tuple[str, ...]
    view: object


def walk(patterns, prefix: str = "", namespace: str = "", above: tuple[str, ...] = ()) -> Iterator[Route]:
    for one in patterns:
        path = prefix + str(one.pattern)
        parameters = (*above, *one.pattern.converters)
        if isinstance(one, URLResolver):
            inside = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from walk(one.url_patterns, path, inside, parameters)
        elif isinstance(one, URLPattern):
            yield Route(f"{namespace}{one.name}", path, parameters, one.callback)


def own_routes() -> list[Route]:
    """Routes of the project itself."""
    return [
        route
        for route in walk(get_resolver().url_patterns)
        if not route.pattern.startswith(LIBRARY_PREFIXES) and route.name not in PUBLIC_LIBRARY_ROUTES
    ]
