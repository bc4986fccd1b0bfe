"""The desk's and portal's menus, given to every template."""

import functools
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from .actors import DESK_ROLES, STEERING_ROLES
from .enums import Role


@dataclass(frozen=True)
class MenuItem:
    section: str
    label: str
    url_name: str
    icon: str
    roles: tuple[str, ...]


# Names of routes, not imports: the menu knows the rooms by their address only.
DESK_MENU = (
    MenuItem("", "Ma journée", "cases:day", "house", DESK_ROLES),
    MenuItem("", "Dossiers", "cases:list", "folder", DESK_ROLES),
    MenuItem("", "Rendez-vous", "booking:agenda", "calendar", DESK_ROLES),
    MenuItem("", "Contacts", "contacts:people", "users", DESK_ROLES),
    MenuItem("", "Tâches", "cases:tasks", "list-checks", DESK_ROLES),
    MenuItem("", "Courriels à vérifier", "cases:quarantine", "mail", DESK_ROLES),
    MenuItem("", "Événements", "events:desk", "calendar", (Role.ADVISOR, Role.MANAGER, Role.TERRITORY_ADMIN)),
    MenuItem("", "Références", "references:desk", "house", (Role.ADVISOR, Role.MANAGER, Role.TERRITORY_ADMIN)),
    MenuItem("", "Courrier papier", "cases:post", "printer", DESK_ROLES),
    MenuItem("", "Actes", "steering:acts", "file-text", DESK_ROLES),
    MenuItem("", "Règles qui changent", "reviews:changes", "bell", DESK_ROLES),
    MenuItem("", "Conseil juridique", "legal:questions", "circle-help", (Role.LEGAL_ADVISOR, Role.TERRITORY_ADMIN)),
    MenuItem("", "Annuaire", "directory:desk", "hammer", DESK_ROLES),
    MenuItem("Suivi", "Pilotage", "steering:dashboard", "chart-column", STEERING_ROLES),
    MenuItem("Suivi", "Exports", "steering:exports", "download", STEERING_ROLES),
    MenuItem("Suivi", "Bilan des événements", "events:figures", "calendar-check", STEERING_ROLES),
    MenuItem("Suivi", "Conseil juridique", "legal:statistics", "chart-column", (Role.FUNDER, Role.MANAGER)),
    MenuItem("Territoire", "Comptes", "accounts:people", "users", (Role.TERRITORY_ADMIN, Role.MANAGER)),
    MenuItem("Territoire", "Motifs et lieux", "booking:settings", "calendar", (Role.TERRITORY_ADMIN, Role.MANAGER)),
    MenuItem("Territoire", "Portail", "portal:hub", "newspaper", DESK_ROLES),
    MenuItem("Territoire", "Étapes", "cases:stages", "list-checks", (Role.TERRITORY_ADMIN,)),
    MenuItem("Territoire", "Modèles de messages", "cases:letters", "mail", (Role.TERRITORY_ADMIN,)),
    MenuItem("Territoire", "Prix des travaux", "studies:prices", "euro", (Role.TERRITORY_ADMIN,)),
    MenuItem("Territoire", "Simulateur", "portal:embedding", "calculator", (Role.TERRITORY_ADMIN,)),
    MenuItem("Territoire", "Barèmes", "studies:parameters", "scale", DESK_ROLES),
    MenuItem("Territoire", "Aides locales", "local_aids:aids", "hand-coins", DESK_ROLES),
    MenuItem("Territoire", "Réglages de l'annuaire", "directory:settings", "hammer", (Role.TERRITORY_ADMIN,)),
    MenuItem("Territoire", "Répétitions", "reviews:rehearsals", "calculator", (Role.TERRITORY_ADMIN,)),
    MenuItem("Territoire", "Thèmes juridiques", "legal:themes", "circle-help", (Role.TERRITORY_ADMIN,)),
    MenuItem("Territoire", "Conservation", "territories:retention", "clock", (Role.TERRITORY_ADMIN,)),
    MenuItem("Territoire", "Tâches de fond", "notifications:jobs", "settings", (Role.TERRITORY_ADMIN,)),
    MenuItem("Territoire", "Journal", "audit:journal", "history", (Role.TERRITORY_ADMIN,)),
)


@functools.cache
def _addresses(prefix: str) -> dict[str, str]:
    """Route → address in the folder the site is served in; the same for the life of the process."""
    return {item.url_name: reverse(item.url_name) for item in DESK_MENU}


@functools.lru_cache(maxsize=1024)
def _drawn(roles: frozenset[str], current: frozenset[str], prefix: str) -> SafeString:
    """The menu of these roles with its current lines marked: the same for the life of the process."""
    lines = [
        {"section": item.section, "label": item.label, "url": _addresses(prefix)[item.url_name], "icon": item.icon}
        for item in DESK_MENU
        if roles & set(item.roles)
    ]
    return render_to_string("layouts/desk_menu.html", {"lines": lines, "current": current})


def desk_menu(request) -> SafeString:
    """The menu open to the actor, the line of the page asked marked."""
    addresses = _addresses(get_script_prefix())
    day, here = addresses["cases:day"], request.path
    inside = (url for url in addresses.values() if here == url or (url != day and here.startswith(url)))
    return _drawn(request.actor.roles, frozenset(inside), get_script_prefix())


def navigation(request) -> dict:
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"demo": settings.DEMO}
    return {
        "territory": request.territory,
        "actor": actor,
        # Fragments show no menu: made only where it is read.
        "nav": SimpleLazyObject(lambda: desk_menu(request) if actor.roles else ""),
        "takes_calls": actor.has(*DESK_ROLES),
        "demo": settings.DEMO,
    }
