"""How often a visitor may send a public form."""

from faitiere.lib.rates import allowed

__all__ = ["allowed"]
