"""What search engines are told: each app gives the addresses of what visitors read in it (`PORTAL_ADDRESSES`)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Addresses:
    """Rows in a stable order, and what is told of one: its path, the day of its last change or None."""

    rows: QuerySet | list
    told: Callable[[Any], tuple[str, dt.date | dt.datetime | None]]

    def count(self) -> int:
        return len(self.rows) if isinstance(self.rows, list) else self.rows.count()
