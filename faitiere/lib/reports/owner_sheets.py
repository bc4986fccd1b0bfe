"""One A4 page an owner before the vote: its data contract and what its template prints."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class OwnerSheet:
    """The page of one owner; figures are already written in French.

    rows       (works or aid, amount), a cost then what comes off
    remaining  what is left to pay
    monthly    the monthly payment in words, empty without a loan
    """

    owner: str
    lots: str
    rows: Sequence[tuple[str, str]]
    remaining: str
    monthly: str
    sentences: Sequence[str]
    dated: str


@dataclass(frozen=True, kw_only=True)
class OwnerSheets:
    """Every page of one meeting; `brand`: brand, soft and accent colours of the territory.

    warning: what is not sure of the shares, printed on each page; "" when every key of shares is exact
    """

    brand: tuple[str, str, str]
    territory: str
    organisation: str
    condominium: str
    address: str
    case_number: str
    meeting: str
    sheets: Sequence[OwnerSheet]
    warning: str = ""


def content(report: OwnerSheets, *, issued_on: date) -> dict[str, Any]:
    """Everything the template prints, as JSON values."""
    brand, soft, accent = report.brand
    return {
        "title": f"Plan de chaque copropriétaire, {report.condominium}",
        "dated": [issued_on.year, issued_on.month, issued_on.day],
        "brand": brand,
        "soft": soft,
        "accent": accent,
        "territory": report.territory,
        "organisation": report.organisation,
        "condominium": report.condominium,
        "address": report.address,
        "case_number": report.case_number,
        "meeting": report.meeting,
        "warning": report.warning,
        "sheets": [asdict(sheet) for sheet in report.sheets],
    }
