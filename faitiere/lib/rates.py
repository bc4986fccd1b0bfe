"""How often a visitor may send a public form."""

from django.core.cache import cache

_HOUR = 3600


def allowed(name: str, address: str, *, per_hour: int) -> bool:
    """True while this address has sent the form at most `per_hour` times in the hour."""
    key = f"rate:{name}:{address}"
    cache.add(key, 0, _HOUR)
    return cache.incr(key) <= per_hour
