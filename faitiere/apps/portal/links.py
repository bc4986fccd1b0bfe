"""Whether a link leads somewhere. Nothing of the inside network is ever asked."""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.models import Page

from .enums import LinkState
from .models import TerritorySite

_SECONDS = 8
_AGENT = "Faitiere-liens/1"
# The site refuses robots, or asks for an account: the page may well be there.
_UNSURE = frozenset({401, 403, 405, 408, 425, 429, 500, 502, 503, 504})


def follow(address: str, *, territory) -> tuple[str, str]:
    """(state, reason) of an address written in a page; both empty when it works, or is not to be followed."""
    parts = urlsplit(address)
    if parts.scheme in {"mailto", "tel"} or address.startswith("#"):
        return "", ""
    if not parts.scheme and not parts.netloc:
        return ("", "") if _is_here(parts.path, territory) else (LinkState.BROKEN, "Cette adresse n’existe pas ici")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return LinkState.BROKEN, "Adresse illisible"
    if not settings.PORTAL_FOLLOWS_LINKS:
        return "", ""
    return _asked(parts)


def _is_here(path: str, territory) -> bool:
    """The path is that of a page of the portal, or of a room of the site."""
    site = TerritorySite.objects.filter(territory=territory).select_related("site__root_page").first()
    if site:
        wanted = site.site.root_page.url_path.rstrip("/") + "/" + path.strip("/") + ("/" if path.strip("/") else "")
        if Page.objects.live().filter(url_path=wanted).exists():
            return True
    try:
        return resolve(f"/{path.removeprefix('/')}").url_name != "wagtail_serve"
    except Resolver404:
        return False


def _outside(host: str, port: int) -> str:
    """A public address of the host; OSError when it has none, so that no page can make us ask the inside network."""
    for *_kind, found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if ipaddress.ip_address(found[0]).is_global:
            return found[0]
    raise OSError("not a public address")


def _asked(parts) -> tuple[str, str]:
    """Ask for the head of a page at the address just checked, its name kept for TLS; redirections are not followed."""
    secure = parts.scheme == "https"
    try:
        port = parts.port or (443 if secure else 80)
        raw = socket.create_connection((_outside(parts.hostname, port), port), timeout=_SECONDS)
        if secure:
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=parts.hostname)
        connection = http.client.HTTPConnection(parts.hostname, port, timeout=_SECONDS)
        connection.sock = raw
        query = f"?{parts.query}" if parts.query else ""
        connection.request("HEAD", (parts.path or "/") + query, headers={"User-Agent": _AGENT})
        status = connection.getresponse().status
        connection.close()
    except (OSError, http.client.HTTPException, ValueError):
        return LinkState.UNSURE, "Le site ne répond pas"
    if status in _UNSURE:
        return LinkState.UNSURE, f"Le site répond {status} à notre vérification : ouvrez le lien pour voir"
    return (LinkState.BROKEN, f"Le site répond {status} : la page n’y est plus") if status >= 400 else ("", "")
