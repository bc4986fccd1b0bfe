"""Price of a unit of work on a day in a territory: its own range when it gave one, else the catalogue's."""

import datetime as dt
from dataclasses import dataclass

from faitiere.engines.energy import works

from .models import WorkPrice


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """Cents without tax for one unit. `own` tells a price entered by the territory; `verified` False: to confirm."""

    low: int
    likely: int
    high: int
    source: str
    verified: bool
    own: bool
    valid_from: dt.date | None = None


def _from_catalogue(code: str, on: dt.date) -> UnitPrice | None:
    found = works.price(code, on)
    if found is None:
        return None
    low, likely, high = (round(euros * 100) for euros in (found.bas, found.probable, found.haut))
    return UnitPrice(low, likely, high, found.source, found.verified, own=False)


def _own(row: WorkPrice) -> UnitPrice:
    cents = (row.low_cents, row.likely_cents, row.high_cents)
    return UnitPrice(*cents, row.source, verified=True, own=True, valid_from=row.valid_from)


def unit_prices(on: dt.date) -> dict[str, UnitPrice | None]:
    """Code of each work of the catalogue → its price on a day, None when nobody gave one. One query."""
    rows = WorkPrice.objects.filter(valid_from__lte=on).order_by("work_code", "valid_from")
    own = {row.work_code: _own(row) for row in rows}
    return {code: own.get(code) or _from_catalogue(code, on) for code in works.catalogue()}
