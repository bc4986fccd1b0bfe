"""How often somebody may send a form, and who that is when no account says it."""

import ipaddress

from django.conf import settings
from django.core.cache import cache

from .tenancy import current_territory_id

_HOUR = 3600
# The part of an IPv6 address that a household or a company is given whole: the rest is its own to change.
_IPV6_GIVEN = 64


def allowed(name: str, who: str, *, per_hour: int) -> bool:
    """True while `who` (an address, an account) has sent this territory's form at most `per_hour` times in the hour."""
    key = f"rate:{current_territory_id()}:{name}:{who}"
    cache.add(key, 0, _HOUR)
    return cache.incr(key) <= per_hour


def _read(address: str) -> str:
    """The address as visitors are counted: IPv6 by its first half; "" when it is not one."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), _IPV6_GIVEN), strict=False).network_address)


def visitor_of(request) -> str:
    """The address a request comes from: the one that the outermost of our proxies (`TRUSTED_PROXIES`) saw.

    Each proxy adds to `X-Forwarded-For` the address it was called from: counted from the right, what the visitor wrote
    there itself is never reached. A header too short or unreadable was not written by them: the connection's own
    address is then taken.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    ours = settings.TRUSTED_PROXIES
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if ours else []
    told = _read(hops[-ours]) if len(hops) >= ours > 0 else ""
    return told or _read(direct) or direct
