"""What every page a visitor reads has around it: its menu, its logo."""

from django.conf import settings
from django.http import Http404
from django.urls import NoReverseMatch, Resolver404, get_script_prefix, resolve, reverse
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page

from .enums import MenuPlace
from .models import ArticleIndexPage, FaqPage, MenuLine, ResourceIndexPage, TerritorySite

HOME = "home"
# Lines of the main menu a reader sees at once; the others are under « Plus ».
_SHOWN = 6


def offered_routes() -> dict[str, str]:
    """Rooms of the portal a menu may lead to: route → label, those of the apps below included."""
    own = {HOME: "Accueil", "portal:finder": "Trouver mon conseiller", "portal:aids": "Mes aides"}
    apps = {name: label for label, name in settings.PORTAL_MENU}
    return own | apps | {"portal:callback": "Être rappelé", "portal:search": "Chercher"}


def address_of(route: str) -> str:
    """Address of a room; empty when the app that gave it is no longer installed."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def is_served(request, path: str) -> bool:
    """Whether an address, folder of the territory included, is that of a room or of a published page of this site."""
    bare = f"/{path.removeprefix(get_script_prefix()).strip('/')}/"
    try:
        if resolve(bare).url_name != "wagtail_serve":
            return True
        return Page.route_for_request(request, bare) is not None
    except (Resolver404, Http404):
        return False


def default_lines(site) -> list[dict]:
    """The menu of a territory that has written none: its rooms, and its lists of pages between them."""
    lines = [{"label": label, "route": route, "page": None} for route, label in offered_routes().items()]
    lines = [line for line in lines if line["route"] != "portal:search"]
    pages = []
    for kind in (ArticleIndexPage, ResourceIndexPage, FaqPage):
        page = kind.objects.live().public().descendant_of(site.root_page).order_by("path").first()
        if page:
            pages.append({"label": page.title, "route": "", "page": page})
    return [*lines[:-1], *pages, lines[-1]]


def menu_lines(request, site) -> dict[str, list[dict]]:
    """Place → lines with their addresses, the current one marked; a page taken down leaves the menu."""
    written = list(MenuLine.objects.select_related("page"))
    told = [
        (line.place, line.label, line.page.get_url(request) if line.page else address_of(line.route))
        for line in written
        if line.page is None or line.page.live
    ] or [
        (MenuPlace.MAIN, one["label"], one["page"].get_url(request) if one["page"] else address_of(one["route"]))
        for one in default_lines(site)
    ]
    return {
        place: [
            {"label": label, "url": url, "current": request.path == url}
            for where, label, url in told
            if where == place
            if url
        ]
        for place in MenuPlace.values
    }


def split_menu(lines: list[dict]) -> tuple[list[dict], list[dict]]:
    """The lines shown at once and those under « Plus », which never holds a single line."""
    return (lines, []) if len(lines) <= _SHOWN + 1 else (lines[:_SHOWN], lines[_SHOWN:])


def portal_menu(request) -> dict:
    """Lines of the public menu and the logo, asked for only by the pages that show them; nothing outside a portal."""
    site = getattr(request, "_wagtail_site", None)
    if site is None:
        return {}
    lines = SimpleLazyObject(lambda: menu_lines(request, site))
    return {
        "portal_nav": SimpleLazyObject(lambda: split_menu(lines[MenuPlace.MAIN])[0]),
        "portal_more": SimpleLazyObject(lambda: split_menu(lines[MenuPlace.MAIN])[1]),
        "portal_foot": SimpleLazyObject(lambda: lines[MenuPlace.FOOTER]),
        "portal_logo": SimpleLazyObject(
            lambda: TerritorySite.objects.filter(site=site, logo__isnull=False).select_related("logo").first()
        ),
    }
