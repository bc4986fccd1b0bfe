"""How often a visitor may send a public form of the portal."""

from faitiere.lib.rates import allowed

__all__ = ["allowed"]
