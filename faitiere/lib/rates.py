"""How often somebody may send a form."""

from django.core.cache import cache

_HOUR = 3600


def allowed(name: str, who: str, *, per_hour: int) -> bool:
    """True while `who` (an address, an account) has sent the form at most `per_hour` times in the hour."""
    key = f"rate:{name}:{who}"
    cache.add(key, 0, _HOUR)
    return cache.incr(key) <= per_hour
