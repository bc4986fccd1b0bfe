"""What every report printed for a case says around its content: colours, who issues it, about what, when."""

from datetime import date
from typing import Any, Protocol

from ..numbers import date_words


class OfCase(Protocol):
    """A report about a case: `brand` holds the main colour, its soft tone and the accent."""

    @property
    def brand(self) -> tuple[str, str, str]: ...
    @property
    def territory(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def case_number(self) -> str: ...
    @property
    def issued_on(self) -> date: ...


def framed(report: OfCase, *, title: str) -> dict[str, Any]:
    """These values as the templates read them."""
    brand, soft, accent = report.brand
    return {
        "title": title,
        "dated": [report.issued_on.year, report.issued_on.month, report.issued_on.day],
        "brand": brand,
        "soft": soft,
        "accent": accent,
        "territory": report.territory,
        "organisation": report.organisation,
        "subject": report.subject,
        "address": report.address,
        "case_number": report.case_number,
        "issued": date_words(report.issued_on),
    }
