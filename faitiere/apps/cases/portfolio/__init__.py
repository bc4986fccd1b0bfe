"""The portfolio: which cases, in which order, from where, shown how. The address holds it all: `?q=…&commune=…`."""

from .conditions import is_late, is_without
from .filters import Asked, matching, read

__all__ = ["Asked", "is_late", "is_without", "matching", "read"]
