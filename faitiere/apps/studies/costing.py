"""From works chosen to money: quantity × unit price without tax, then VAT line by line, to the cent. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

from faitiere.engines.aids.offers.vat import VatLine
from faitiere.engines.energy.works import entry
from faitiere.lib.numbers import trimmed

from .prices import UnitPrice


@dataclass(frozen=True, slots=True)
class CostLine:
    """One work without tax, sums in cents. `typed_*` tell what the advisor corrected by hand."""

    code: str
    label: str
    unit: str
    quantity: str
    unit_cents: int
    low: int
    ht: int
    high: int
    source: str
    verified: bool
    typed_quantity: bool
    typed_price: bool


def cents(value: Decimal) -> int:
    """Whole cents, halves away from zero."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def line(work: dict, *, computed: float, price: UnitPrice | None) -> CostLine | None:
    """Cost of one work; None when nobody knows its price and none was typed.

    work      {"code", "quantity" (text or None), "price_cents" (or None)} as kept in a scenario
    computed  quantity the engine finds in the home, in the unit of the catalogue
    """
    known = entry(work["code"])
    typed = work.get("price_cents")
    if typed is not None:
        price = UnitPrice(typed, typed, typed, "Prix saisi par le conseiller", verified=True, own=True)
    if price is None:
        return None
    given = work.get("quantity")
    quantity = Decimal(given) if given else Decimal(str(round(computed, 1)))
    low, ht, high = (cents(quantity * unit) for unit in (price.low, price.likely, price.high))
    return CostLine(
        code=known.code,
        label=known.libelle,
        unit=known.unite,
        quantity=format(quantity.normalize(), "f"),
        unit_cents=price.likely,
        low=low,
        ht=ht,
        high=high,
        source=price.source,
        verified=price.verified,
        typed_quantity=bool(given),
        typed_price=typed is not None,
    )


def kept_line(row: dict) -> CostLine:
    """A line as a scenario kept it, without its tax."""
    return CostLine(**{one.name: row[one.name] for one in fields(CostLine)})


def taxed(lines: Sequence[CostLine], taxes: Sequence[VatLine], *, normal_rate: float) -> dict:
    """What a scenario keeps of its cost: lines with tax and totals; every total is the sum of its lines.

    taxes        VAT of each line, same order; a rate of None was counted at the normal rate
    """
    rows = [_taxed(one, tax, normal_rate) for one, tax in zip(lines, taxes, strict=True)]
    totals = {name: sum(row[name] for row in rows) for name in ("ht", "vat", "ttc_low", "ttc", "ttc_high")}
    rates = sorted({row["vat_rate"] for row in rows})
    by_rate = [
        {"rate": trimmed(rate, 1), "cents": sum(row["vat"] for row in rows if row["vat_rate"] == rate)}
        for rate in rates
    ]
    return {"lines": rows, "totals": totals | {"vat_by_rate": by_rate}, "normal_rate": normal_rate}


def _taxed(one: CostLine, tax: VatLine, normal_rate: float) -> dict:
    rate = normal_rate if tax.rate is None else tax.rate
    ratio = Decimal(str(rate)) / 100
    return asdict(one) | {
        "vat_rate": rate,
        "vat_sure": tax.rate is not None,
        "vat_reason": tax.reason_fr,
        "vat": tax.vat_cents,
        "ttc": tax.ttc_cents,
        "ttc_low": one.low + cents(one.low * ratio),
        "ttc_high": one.high + cents(one.high * ratio),
    }
